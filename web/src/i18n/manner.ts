/** How numbers and dates are written in this browser: Latin digits and the civil calendar, unless its reader wishes otherwise. */
import { keep, kept } from '@/lib/storage'

export const DIGITS = ['latn', 'arab'] as const
export const CALENDARS = ['gregory', 'islamic-umalqura'] as const
export interface Manner {
  /** Of Arabic; English has Latin ones. */
  digits: (typeof DIGITS)[number]
  calendar: (typeof CALENDARS)[number]
}

let chosen: Manner = {
  digits: DIGITS.find((one) => one === kept('digits')) ?? 'latn',
  calendar: CALENDARS.find((one) => one === kept('calendar')) ?? 'gregory',
}

export const manner = (): Manner => chosen

export function choose(next: Manner): void {
  chosen = next
  for (const [name, value] of Object.entries(next)) keep(name, value === 'latn' || value === 'gregory' ? null : value)
}

/** The tag (BCP 47, with the keys of Unicode's extension U) by which `Intl` writes a language so. */
export function tagOf(language: 'en' | 'ar', { digits, calendar } = chosen): string {
  return language === 'ar' ? `ar-SA-u-ca-${calendar}-nu-${digits}` : `en-GB-u-ca-${calendar}`
}
