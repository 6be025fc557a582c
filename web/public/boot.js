// Runs before anything is painted: language, direction and theme, so that nothing flickers or turns round.
;(function () {
  var root = document.documentElement
  function kept(name) {
    try { return localStorage.getItem(name) } catch (_) { return null }
  }
  var asked = new URLSearchParams(location.search).get('lang')
  var known = { en: 'ltr', ar: 'rtl' }
  var language = [asked, kept('p2p.language')].concat(navigator.languages || [navigator.language])
    .map(function (tag) { return String(tag || '').slice(0, 2).toLowerCase() })
    .find(function (tag) { return tag in known }) || 'en'
  if (asked === language) {
    try { localStorage.setItem('p2p.language', language) } catch (_) { /* nothing may be kept here */ }
  }
  root.lang = language
  root.dir = known[language]
  var theme = kept('p2p.theme')
  var dark = theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  root.dataset.theme = dark ? 'dark' : 'light'

  // the client's first script tells what breaks, but for what keeps it from running: it has run once the document is there
  function tell(event) {
    var file = event.filename || event.target.src || ''
    var name = file.indexOf(location.origin + '/') ? '' : file.split('/').pop()
    if (!/^[\w.-]+\.js$/.test(name)) return
    forget()
    fetch('/api/v1/client-errors', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        kind: event.filename ? 'error' : 'chunk',
        message: event.filename ? String(event.message).slice(0, 200) : 'Before the start: ' + name,
        where: '/',
        source: event.filename ? name + ':' + event.lineno + ':' + event.colno : null,
        build: document.querySelector('script[type=module]').src.split('/').pop(),
      }),
    }).catch(function () { /* no network: nobody is to blame */ })
  }
  function forget() {
    removeEventListener('error', tell, true)
  }
  addEventListener('error', tell, true)
  addEventListener('DOMContentLoaded', forget)
})()
