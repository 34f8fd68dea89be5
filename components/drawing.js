// Draws the charts of a page in place: a changed figure moves what is drawn already, instead of being drawn anew.
window.drawChart ||= (() => {
  const waiting = new Map() // place -> figure to be drawn there: only the newest, however fast a slider moves
  let library, busy = false

  const load = () => library ??= new Promise((loaded, failed) => {
    const site = new URL('../../', document.querySelector('script[src*="/static/js/"]').src)
    const script = { src: new URL('LIBRARY', site), onload: loaded, onerror: failed }
    document.head.append(Object.assign(document.createElement('script'), script))
  })

  const seen = place => {
    const { top, bottom } = place.getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  }

  const draw = async (place, spec) => {
    const { data, layout: { height, ...layout }, frames } = JSON.parse(spec) // as high as its place
    const { colorScheme, fontFamily } = getComputedStyle(place)
    const template = window.chartTemplate(!colorScheme.includes('dark'), fontFamily)
    await window.Plotly.react(place, { data, layout: { ...layout, template }, config: window.chartConfig, frames })
    // The page may grow narrower without its window: by the sidebar, which comes after the charts.
    place.resized ??= new ResizeObserver(() => {
      if (place._fullLayout && place.clientWidth && place._fullLayout.width !== place.clientWidth) window.Plotly.Plots.resize(place)
    })
    place.resized.observe(place)
    if (!place.clicked) place.on('plotly_click', place.clicked = ({ points: [point] }) => place.choose(point?.customdata))
  }

  // What the visitor sees comes first, each chart by itself: the page answers in between.
  const drawAll = async () => {
    if (busy) return
    busy = true
    try {
      await load()
      while (waiting.size) {
        const places = [...waiting.keys()]
        const place = places.find(seen) ?? places[0]
        const spec = waiting.get(place)
        waiting.delete(place)
        if (place.isConnected) await draw(place, spec)
        await new Promise(done => setTimeout(done))
      }
    } finally {
      busy = false
    }
  }

  // What stays is left alone: the browser need not lay it out anew.
  const write = (place, html) => { if (place.written !== html) place.innerHTML = place.written = html }

  return ({ data, parentElement, setTriggerValue }) => {
    const text = new TextDecoder().decode(data), end = text.indexOf('\n')
    const about = JSON.parse(text.slice(0, end))
    const chart = parentElement.querySelector('.chart') // its markup stands in drawing.py
    if (!chart.querySelector('.title')) {
      chart.prepend(Object.assign(document.createElement(about.level), { className: 'title' }))
    }
    const [title, subtitle, place, source, turn] = chart.children
    write(title, about.title)
    write(subtitle, about.subtitle)
    write(source, about.source)
    write(turn, about.table)
    turn.ariaExpanded = about.open
    turn.onclick = () => setTriggerValue('turned', true)
    place.ariaLabel = about.alt
    if (place.sized !== about.size) place.style.cssText = place.sized = about.size
    place.choose = chosen => about.selectable && chosen && setTriggerValue('chosen', chosen) // curves have no data of their own
    waiting.set(place, text.slice(end))
    drawAll()
    return () => window.Plotly?.purge(place)
  }
})()
