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
      [...row.cells].forEach((cell, column) => { cell.dataset.label = headings[column] })
    }
  })
  reach()
  // A slider may have moved while the server could not be reached: ask for a run once it is back.
  const back = ([change]) => { if (change.target.dataset.testConnectionState === 'CONNECTED') window.runAgain?.() }
  if (!window.watched) {
    new MutationObserver(reach).observe(document.body, { childList: true, subtree: true })
    new MutationObserver(back).observe(document.body, { attributeFilter: ['data-test-connection-state'], subtree: true })
    window.watched = true
  }
}
