/** What this browser keeps for its reader; silent where it may keep nothing. */
const PREFIX = 'p2p.'

let owner = ''

/** From now on what is somebody's own is kept under their name; false where this page has been somebody else's. */
export function keepFor(id: string): boolean {
  if (owner && owner !== id) return false
  owner = id
  return true
}

/** Whoever it was has left. */
export function keepForNobody(): void {
  owner = ''
}

/** The name under which something is kept for its owner alone, whoever else uses this browser. */
export const own = (name: string): string => (owner ? `${owner}.${name}` : name)

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name)
  } catch {
    return null
  }
}

export function keep(name: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name)
    else localStorage.setItem(PREFIX + name, value)
  } catch {
    // private windows and full disks: nothing to be done, and nothing depends on it
  }
}

/** Forgets what is meant, whoever's it is. */
export function forgetIf(isMeant: (name: string, value: string) => boolean): void {
  try {
    Object.entries(localStorage)
      .filter(([name, value]) => name.startsWith(PREFIX) && isMeant(name.slice(PREFIX.length), value as string))
      .forEach(([name]) => localStorage.removeItem(name))
  } catch {
    // see above
  }
}
