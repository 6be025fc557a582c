import { describe, expect, it } from 'vitest'
import { applied } from './markdown'

describe('the toolbar', () => {
  it('makes the selection bold, and plain again', () => {
    const bold = applied('bold', 'a word here', 2, 6)
    expect(bold).toEqual({ text: 'a **word** here', start: 4, end: 8 })
    expect(applied('bold', bold.text, bold.start, bold.end)).toEqual({ text: 'a word here', start: 2, end: 6 })
  })
  it('begins every selected line, and takes it back', () => {
    const list = applied('numbers', 'x\none\ntwo', 2, 9)
    expect(list.text).toBe('x\n1. one\n2. two')
    expect(applied('numbers', list.text, 2, list.text.length).text).toBe('x\none\ntwo')
  })
  it('fences several lines of code and marks one', () => {
    expect(applied('code', 'a b', 2, 3).text).toBe('a `b`')
    expect(applied('code', 'a\nb', 0, 3).text).toBe('```\na\nb\n```\n')
  })
  it('makes a link of words and of an address', () => {
    expect(applied('link', 'see here', 4, 8)).toMatchObject({ text: 'see [here](https://)' })
    expect(applied('link', 'https://a.example', 0, 17).text).toBe('[](https://a.example)')
  })
})
