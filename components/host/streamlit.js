// What the scripts of a page need to know of Streamlit's: its words, its sign, its connection, its addresses.
const OWN = '[data-testid=stSkipToContent], .rc-overflow-item-rest, [data-testid=stMainMenuPopover], [role=dialog] :is(h2, h2 + div)'
const LABELLED = ':is(button, nav, section)[aria-label]'
let current = 'en', patterns = []

// Streamlit speaks English alone. What is exactly one of its sentences is translated; `#` stands for what differs.
const ours = english => {
  for (const [pattern, own] of patterns) {
    const differing = pattern.exec(english)
    if (differing) return own.replace('#', differing[1])
  }
  return english
}

const learn = async language => {
  current = language
  const answer = await fetch(new URL(`words/${language}.json`, import.meta.url))
  const words = await answer.json()
  if (language !== current) return // another one meanwhile
  patterns = Object.entries(words).map(([english, own]) => [new RegExp(`^${english.replace('#', '(.+)')}$`), own])
  speak()
}

// `place` holds Streamlit's words in a field, which it goes on writing; what it said is kept for the next language.
const say = (place, field) => {
  const english = place[field] === place.said ? place.english : place[field]
  const said = ours(english)
  if (said !== place[field]) Object.assign(place, { english, said, [field]: said })
}

export const speak = (language = current) => {
  if (language !== current) return learn(language)
  document.querySelectorAll(OWN).forEach(place => {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) say(texts.currentNode, 'data')
  })
  document.querySelectorAll(LABELLED).forEach(place => say(place, 'ariaLabel'))
}

// Beside the sign stands the name of the site, in the box around it, which has no name of its own.
export const markBrand = () => document.querySelectorAll('.stLogo').forEach(logo => logo.parentElement.classList.add('brand'))

export const onReconnection = back => new MutationObserver(([change]) => {
  if (change.target.dataset.testConnectionState === 'CONNECTED') back()
}).observe(document.body, { attributeFilter: ['data-test-connection-state'], subtree: true })

// Streamlit then shows what the address says, as after "back".
export const goTo = address => {
  history.pushState({}, '', address)
  dispatchEvent(new PopStateEvent('popstate'))
}
