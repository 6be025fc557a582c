/** Whether the server can be reached: noticed by what is asked anyway; asked again on its own only while it can't. */
const EVERY = 4_000
let away = false
let timer: ReturnType<typeof setTimeout> | null = null
const listeners = new Set<() => void>()

const tell = (): void => listeners.forEach((listener) => listener())

export const reach = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  isAway: (): boolean => away,
  found(): void {
    if (!away) return
    away = false
    if (timer) clearTimeout(timer)
    timer = null
    tell()
  },
  lost(): void {
    if (away) return
    away = true
    tell()
    timer = setTimeout(look, EVERY)
  },
}

async function look(): Promise<void> {
  try {
    await fetch(new URL('/health', location.origin), { cache: 'no-store' })
    reach.found()
  } catch {
    timer = setTimeout(look, EVERY)
  }
}

if (typeof window !== 'undefined') window.addEventListener('online', () => away && void look())
