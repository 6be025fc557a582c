/** What breaks here is told to the server's log: where in our scripts, and nothing that anybody wrote. Imported first, so that it listens first. */
type Kind = 'error' | 'rejection' | 'chunk'

const MOST = 5
const told = new Set<string>()
let where = () => '/'

/** Once there is a router: the page, as its route. */
export function standsAt(page: () => string): void {
  where = page
}

/** What is nobody's fault, or told by the page itself: let go of, refused by the server, no network. */
const NO_FAULT = /^(Abort|Api)Error|ancelled|: (Failed to fetch|NetworkError|Load failed|The (network|Internet))|(imported|a) module|preload CSS/
/** A place in a script, as all engines write it: where from, its name, line and column. */
const PLACE = /([\w-]+:\/\/[^\s()]+\/)([\w.-]+\.[jt]sx?)\S*?(:\d+:\d+)/

/** Tell of it once, unless it isn't ours. */
export function broke(kind: Kind, error: unknown, at = ''): void {
  if (!(error instanceof Error) || told.size >= MOST) return
  const words = `${error.name}: ${error.message}`
  const [, from = '', script = '', place = ''] = PLACE.exec(error.stack + at) ?? []
  const source = from.startsWith(`${location.origin}/`) ? script + place : null
  if (kind !== 'chunk' && (!source || NO_FAULT.test(words))) return
  const message = withoutContent(words)
  if (told.has(message + source)) return
  told.add(message + source)
  const body = JSON.stringify({ kind, message, where: where(), source, build: import.meta.url.split('/').pop() })
  void fetch('/api/v1/client-errors', { method: 'POST', keepalive: true, headers: { 'Content-Type': 'application/json' }, body }).catch(() => null)
}

/** Engines quote what they stumbled over: of that stay names of properties and of scripts alone. The server looks again. */
function withoutContent(words: string): string {
  return words
    .replace(/(reading|setting|property) (["'])([\w$]+)\2/g, '$1 $3')
    .replace(/["'`].*["'`]|["`].*|[\r\n].*/gs, '…')
    .replace(/\S*\/([\w.-]+\.(js|css))\S*/g, '$1')
    .replace(/\S*[@/\\%]\S*|[\w-]{32,}|\+?\d([ ().-]*\d){4,}|[^ -~]+/g, '…')
    .slice(0, 200)
}

addEventListener('error', ({ error, filename, lineno, colno }) => broke('error', error, ` ${filename}:${lineno}:${colno}`))
addEventListener('unhandledrejection', ({ reason }) => broke('rejection', reason))
