// Right after the headline that came with the page (web/headline.py).
{
  const page = document.documentElement
  const headline = document.getElementById('headline')
  // Streamlit's own has words, or a message says why there is none; the observer is asked before anything is painted.
  const OWN = ['h1', '[data-testid=stAlert]', '[data-testid=stException]'].map(one => `[data-testid=stMain] ${one}`).join()
  const watcher = new MutationObserver(() => {
    if (![...document.querySelectorAll(OWN)].some(one => one.textContent.trim())) return
    watcher.disconnect()
    headline.remove()
    page.style.colorScheme = ''
  })
  watcher.observe(document.body, { childList: true, characterData: true, subtree: true })
  // Theme and sidebar as the visitor left them: Streamlit keeps both in the browser, where the browser lets it.
  try {
    const theme = localStorage.getItem(`stActiveTheme-${location.pathname}-v2`)
    page.style.colorScheme = { '"Light"': 'light', '"Dark"': 'dark' }[theme] ?? ''
    const width = parseInt(localStorage.getItem('sidebarWidth'))
    if (width) headline.style.setProperty('--sidebar', `${Math.min(600, Math.max(200, width))}px`)
    if (localStorage.getItem('stSidebarCollapsed-') === 'true') headline.style.setProperty('--sidebar', '0px')
  } catch {}
}
