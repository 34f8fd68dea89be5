// Draws the charts of a file that stands alone, in the colours of the reader's system.
(() => {
  const CONFIG = { displayModeBar: false, responsive: true, scrollZoom: false }
  const dark = matchMedia('(prefers-color-scheme: dark)')

  // What the theme of the dashboard adds to each figure.
  const template = light => {
    const [ink, quiet, paper, rule] = light
      ? ['#1d2724', '#4d5753', '#fcfcfa', '#d9ddd9']
      : ['#e7ece9', '#b3bab6', '#111715', '#333d39']
    const axis = {
      automargin: true,
      zeroline: false,
      linecolor: rule,
      tickfont: { color: quiet, size: 12 },
      title: { font: { color: quiet, size: 14 }, standoff: 12 },
    }
    return {
      layout: {
        font: { family: getComputedStyle(document.documentElement).fontFamily, color: ink, size: 12 },
        paper_bgcolor: 'rgba(0,0,0,0)',
        plot_bgcolor: 'rgba(0,0,0,0)',
        xaxis: axis,
        yaxis: axis,
        legend: { font: { color: quiet, size: 12 } },
        hoverlabel: { bgcolor: paper, bordercolor: rule, font: { color: ink, size: 13 } },
        annotationdefaults: { font: { color: ink } },
      },
    }
  }

  const draw = (place, light = !dark.matches) => {
    const { data, layout, frames } = window.charts[place.dataset.chart]
    const figure = { data, layout: { ...layout, template: template(light) }, config: CONFIG, frames }
    return window.Plotly.react(place, structuredClone(figure))
  }

  const places = () => [...document.querySelectorAll('.plot')]
  const drawAll = light => places().forEach(place => draw(place, light))

  // Arrow keys lead on and back, but where they scroll or choose.
  document.addEventListener('keydown', event => {
    const rel = { ArrowLeft: 'prev', ArrowRight: 'next' }[event.key]
    if (!rel || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (!event.target.closest('.wide, pre')) document.querySelector(`a[rel=${rel}]`)?.click()
  })

  // The first chart at once, each other one when the browser has a moment: the page answers in between.
  window.drawCharts = async () => {
    for (const place of places()) {
      await draw(place)
      await new Promise(done => setTimeout(done))
    }
    document.documentElement.dataset.drawn = ''
  }

  dark.addEventListener('change', () => drawAll())
  window.addEventListener('beforeprint', () => drawAll(true)) // paper is white
  window.addEventListener('afterprint', () => drawAll())
  document.addEventListener('toggle', event => {
    event.target.querySelectorAll('.plot.js-plotly-plot').forEach(place => window.Plotly.Plots.resize(place))
  }, true)
  if (window.Plotly) window.drawCharts()
})()
