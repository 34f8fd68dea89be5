// A slider: live while it is dragged, for it fetches the charts that it moves; words and address follow when it rests.
import { pause, showMoved, visibleKeys } from './chart.js'

const SITE = new URL('../../../../../', import.meta.url) // this file lies in app/scripts/<version>/components/browser/
const REST_MS = 250 // after a key: several in a row are one move
const LATE_MS = 1000 // nobody waits longer for one position: then the newest is asked for
const OWN = ['open', 'seen', 'embed', 'embed_options'] // of an address, but no part of what charts show
const sliders = new Set()
let asking = false, next

// Address of the charts in sight, with the slider at an id; `held` is the id at which its handle was taken.
const addressOf = (said, id, held) => {
  const page = location.pathname.split('/').filter(Boolean).at(-1)
  const base = new URL(SITE).pathname.split('/').filter(Boolean).at(-1)
  const query = new URLSearchParams(location.search)
  OWN.forEach(name => query.delete(name))
  for (const [name, value] of Object.entries({ lang: said.lang, data: said.data, [said.name]: id, v: said.v })) query.set(name, value)
  if (held !== undefined) query.set('held', `${said.name}~${held}`)
  return new URL(`charts/${!page || page === base ? 'overview' : page}/${visibleKeys()}?${query}`, SITE)
}

// One question at a time; meanwhile only the newest of the others is kept.
const ask = async question => {
  next = question
  if (asking) return
  asking = true
  try {
    while (next) {
      const { address, failed } = next
      next = undefined
      try {
        const answer = await fetch(address, { signal: AbortSignal.timeout(LATE_MS) })
        if (!answer.ok || !showMoved(await answer.text())) throw new Error(answer.status)
      } catch {
        failed()
      }
    }
  } finally {
    asking = false
  }
}

const build = parent => {
  const slider = Object.assign(document.createElement('div'), { className: 'slider' })
  slider.innerHTML = '<div class="words"><span class="name"></span><button type="button" class="help" hidden>?</button><output></output></div><input type="range" min="0" step="1"><div class="ends" aria-hidden="true"><span></span><span></span></div><span class="status" role="status"></span>'
  parent.append(slider)
  const [input, output, status] = ['input', 'output', '.status'].map(part => slider.querySelector(part))
  const help = slider.querySelector('.help')
  help.onclick = () => { help.ariaExpanded = String(help.ariaExpanded !== 'true') }
  let rest, held, pointer = false

  const text = () => slider.said.texts[input.value]
  const id = () => slider.said.ids[input.value]
  slider.write = () => {
    output.textContent = input.ariaValueText = text()
    slider.style.setProperty('--share', input.max > 0 ? input.value / input.max : 0)
  }
  slider.isHeld = () => held !== undefined
  slider.send = () => slider.tell('moved', slider.moved = id())
  const failed = () => { if (slider.isHeld() && slider.moved !== id()) slider.send() } // by a run, as without charts over HTTP
  const settle = () => {
    clearTimeout(rest)
    if (!slider.isHeld()) return
    held = undefined
    pause(false)
    status.textContent = text()
    ask({ address: addressOf(slider.said, id()), failed: () => {} })
    slider.send()
  }
  input.addEventListener('pointerdown', () => { pointer = true })
  input.addEventListener('input', () => {
    held ??= slider.said.ids[slider.said.index]
    pause(true)
    slider.write()
    ask({ address: addressOf(slider.said, id(), held), failed })
    clearTimeout(rest)
    if (!pointer) rest = setTimeout(settle, REST_MS)
  })
  const release = () => { pointer = false; settle() }
  for (const end of ['pointerup', 'change']) input.addEventListener(end, () => { if (pointer) setTimeout(release) })
  input.addEventListener('pointercancel', release)
  input.addEventListener('blur', release)
  return slider
}

// A move that the server has not answered, as it could not be reached, is sent once more.
export const sendAgain = () => sliders.forEach(slider => {
  if (slider.isConnected && slider.moved !== undefined) slider.send()
})

// What Streamlit calls with each slider of a page, and with each change of one.
export default ({ data, parentElement, setTriggerValue }) => {
  const slider = parentElement.querySelector('.slider') ?? build(parentElement)
  const said = JSON.parse(new TextDecoder().decode(data)) // as slider.py writes it
  sliders.add(slider)
  Object.assign(slider, { said, tell: setTriggerValue })
  const [input, name, help] = ['input', '.name', '.help'].map(part => slider.querySelector(part))
  const [first, last] = slider.querySelectorAll('.ends span')
  if (said.ids[said.index] === slider.moved) slider.moved = undefined // answered
  input.max = said.ids.length - 1
  input.ariaLabel = name.textContent = said.title
  help.hidden = !said.note
  help.ariaLabel = help.dataset.note = said.note
  first.textContent = said.texts[0]
  last.textContent = said.texts.at(-1)
  if (!slider.isHeld() && slider.moved === undefined) input.value = said.index
  slider.write()
  return () => {
    sliders.delete(slider)
    if (slider.isHeld()) pause(false)
  }
}
