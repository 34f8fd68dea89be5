// Unpacks the library that a report carries along, then draws its charts.
(async () => {
  const packed = atob(document.getElementById('library').textContent)
  const bytes = Uint8Array.from(packed, letter => letter.charCodeAt(0))
  const code = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).text()
  document.head.append(Object.assign(document.createElement('script'), { textContent: code }))
  dispatchEvent(new Event('library'))
})()
