/** What this browser keeps for its reader; silent where it may keep nothing. */
const PREFIX = 'p2p.'

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

export function forgetAll(beginning: string): void {
  try {
    Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX + beginning))
      .forEach((name) => localStorage.removeItem(name))
  } catch {
    // see above
  }
}
