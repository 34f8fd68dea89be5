// Entry: what the scripts of every page do. Streamlit calls it at each run, with the language.
import { markBrand, onReconnection, speak } from '../host/streamlit.js'
import { followLinks } from './links.js'
import { sendAgain } from './slider.js'
import { labelTables } from './tables.js'

let page

// Ask for a run: a slider may have moved while the server could not be reached.
export const runAgain = () => page?.setTriggerValue('again', true)

const look = () => {
  labelTables()
  speak()
  markBrand()
}
let due = 0 // once a frame, however much changes in it
new MutationObserver(() => { due ||= requestAnimationFrame(() => { due = 0; look() }) })
  .observe(document.body, { childList: true, characterData: true, subtree: true })
onReconnection(() => { runAgain(); sendAgain() })
followLinks()
document.addEventListener('click', async event => {
  const button = event.target.closest?.('[data-save]')
  if (button) (await import('./picture.js')).savePicture(button)
})

export default component => {
  page = component
  const { language } = component.data
  // Screen readers choose their voice by the language of the page.
  document.documentElement.lang = language
  speak(language)
  look()
}
