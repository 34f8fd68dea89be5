// Saves a chart as a picture: the drawing as it stands, with its title, subtitle and source, as SVG or PNG.
const EDGE = 24, SCALE = 2, KEPT_MS = 60000
const SVG = 'http://www.w3.org/2000/svg'
const ruler = document.createElement('canvas').getContext('2d')

const lines = (text, font, width) => {
  ruler.font = font
  const wrapped = []
  let line = ''
  // Segments are words or, in Chinese, characters that may stand at the end of a line.
  for (const { segment } of new Intl.Segmenter(document.documentElement.lang, { granularity: 'word' }).segment(text)) {
    const punctuation = /^[\s，。；：、）”,.;:)]+$/.test(segment)
    if (!punctuation && ruler.measureText(line + segment).width > width && line.trim()) {
      wrapped.push(line.trim())
      line = ''
    }
    line += segment
  }
  return [...wrapped, line.trim()].filter(Boolean)
}

const element = (name, attributes, text = '') => {
  const made = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.textContent = text
  return made
}

// A picture outside the page knows none of its fonts, so the page's own goes along.
const fonts = async family => {
  const faces = [...document.styleSheets]
    .flatMap(sheet => { try { return [...sheet.cssRules] } catch { return [] } })
    .filter(rule => rule instanceof CSSFontFaceRule && rule.style.fontStyle !== 'italic')
    .filter(rule => family.startsWith(rule.style.fontFamily))
  const inlined = faces.map(async face => {
    const [, url] = face.style.src.match(/url\("?([^")]+)"?\)/)
    const bytes = await (await fetch(new URL(url, face.parentStyleSheet.href ?? document.baseURI))).blob()
    const data = await new Promise(done => {
      const reader = new FileReader()
      reader.onload = () => done(reader.result)
      reader.readAsDataURL(bytes)
    })
    return `@font-face { font-family: ${face.style.fontFamily}; font-weight: ${face.style.fontWeight}; src: url(${data}) }`
  })
  return (await Promise.all(inlined)).join('\n')
}

const draw = async chart => {
  const plot = chart.querySelector('.plot')
  const box = plot.getBoundingClientRect()
  const page = getComputedStyle(chart)
  const [subtitle, source] = [...chart.querySelectorAll('.note')].map(one => one.innerText)
  const picture = element('svg', { xmlns: SVG, 'font-family': page.fontFamily, fill: page.color })
  let height = EDGE
  const write = (text, size, weight) => {
    for (const line of lines(text, `${weight} ${size}px ${page.fontFamily}`, box.width)) {
      height += size * 1.35
      picture.append(element('text', { x: EDGE, y: height, 'font-size': size, 'font-weight': weight }, line))
    }
    height += size / 2
  }
  write(chart.querySelector('.title').innerText, 22, 600)
  write(subtitle, 14, 400)
  const { data, layout } = plot
  const { width, height: high } = box
  const drawing = await window.Plotly.toImage(
    { data, layout: { ...layout, updatemenus: [] } }, { format: 'svg', width, height: high, imageDataOnly: true })
  const copy = new DOMParser().parseFromString(drawing, 'image/svg+xml').documentElement
  copy.setAttribute('x', EDGE)
  copy.setAttribute('y', height)
  copy.style.background = 'none'
  picture.append(copy)
  height += box.height
  write(source, 12, 400)
  write(location.origin, 12, 400)
  const size = { width: box.width + 2 * EDGE, height: height + EDGE / 2 }
  for (const [key, value] of Object.entries(size)) picture.setAttribute(key, value)
  picture.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`)
  // For whoever opens the file: what it shows, and the very view.
  const about = { title: chart.querySelector('h1, h2, h3').innerText, desc: location.href }
  picture.prepend(
    ...Object.entries(about).map(([name, text]) => element(name, {}, text)),
    element('style', {}, await fonts(page.fontFamily)),
    element('rect', { ...size, fill: page.backgroundColor }),
  )
  return { ...size, text: new XMLSerializer().serializeToString(picture) }
}

const save = (address, name) => Object.assign(document.createElement('a'), { href: address, download: name }).click()

const address = text => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`

export const savePicture = async button => {
  const drawn = await draw(document.querySelector(`.st-key-chart-${button.dataset.chart} .chart`))
  const name = `model-footprint-${button.dataset.chart}.${button.dataset.save}`
  if (button.dataset.save === 'svg') return save(address(drawn.text), name)
  const image = new Image()
  // decode() now and then refuses a large drawing that loads well
  await new Promise((loaded, failed) => Object.assign(image, { onload: loaded, onerror: failed, src: address(drawn.text) }))
  const canvas = Object.assign(document.createElement('canvas'), { width: drawn.width * SCALE, height: drawn.height * SCALE })
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height)
  canvas.toBlob(picture => {
    const file = URL.createObjectURL(picture)
    save(file, name)
    setTimeout(() => URL.revokeObjectURL(file), KEPT_MS)
  })
}
