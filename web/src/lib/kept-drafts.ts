/** Drafts as this browser keeps them, each for its writer. */
import { forgetIf, keep, kept, own } from './storage'

const LONGEST_DAYS = 30

export interface Draft<Content> {
  content: Content
  savedAt: string
  /** The server's number when it last had the same as we. */
  base?: number
  /** Whether there is more here than the server has. */
  ahead?: boolean
  /** What was sent last, as long as nobody knows whether it arrived. */
  sent?: Content | null
}

const named = (key: string): string => own(`draft.${key}`)

export function readDraft<Content>(key: string, now = Date.now()): Draft<Content> | null {
  return parsed(kept(named(key)), now)
}

function parsed<Content>(text: string | null, now: number): Draft<Content> | null {
  if (!text) return null
  try {
    const draft = JSON.parse(text) as Draft<Content>
    const age = now - Date.parse(draft.savedAt)
    return age >= 0 - 60_000 && age < LONGEST_DAYS * 86_400_000 ? draft : null
  } catch {
    return null
  }
}

export function writeDraft<Content>(key: string, content: Content, now = new Date(), standing: Omit<Draft<Content>, 'content' | 'savedAt'> = {}): Draft<Content> {
  const draft = { content, savedAt: now.toISOString(), ...standing }
  keep(named(key), JSON.stringify(draft))
  return draft
}

export const dropDraft = (key: string): void => keep(named(key), null)
export const dropAllDrafts = (): void => forgetIf((name) => name.startsWith(own('draft.')))
/** Takes away what anybody who uses this browser left longer ago than drafts are kept. */
export const sweepDrafts = (now = Date.now()): void => forgetIf((name, text) => name.includes('draft.') && text.startsWith('{') && !parsed(text, now))

/** The same whatever the order of keys, as the server has its own. */
export function same(one: unknown, other: unknown): boolean {
  return plain(one) === plain(other)
}
export const plain = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  )
