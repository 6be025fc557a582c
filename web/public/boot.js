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
})()
