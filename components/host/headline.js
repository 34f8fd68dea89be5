// Right after the headline that came with the page (web/headline.py).
{
  const LATEST_MS = 10000 // then any words of Streamlit's own will do
  const page = document.documentElement
  const headline = document.getElementById('headline')
  let late = false
  // Streamlit's own headline has words, or a message says why there is none.
  const begun = () => [...document.querySelectorAll('h1, [role=alert]')].some(one => !headline.contains(one) && one.textContent.trim())
  const look = () => {
    if (!begun() && !(late && document.getElementById('root').innerText.trim())) return
    watcher.disconnect()
    headline.remove()
    page.style.colorScheme = ''
  }
  const watcher = new MutationObserver(look) // asked before anything is painted
  watcher.observe(document.body, { childList: true, characterData: true, subtree: true })
  setTimeout(() => { late = true; look() }, LATEST_MS)
  // Theme and sidebar as the visitor left them: Streamlit keeps both in the browser, where the browser lets it.
  try {
    const theme = localStorage.getItem(`stActiveTheme-${location.pathname}-v2`)
    page.style.colorScheme = { '"Light"': 'light', '"Dark"': 'dark' }[theme] ?? ''
    const width = parseInt(localStorage.getItem('sidebarWidth'))
    if (width) headline.style.setProperty('--sidebar', `${Math.min(600, Math.max(200, width))}px`)
    if (localStorage.getItem('stSidebarCollapsed-') === 'true') headline.style.setProperty('--sidebar', '0px')
  } catch { /* as the system has it */ }
}
