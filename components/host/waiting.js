// A page whose server cannot be reached asks its own address: a server without room answers that in words (web/capacity.py).
setInterval(async () => {
  if (document.querySelector('[data-test-connection-state=CONNECTED]')) return
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } }).catch(() => {})
  if (answer?.status === 503 && answer.headers.get('Content-Type').startsWith('text/html')) location.reload()
}, 10000)
