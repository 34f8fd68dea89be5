// Draws the charts of a page in place: a changed figure moves what is drawn already, instead of being drawn anew.
import { chartConfig, chartMenus, chartTemplate } from '../../content/files/template.js'

const SITE = new URL('../../../../../', import.meta.url) // this file lies in app/scripts/<version>/components/browser/
const LIBRARY = new URL('app/static/plotly-basic-4.1.1.min.js', SITE)
const waiting = new Map() // place -> figure to be drawn there: only the newest, however fast a slider moves
const AT_ONCE = { frame: { duration: 0, redraw: false }, transition: { duration: 0 }, mode: 'immediate' }
const RESTED_MS = 100
const LETTERS_MS = 1000 // that a chart waits for its letters, whose width it measures
let library, letters, busy = false

const load = () => library ??= new Promise((loaded, failed) => {
  const script = { src: LIBRARY, onload: loaded, onerror: failed }
  document.head.append(Object.assign(document.createElement('script'), script))
})

const lettersOf = place => letters ??= Promise.race([
  document.fonts.load(`12px ${getComputedStyle(place).fontFamily}`).catch(() => {}),
  new Promise(done => setTimeout(done, LETTERS_MS)),
])

const seen = place => {
  const { top, bottom } = place.getBoundingClientRect()
  return bottom > 0 && top < innerHeight
}

const unchanged = (one, other, ...moving) => {
  const still = part => JSON.stringify(part, (name, value) => moving.includes(name) ? undefined : value)
  return still(one) === still(other)
}

// Where points and lines move within the same axes they go ahead: names and shades beside them take as long again.
// False where more has changed.
const move = async (place, before, { layout, traces }) => {
  const moved = [...traces.keys()].filter(index => traces[index] !== before.traces[index])
  if (!moved.length || traces.length !== before.traces.length) return false
  if (!unchanged(JSON.parse(before.layout), JSON.parse(layout), 'annotations', 'shapes')) return false
  const data = moved.map(index => JSON.parse(traces[index]))
  const points = ['x', 'y', 'array', 'arrayminus', 'text', 'hovertext', 'name']
  if (data.some((trace, at) => trace.type !== 'scatter' || !unchanged(JSON.parse(before.traces[moved[at]]), trace, ...points))) return false
  await window.Plotly.animate(place, { data, traces: moved }, AT_ONCE).catch(() => {}) // its visitor runs the years meanwhile
  return true
}

const draw = async (place, figure) => {
  const { colorScheme, fontFamily } = getComputedStyle(place)
  const looks = colorScheme + fontFamily, before = place.drawn
  place.drawn = { ...figure, looks }
  clearTimeout(place.rest)
  if (before?.looks === looks && await move(place, before, figure)) {
    place.rest = setTimeout(() => {
      if (!waiting.has(place)) redraw(place, figure)
    }, RESTED_MS)
    return
  }
  const data = figure.traces.map(trace => JSON.parse(trace)), frames = JSON.parse(figure.frames)
  const { height, ...layout } = JSON.parse(figure.layout) // as high as its place
  layout.updatemenus = chartMenus(layout.updatemenus)
  const template = chartTemplate(!colorScheme.includes('dark'), fontFamily)
  place.width = place.clientWidth
  await window.Plotly.react(place, { data, layout: { ...layout, template }, config: chartConfig, frames })
  // The page may grow narrower without its window: by the sidebar, which comes after the charts.
  place.resized ??= new ResizeObserver(() => {
    if (!place.clientWidth || place.width === place.clientWidth) return
    place.width = place.clientWidth
    window.Plotly.Plots.resize(place)
  })
  place.resized.observe(place)
  if (!place.clicked) place.on('plotly_click', place.clicked = ({ points: [point] }) => place.choose(point?.customdata))
}

// What the visitor sees comes first, each chart by itself: the page answers in between.
const drawAll = async () => {
  if (busy) return
  busy = true
  try {
    await Promise.all([load(), lettersOf(waiting.keys().next().value)])
    while (waiting.size) {
      const places = [...waiting.keys()]
      const place = places.find(seen) ?? places[0]
      const figure = waiting.get(place)
      waiting.delete(place)
      if (place.isConnected) await draw(place, figure)
      requestAnimationFrame(listen.answer) // what Streamlit has to say waits until the chart can be seen
      await new Promise(done => setTimeout(done))
    }
  } finally {
    busy = false
  }
}

const redraw = (place, figure) => {
  waiting.set(place, figure)
  drawAll()
}

// What stays is left alone: the browser need not lay it out anew.
const write = (place, html) => { if (place.written !== html) place.innerHTML = place.written = html }

const show = (chart, { about, figure, visitor, number }) => {
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
  redraw(place, figure)
}

const read = data => { // as drawing.py writes it
  const [order, about, layout, frames, ...traces] = new TextDecoder().decode(data).split('\n')
  const [visitor, number] = order.split(' ')
  return { order, visitor, number: Number(number), about: JSON.parse(about), figure: { layout, frames, traces } }
}

// A chart comes ahead of its run (components/ahead.py) and then with it: whichever is late is older than what is drawn.
export const listen = (visitor = listen.visitor) => {
  if (!visitor || (visitor === listen.visitor && listen.connection?.readyState <= WebSocket.OPEN)) return
  listen.connection?.close()
  listen.visitor = visitor
  listen.connection = new WebSocket(new URL(`ahead?visitor=${visitor}`, SITE).href.replace('http', 'ws'))
  listen.connection.binaryType = 'arraybuffer'
  listen.connection.onmessage = ({ data }) => {
    const sent = read(data)
    const chart = document.querySelector(`.st-key-${sent.about.key} .chart`)
    if (chart?.visitor === sent.visitor && sent.number > chart.number) show(chart, sent)
    else listen.answer()
  }
}
listen.answer = () => listen.connection?.readyState === WebSocket.OPEN && listen.connection.send('')

// What Streamlit calls with each chart of a page, and with each change of one.
export default ({ data, parentElement, setTriggerValue }) => {
  const chart = parentElement.querySelector('.chart') // its markup stands in drawing.py
  const sent = read(data)
  chart.tell = setTriggerValue
  const drawn = chart.visitor === sent.visitor ? chart.number : -1
  if (sent.number > drawn || (sent.number === drawn && sent.order === chart.given)) show(chart, sent)
  chart.given = sent.order // once more the same: the theme is another
  return () => window.Plotly?.purge(chart.querySelector('.plot'))
}
