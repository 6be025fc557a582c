import { describe, expect, it } from 'vitest'
import { askedAt, withChosen } from './mentions'

const at = (text: string) => askedAt(text, text.length)

describe('a mention', () => {
  it('begins with an @ at the start of a word, in any script', () => {
    expect(at('@')).toEqual({ start: 0, typed: '' })
    expect(at('see @Sara Al-H')).toEqual({ start: 4, typed: 'Sara Al-H' })
    expect(at('اسأل @عمر الحد')).toEqual({ start: 5, typed: 'عمر الحد' })
    expect(at('(@omar')).toEqual({ start: 1, typed: 'omar' })
  })
  it('is none within a word, an address or behind one that is done', () => {
    for (const text of ['sara@factory', 'a line', 'x @[Sara](user:1)', '@Sara\nnext', '@one two three four five']) expect(at(text)).toBeNull()
  })
  it('is written with the id, and the caret stands behind it', () => {
    const text = 'Ask @sar please'
    const asked = askedAt(text, 8)
    expect(asked).not.toBeNull()
    const made = withChosen(text, asked ?? { start: 0, typed: '' }, 8, { id: 'u1', display_name: 'Sara [QA]' })
    expect(made.text).toBe('Ask @[Sara  QA](user:u1) please')
    expect(made.text.slice(0, made.caret)).toBe('Ask @[Sara  QA](user:u1) ')
  })
})
