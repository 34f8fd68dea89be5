// Draws the charts of a file that stands alone, in the colours of the reader's system.
(() => {
  const PAPER = 680 // width between the margins of A4 [px]: what was drawn for a screen would be cut off there
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const { fontFamily: family } = getComputedStyle(document.documentElement)

  const draw = (place, light = !dark.matches, size = { autosize: true }) => {
    place.querySelector(':scope > svg')?.remove() // the still picture
    const { data, layout: { height, ...layout }, frames } = window.charts[place.dataset.chart] // as high as its place
    const dressed = { ...layout, updatemenus: chartMenus(layout.updatemenus), ...size, template: chartTemplate(light, family) }
    return window.Plotly.react(place, structuredClone({ data, layout: dressed, config: chartConfig, frames }))
  }

  const places = () => [...document.querySelectorAll('.plot')]
  const drawAll = (light, size) => places().forEach(place => draw(place, light, size))

  // Arrow keys lead on and back, but where they scroll or choose.
  document.addEventListener('keydown', event => {
    const rel = { ArrowLeft: 'prev', ArrowRight: 'next' }[event.key]
    if (!rel || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (!event.target.closest('.wide, pre')) document.querySelector(`a[rel=${rel}]`)?.click()
  })

  // The first chart at once, each other one when the browser has a moment: the page answers in between.
  const drawCharts = async () => {
    for (const place of places()) {
      await draw(place)
      await new Promise(done => setTimeout(done))
    }
    document.documentElement.dataset.drawn = ''
  }

  dark.addEventListener('change', () => drawAll())
  window.addEventListener('beforeprint', () => drawAll(true, { width: PAPER, updatemenus: [] })) // paper is white and still
  window.addEventListener('afterprint', () => drawAll())
  document.addEventListener('toggle', event => {
    event.target.querySelectorAll('.plot').forEach(place => place.data && window.Plotly.Plots.resize(place))
  }, true)
  if (window.Plotly) drawCharts()
  else addEventListener('library', drawCharts) // unpacked by report.js
})()
