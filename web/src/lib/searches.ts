/** What was looked for last, kept in this browser alone until its reader logs out. */
import { keep, kept, own } from './storage'

const NAME = 'searches'
const MOST = 6

export function recent(): string[] {
  try {
    const all: unknown = JSON.parse(kept(own(NAME)) ?? '[]')
    return Array.isArray(all) ? all.filter((one): one is string => typeof one === 'string').slice(0, MOST) : []
  } catch {
    return []
  }
}

export function remember(q: string): void {
  const asked = q.trim()
  if (asked) keep(own(NAME), JSON.stringify([asked, ...recent().filter((one) => one !== asked)].slice(0, MOST)))
}

export const forgetSearches = (): void => keep(own(NAME), null)
