/** Who is about to be mentioned: what was typed behind an @, and what is written once somebody was chosen. */
const TYPED = /(^|[\s([{"'«“،؛.,;:!?])@([^\s@[\](){}]{0,40}(?: [^\s@[\](){}]{1,40}){0,3} ?)$/u

export interface Asked {
  /** Where the @ stands. */
  start: number
  typed: string
}

/** The name that is being typed at the caret, if one is. */
export function askedAt(text: string, caret: number): Asked | null {
  const found = TYPED.exec(text.slice(Math.max(0, caret - 180), caret))
  if (!found) return null
  const typed = found[2] ?? ''
  return { start: caret - typed.length - 1, typed: typed.trim() }
}

/** The text with who was chosen, in the form that the server understands, and where the caret goes. */
export function withChosen(text: string, asked: Asked, caret: number, person: { id: string; display_name: string }): { text: string; caret: number } {
  const name = person.display_name.replace(/[[\]\n]/g, ' ').trim()
  const made = `@[${name}](user:${person.id}) `
  const rest = text.slice(caret).replace(/^ /, '')
  return { text: text.slice(0, asked.start) + made + rest, caret: asked.start + made.length }
}
