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

// Where points and lines move within the same axes they move first: names and shades next to them take as long again.
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

const show = (chart, { about, ...figure }) => {
  chart.late = false
  if (!chart.querySelector('.title')) {
    chart.prepend(Object.assign(document.createElement(about.level), { className: 'title' }))
  }
  const [title, subtitle, place, source, table] = chart.children
  write(title, about.title)
  write(subtitle, about.subtitle)
  write(source, about.source)
  write(table, about.table)
  table.ariaExpanded = about.open
  table.onclick = () => chart.tell('toggled', true)
  place.ariaLabel = about.alt
  if (place.sized !== about.size) place.style.cssText = place.sized = about.size
  place.choose = chosen => about.selectable && chosen && chart.tell('chosen', chosen) // curves have no data of their own
  redraw(place, figure)
}

const read = text => { // as content/files/chart_text.py writes it
  const [mark, about, layout, frames, ...traces] = text.split('\n')
  return { mark, about: JSON.parse(about), layout, frames, traces }
}

let paused = false // while a handle is held: the charts of a run are older than what it has drawn
export const pause = held => {
  paused = held
  if (held) return
  for (const chart of document.querySelectorAll('.chart')) if (chart.late) show(chart, chart.whole)
}

// Keys of the charts in sight, else of the first one.
export const visibleKeys = () => {
  const charts = [...document.querySelectorAll('.chart')].filter(chart => chart.whole)
  const inSight = charts.filter(seen)
  return (inSight.length ? inSight : charts.slice(0, 1)).map(chart => chart.whole.about.key).join() || 'none'
}

// A part as it is written, or as it differs from what it was (chart_text.py).
const own = (part, before) => {
  if (part === '=') return before
  return part[0] === '~' ? JSON.stringify({ ...JSON.parse(before), ...JSON.parse(part.slice(1)) }) : part
}

// Draw what has moved of several charts; false where one of them is not the one that was drawn as its handle was taken.
export const showMoved = text => {
  let known = Boolean(text)
  for (const block of text.split('\n\n').filter(Boolean)) {
    const { about, mark, ...moved } = read(block)
    const chart = document.querySelector(`.st-key-chart-${about.key} .chart`)
    if (!chart?.whole) continue
    const { layout, frames, traces } = chart.whole
    const differs = [moved.layout, moved.frames, ...moved.traces].some(part => '=~'.includes(part[0]))
    if (differs && mark !== chart.whole.mark) known = false
    else {
      show(chart, {
        about: { ...chart.whole.about, ...about },
        layout: own(moved.layout, layout),
        frames: own(moved.frames, frames),
        traces: moved.traces.map((trace, index) => own(trace, traces[index])),
      })
    }
  }
  return known
}

// What Streamlit calls with each chart of a page, and with each change of one.
export default ({ data, parentElement, setTriggerValue }) => {
  const chart = parentElement.querySelector('.chart') // its markup stands in drawing.py
  chart.tell = setTriggerValue
  chart.whole = read(new TextDecoder().decode(data))
  chart.late = paused && Boolean(chart.querySelector('.title')) // without charts over HTTP it is the only one to come
  if (!chart.late) show(chart, chart.whole)
  return () => window.Plotly?.purge(chart.querySelector('.plot'))
}
