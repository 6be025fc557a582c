/** What each sign of the toolbar makes of a text and its selection. */
export type Sign = 'bold' | 'italic' | 'heading' | 'list' | 'numbers' | 'quote' | 'code' | 'link' | 'table'
/** As many characters as the server takes of one text. */
export const LONGEST = 20_000

interface Applied {
  text: string
  start: number
  end: number
}

const AROUND: Partial<Record<Sign, string>> = { bold: '**', italic: '_' }
const BEFORE: Partial<Record<Sign, (line: number) => string>> = {
  heading: () => '## ',
  list: () => '- ',
  numbers: (line) => `${line + 1}. `,
  quote: () => '> ',
}
const TABLE = '| | |\n| --- | --- |\n| | |\n'

export function applied(sign: Sign, text: string, start: number, end: number): Applied {
  const around = AROUND[sign] ?? (sign === 'code' && !text.slice(start, end).includes('\n') ? '`' : undefined)
  if (around) return surrounded(text, start, end, around)
  const before = BEFORE[sign]
  if (before) return begun(text, start, end, before)
  if (sign === 'code') return inserted(text, start, end, `\`\`\`\n${text.slice(start, end)}\n\`\`\`\n`, 4, end - start)
  if (sign === 'link') return linked(text, start, end)
  const gap = start === 0 || text.slice(0, start).endsWith('\n\n') ? '' : text[start - 1] === '\n' ? '\n' : '\n\n'
  return inserted(text, start, end, gap + TABLE, gap.length + 2, 0)
}

function surrounded(text: string, start: number, end: number, mark: string): Applied {
  const size = mark.length
  if (text.slice(start - size, start) === mark && text.slice(end, end + size) === mark) {
    return { text: text.slice(0, start - size) + text.slice(start, end) + text.slice(end + size), start: start - size, end: end - size }
  }
  return inserted(text, start, end, mark + text.slice(start, end) + mark, size, end - start)
}

function begun(text: string, start: number, end: number, before: (line: number) => string): Applied {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const lines = text.slice(from, end).split('\n')
  const all = lines.every((line, index) => line.startsWith(before(index)))
  const made = lines.map((line, index) => (all ? line.slice(before(index).length) : before(index) + line)).join('\n')
  const grown = made.length - (end - from)
  const first = before(0).length * (all ? -1 : 1)
  return { text: text.slice(0, from) + made + text.slice(end), start: Math.max(from, start + first), end: end + grown }
}

function linked(text: string, start: number, end: number): Applied {
  const words = text.slice(start, end)
  if (/^https?:\/\/\S+$/.test(words)) return inserted(text, start, end, `[](${words})`, 1, 0)
  return inserted(text, start, end, `[${words}](https://)`, words.length + 3, 8)
}

function inserted(text: string, start: number, end: number, made: string, offset: number, length: number): Applied {
  return { text: text.slice(0, start) + made + text.slice(end), start: start + offset, end: start + offset + length }
}
