// Draws the charts of a page in place: a changed figure moves what is drawn already, instead of being drawn anew.
window.drawChart ||= (() => {
  const waiting = new Map() // place -> figure to be drawn there: only the newest, however fast a slider moves
  const AT_ONCE = { frame: { duration: 0, redraw: false }, transition: { duration: 0 }, mode: 'immediate' }
  const RESTED_MS = 150
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

  // Where only lines moved they go ahead, as a chart takes the longer the more points it has; false where more changed.
  const moveLines = async (place, data, layout) => {
    const before = place.drawn ?? { traces: [] }
    place.drawn = { traces: data.map(trace => JSON.stringify(trace)), layout: JSON.stringify(layout) }
    const moved = [...data.keys()].filter(index => place.drawn.traces[index] !== before.traces[index])
    const same = before.layout === place.drawn.layout && before.traces.length === data.length
    if (!same || !moved.length || moved.some(index => data[index].mode !== 'lines')) return false
    const lines = { data: moved.map(index => ({ x: data[index].x, y: data[index].y })), traces: moved }
    await window.Plotly.animate(place, lines, AT_ONCE).catch(() => {}) // its visitor runs the years meanwhile
    return true
  }

  const draw = async (place, spec) => {
    const { data, layout: { height, ...layout }, frames } = JSON.parse(spec) // as high as its place
    const { colorScheme, fontFamily } = getComputedStyle(place)
    if (await moveLines(place, data, [layout, colorScheme, fontFamily])) {
      clearTimeout(place.rest)
      place.rest = setTimeout(() => { // names and what else hangs on the lines, once they rest
        if (waiting.has(place)) return
        waiting.set(place, spec)
        drawAll()
      }, RESTED_MS)
      return
    }
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

  const show = (chart, { about, spec, visitor, number }) => {
    Object.assign(chart, { visitor, number })
    if (!chart.querySelector('.title')) {
      chart.prepend(Object.assign(document.createElement(about.level), { className: 'title' }))
    }
    const [title, subtitle, place, source, turn] = chart.children
    write(title, about.title)
    write(subtitle, about.subtitle)
    write(source, about.source)
    write(turn, about.table)
    turn.ariaExpanded = about.open
    turn.onclick = () => chart.tell('turned', true)
    place.ariaLabel = about.alt
    if (place.sized !== about.size) place.style.cssText = place.sized = about.size
    place.choose = chosen => about.selectable && chosen && chart.tell('chosen', chosen) // curves have no data of their own
    waiting.set(place, spec)
    drawAll()
  }

  const read = data => {
    const [order, about, spec] = new TextDecoder().decode(data).split('\n')
    const [visitor, number] = order.split(' ')
    return { order, visitor, number: Number(number), about: JSON.parse(about), spec }
  }

  // A chart comes ahead of its run (components/ahead.py) and then with it: whichever is late is older than what is drawn.
  const listen = (visitor = listen.visitor) => {
    const server = window.__streamlit?.BACKEND_BASE_URL
    if (!server || !visitor || (visitor === listen.visitor && listen.connection?.readyState <= WebSocket.OPEN)) return
    listen.connection?.close()
    listen.visitor = visitor
    listen.connection = new WebSocket(`${server.replace('http', 'ws')}ahead?visitor=${visitor}`)
    listen.connection.binaryType = 'arraybuffer'
    listen.connection.onmessage = ({ data }) => {
      const sent = read(data)
      const chart = document.querySelector(`.st-key-${sent.about.key} .chart`)
      if (chart?.visitor === sent.visitor && sent.number > chart.number) show(chart, sent)
    }
  }

  const mount = ({ data, parentElement, setTriggerValue }) => {
    const chart = parentElement.querySelector('.chart') // its markup stands in drawing.py
    const sent = read(data)
    chart.tell = setTriggerValue
    const drawn = chart.visitor === sent.visitor ? chart.number : -1
    if (sent.number > drawn || (sent.number === drawn && sent.order === chart.given)) show(chart, sent)
    chart.given = sent.order // once more the same: the theme is another
    return () => window.Plotly?.purge(chart.querySelector('.plot'))
  }
  return Object.assign(mount, { listen })
})()
