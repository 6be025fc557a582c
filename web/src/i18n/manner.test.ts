import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { kept } from '@/lib/storage'
import { ar } from './ar'
import { dateTime, day, inBothCalendars, number } from './format'
import { choose, tagOf } from './manner'
import { say } from '.'

const plain = { digits: 'latn', calendar: 'gregory' } as const
const at = '2026-11-27T09:00:00Z'
beforeEach(() => localStorage.clear())
afterEach(() => choose(plain))

describe('how numbers and dates are written', () => {
  it('is Latin and civil as long as nobody wishes otherwise, and then nothing is kept', () => {
    expect([number(1234, tagOf('ar')), day(at, tagOf('ar'))]).toEqual(['1,234', '27\u200f/11\u200f/2026'])
    choose(plain)
    expect([kept('digits'), kept('calendar')]).toEqual([null, null])
  })

  it('is Eastern in Arabic alone, in sentences too', () => {
    choose({ ...plain, digits: 'arab' })
    expect(number(1234, tagOf('ar'))).toBe('١٬٢٣٤')
    expect(say(ar, 'ar', 'forum.replies', { count: 11 })).toBe('١١ ردًا')
    expect(number(1234, tagOf('en'))).toBe('1,234')
    expect(kept('digits')).toBe('arab')
  })

  it('is Hijri in both languages, by the calendar of Umm al-Qura', () => {
    choose({ ...plain, calendar: 'islamic-umalqura' })
    expect(dateTime(at, tagOf('en'))).toContain('1448')
    expect(dateTime(at, tagOf('ar'))).toContain('1448')
  })

  it('has the day by the other calendar beneath', () => {
    expect(inBothCalendars(at, tagOf('en')).split('\n')).toEqual([dateTime(at, tagOf('en')), '17 Jumada II 1448 AH'])
    expect(inBothCalendars(at, tagOf('ar')).split('\n')[1]).toBe('17 جمادى الآخرة 1448 هـ')
    choose({ ...plain, calendar: 'islamic-umalqura' })
    expect(inBothCalendars(at, tagOf('en')).split('\n')[1]).toBe('27 November 2026')
  })
})
