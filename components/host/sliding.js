// A slider that is dragged moves its chart all the way: Streamlit would ask its server only once it is let go.
const PAUSE_MS = 100 // between two questions
const SLOW_MS = 250, SPARE_MS = 3000 // a server that answers later than that is spared for so long
const LAST_MS = 1000 // after a drag, until its last address
const FINGER = -1 // no touch of its visitor's bears this number
const push = history.pushState
let held, asked = 0, answered = true, spared = 0, released = 0, passed = false

// To the slider (React Aria's) a finger lifts and sets down again, which ends a move; the pointer goes on all the while.
const touch = (place, type) => place.dispatchEvent(Object.assign(new Event(type, { bubbles: true }), { changedTouches: [{ identifier: FINGER }] }))
const ask = now => {
  const { input } = held
  held.value = input.value
  asked = now
  answered = false
  touch(input, 'touchstart')
  touch(window, 'touchend')
  touch(input, 'touchstart')
}

const look = now => {
  if (!held?.input.isConnected) return held = undefined
  requestAnimationFrame(look)
  if (!answered && now - asked > SLOW_MS) spared = asked + SPARE_MS
  if (now > spared && now - asked > (answered ? PAUSE_MS : SPARE_MS) && held.input.value !== held.value) ask(now)
}

const hold = ({ target, button }) => {
  const inputs = target.closest?.('[data-testid=stSlider]')?.querySelectorAll('input[type=range]') ?? []
  if (button || inputs.length !== 1) return
  held = { input: inputs[0], value: inputs[0].value }
  answered = true
  passed = false
  requestAnimationFrame(look)
}
const release = () => {
  if (!held) return
  held = undefined
  released = performance.now()
  setTimeout(() => touch(window, 'touchend')) // behind the slider's own answer
}
addEventListener('pointerdown', hold, true)
addEventListener('pointerup', release, true)
addEventListener('pointercancel', release, true)

// Each answer writes the address. On the way back a drag is one step; its last address comes after it.
history.pushState = (state, title, address) => {
  answered = true
  const dragged = held || performance.now() - released < LAST_MS
  const same = dragged && new URL(address, location).pathname === location.pathname
  const way = same && passed ? history.replaceState : push
  passed = same
  way.call(history, state, title, address)
}
