// Tables of words: wide ones scroll alone, and on a telephone each value says of which column it is. Tables with a role are
// no such tables.
export const labelTables = () => document.querySelectorAll('table:not([role])').forEach(table => {
  table.tabIndex = 0 // keys must reach it
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
