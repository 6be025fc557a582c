import { describe, expect, it } from 'vitest'
import { ar } from './ar'
import { en } from './en'
import { say, type Words } from '.'

const FORMS = ['zero', 'one', 'two', 'few', 'many', 'other']
const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] as string).sort()
const texts = (entry: string | object): string[] => (typeof entry === 'string' ? [entry] : Object.values(entry))

describe('the words', () => {
  it('are there in both languages', () => {
    expect(Object.keys(ar).sort()).toEqual(Object.keys(en).sort())
    expect(Object.entries(ar).filter(([, entry]) => texts(entry).some((text) => !text.trim()))).toEqual([])
  })

  it('have all six plural forms in Arabic wherever English has two', () => {
    const plurals = Object.entries(en).filter(([, entry]) => typeof entry !== 'string')
    expect(plurals.length).toBeGreaterThan(5)
    for (const [key, entry] of plurals) {
      expect(Object.keys(entry)).toEqual(['one', 'other'])
      expect(Object.keys((ar as Words)[key] as object), key).toEqual(FORMS)
    }
  })

  it('name the same values in both languages', () => {
    for (const [key, entry] of Object.entries(en)) {
      const other = (ar as Words)[key] as string | Record<string, string>
      const [english, arabic] = typeof entry === 'string' ? [entry, other as string] : [entry.other, (other as Record<string, string>).other as string]
      expect(names(arabic), key).toEqual(names(english))
    }
  })

  it('are Arabic where they are Arabic', () => {
    const latin = Object.entries(ar).filter(([, entry]) => texts(entry).some((text) => !/[\u0600-\u06ff]/.test(text)))
    expect(latin.map(([key]) => key)).toEqual([])
  })
})

describe('saying', () => {
  it.each([
    [0, 'لا ردود'],
    [1, 'رد واحد'],
    [2, 'ردان'],
    [3, '3 ردود'],
    [11, '11 ردًا'],
    [100, '100 رد'],
  ])('chooses the Arabic form for %i', (count, text) => {
    expect(say(ar, 'ar', 'forum.replies', { count })).toBe(text)
  })

  it('chooses the English form and groups digits', () => {
    expect(say(en, 'en', 'forum.replies', { count: 1 })).toBe('1 reply')
    expect(say(en, 'en', 'forum.replies', { count: 1234 })).toBe('1,234 replies')
  })

  it('leaves a value that nobody gave, and what looks like one in a name', () => {
    expect(say(en, 'en', 'post.reply_to', {})).toBe('Reply to {name}')
    expect(say(en, 'en', 'post.reply_to', { name: '{count} $& <b>' })).toBe('Reply to {count} $& <b>')
  })
})
