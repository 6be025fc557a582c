/** What somebody has typed on the way to an account: kept for this tab until it is sent or
 * somebody logs in, and never a password. */
const NAME = 'p2p.sign-up'
const FIELDS = ['name', 'industry', 'size', 'city', 'country', 'first_name', 'last_name', 'email'] as const
export type Typed = Partial<Record<(typeof FIELDS)[number], string>>

export function typedBefore(): Typed {
  try {
    return only(JSON.parse(sessionStorage.getItem(NAME) ?? '{}') as Record<string, unknown>)
  } catch {
    return {}
  }
}

export function keepTyped(typed: Typed): void {
  try {
    sessionStorage.setItem(NAME, JSON.stringify(only(typed)))
  } catch {
    // private windows and full disks: it lasts as long as the page
  }
}

export function forgetTyped(): void {
  try {
    sessionStorage.removeItem(NAME)
  } catch {
    // see above
  }
}

/** Only what may be kept, whatever else a form has. */
export const only = (values: Record<string, unknown>): Typed => Object.fromEntries(FIELDS.flatMap((name) => (typeof values[name] === 'string' ? [[name, values[name]]] : [])))
