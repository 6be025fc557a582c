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
  if (await answers()) reach.found()
  else timer = setTimeout(look, EVERY)
}

/** Whether the server answers at this moment. */
export async function answers(): Promise<boolean> {
  try {
    await fetch(new URL('/health', location.origin), { cache: 'no-store' })
    return true
  } catch {
    return false
  }
}

function back(): Promise<void> {
  return new Promise((resolve) => {
    const leave = reach.subscribe(() => {
      if (away) return
      leave()
      resolve()
    })
  })
}

/** Load scripts; where the server is away, once it is back. Scripts that a new version replaced are the caller's to miss. */
export async function persistently<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  try {
    return await load()
  } catch (error) {
    if (await answers()) throw error
    const found = back()
    reach.lost()
    await found
    return persistently(load)
  }
}

if (typeof window !== 'undefined') window.addEventListener('online', () => away && void look())
