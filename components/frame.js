// Run by every page; in a block, as another language runs it once more.
{
  // Screen readers choose their voice by the language of the page.
  document.documentElement.lang = 'LANGUAGE'
  // Wide tables scroll alone: keys must reach them.
  const reach = () => document.querySelectorAll('[data-testid=stMarkdownContainer] table').forEach(table => {
    table.tabIndex = 0
    // On a telephone each value stands below another and says of which column it is.
    const headings = [...table.querySelectorAll('th')].map(heading => heading.textContent)
    const labelled = `${headings} ${table.rows.length}`
    if (table.labelled === labelled) return
    table.labelled = labelled
    for (const row of table.tBodies[0]?.rows ?? []) {
      [...row.cells].forEach((cell, column) => {
        cell.dataset.label = headings[column]
        cell.toggleAttribute('data-linked', Boolean(cell.querySelector('a')))
      })
    }
  })
  // Streamlit speaks English alone; `#` stands for what differs.
  const patterns = Object.entries(WORDS)
    .map(([english, own]) => [new RegExp(`^${english.replace('#', '(.+)')}$`), own])
  window.ours = english => {
    for (const [pattern, own] of patterns) {
      const found = pattern.exec(english)
      if (found) return own.replace('#', found[1])
    }
  }
  const OWN = '[data-testid=stSkipToContent], .rc-overflow-item-rest, [data-testid=stMainMenuPopover]'
  const LABELLED = ':is(button, nav, section)[aria-label]'
  // `place` holds Streamlit's words in a field; what it said is kept for the next language.
  const say = (place, field) => {
    const english = place[field] === place.said ? place.english : place[field]
    const said = window.ours(english) ?? english
    if (said !== place[field]) Object.assign(place, { english, said, [field]: said })
  }
  const speak = () => {
    document.querySelectorAll(OWN).forEach(place => {
      const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
      while (texts.nextNode()) say(texts.currentNode, 'data')
    })
    document.querySelectorAll(LABELLED).forEach(place => say(place, 'ariaLabel'))
  }
  // Beside the sign stands the name, in the box around it, which Streamlit gives no name of its own.
  const brand = () => document.querySelectorAll('.stLogo').forEach(logo => logo.parentElement.classList.add('brand'))
  const look = () => { reach(); speak(); brand() }
  look()
  // A slider may have moved while the server could not be reached: ask for a run once it is back.
  const back = ([change]) => {
    if (change.target.dataset.testConnectionState !== 'CONNECTED') return
    window.runAgain?.()
    window.drawChart.listen()
  }
  // Links between our pages: without loading everything anew, unless the visitor asks for another tab.
  const follow = event => {
    const link = event.target.closest?.('.ways a')
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    history.pushState({}, '', link.href)
    dispatchEvent(new PopStateEvent('popstate')) // Streamlit then shows what the address says, as after "back"
  }
  if (!window.watched) {
    document.addEventListener('click', follow)
    let due = 0 // once a frame, however much changes in it
    new MutationObserver(() => { due ||= requestAnimationFrame(() => { due = 0; look() }) })
      .observe(document.body, { childList: true, characterData: true, subtree: true })
    new MutationObserver(back).observe(document.body, { attributeFilter: ['data-test-connection-state'], subtree: true })
    window.watched = true
  }
}
