/** What a browser calls itself, in words that people know. */
const BROWSERS: [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/curl\//, 'curl'],
]
const SYSTEMS: [RegExp, string][] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/Linux|X11/, 'Linux'],
]
const found = (names: [RegExp, string][], agent: string): string | undefined => names.find(([sign]) => sign.test(agent))?.[1]

export function deviceName(agent: string): string {
  const parts = [found(BROWSERS, agent), found(SYSTEMS, agent)].filter(Boolean)
  return parts.length ? parts.join(' · ') : agent.slice(0, 60)
}
