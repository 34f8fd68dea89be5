// Links between our pages: without loading everything anew, unless the visitor asks for another tab.
import { goTo } from '../host/streamlit.js'

const follow = event => {
  const link = event.target.closest?.('.ways a')
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  goTo(link.href)
}

export const followLinks = () => document.addEventListener('click', follow)
