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
const NO_FAULT = /^(Abort|Api)Error|: (Cancelled|cancelled|The network|The Internet|Failed to fetch|NetworkError|Load failed|Importing a|error loading|Unable to preload)/
const FRAME = /([\w-]+:\/\/[^\s()]+):(\d+):(\d+)/
const SCRIPT = /\/([\w.-]+\.[jt]sx?)(\?.*)?$/

/** Tell of it once, unless it isn't ours. */
export function broke(kind: Kind, error: unknown, at = ''): void {
  if (!(error instanceof Error) || told.size >= MOST) return
  const words = `${error.name}: ${error.message}`
  const [, url = '', line, column] = FRAME.exec(`${error.stack}\n${at}`) ?? []
  const script = url.startsWith(`${location.origin}/`) && SCRIPT.exec(url)?.[1]
  if (kind !== 'chunk' && (!script || NO_FAULT.test(words))) return
  const message = withoutContent(words)
  const source = kind === 'chunk' || !script ? null : `${script}:${line}:${column}`
  if (told.has(message + source)) return
  told.add(message + source)
  const body = JSON.stringify({ kind, message, where: where(), source, build: SCRIPT.exec(import.meta.url)?.[1]?.split('.')[0] })
  void fetch('/api/v1/client-errors', { method: 'POST', keepalive: true, headers: { 'Content-Type': 'application/json' }, body }).catch(() => null)
}

/** Engines quote what they stumbled over: of that stay names of properties and of scripts alone. The server looks again. */
function withoutContent(words: string): string {
  return words
    .replace(/(reading|setting|property) (["'])([\w$]+)\2/g, '$1 $3')
    .replace(/["'`].*["'`]|["`].*|[\r\n].*/gs, '…')
    .replace(/\S*\/([\w.-]+\.(js|css))\b\S*/g, '$1')
    .replace(/\S*[@/\\%]\S*|[\w-]{32,}|\d{5,}|[^ -~]+/g, '…')
    .slice(0, 200)
}

addEventListener('error', ({ error, filename, lineno, colno }) => broke('error', error, `${filename}:${lineno}:${colno}`))
addEventListener('unhandledrejection', ({ reason }) => broke('rejection', reason))
