/** Words in two languages: typed by the English ones, plurals by `Intl.PluralRules`, nothing glued together. */
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react'
import { keep } from '@/lib/storage'
import { en } from './en'
import { choose, manner, tagOf, type Manner } from './manner'

export type Language = 'en' | 'ar'
export type EnglishPlural = { one: string; other: string }
export type Plural = Record<Intl.LDMLPluralRule, string>
export type Messages = { [Key in keyof typeof en]: (typeof en)[Key] extends string ? string : Plural }
export type Key = keyof typeof en
export type Words = Record<string, string | Partial<Plural>>
type Values = Record<string, string | number>
export type Translate = (key: Key, values?: Values) => string

export const DIRECTIONS: Record<Language, 'ltr' | 'rtl'> = { en: 'ltr', ar: 'rtl' }

const loaded: Partial<Record<Language, Words>> = { en }

async function load(language: Language): Promise<Words> {
  loaded[language] ??= (await import('./ar')).ar
  return loaded[language]
}

/** The words of a key; `count` chooses the plural form and is shown with the language's own digits. */
export function say(words: Words, language: Language, key: string, values: Values = {}): string {
  const entry = words[key] ?? en[key as Key] ?? key
  const text = typeof entry === 'string' ? entry : chosen(entry, language, Number(values.count ?? 0))
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? new Intl.NumberFormat(tagOf(language)).format(value) : value
  })
}

function chosen(forms: Partial<Plural>, language: Language, count: number): string {
  return forms[new Intl.PluralRules(tagOf(language)).select(count)] ?? forms.other ?? ''
}

interface I18n {
  language: Language
  tag: string
  manner: Manner
  t: Translate
  setLanguage: (language: Language) => Promise<void>
  setManner: (manner: Manner) => void
}

const Context = createContext<I18n | null>(null)

/** What `boot.js` chose before anything was painted. */
export function initialLanguage(): Language {
  return document.documentElement.lang === 'ar' ? 'ar' : 'en'
}

export async function loadInitialWords(): Promise<void> {
  await load(initialLanguage())
}

let current: Language = 'en'
/** The language outside of components: for the header of requests. */
export const currentLanguage = (): Language => current

export function I18nProvider({ children }: { children: ReactNode }) {
  const [language, show] = useState<Language>(() => (current = initialLanguage()))
  const setLanguage = useCallback(async (next: Language) => {
    await load(next)
    current = next
    document.documentElement.lang = next
    document.documentElement.dir = DIRECTIONS[next]
    keep('language', next)
    show(next)
  }, [])
  const [written, write] = useState(manner)
  const setManner = useCallback((next: Manner) => {
    choose(next)
    write(next)
  }, [])
  useEffect(() => {
    current = language
  }, [language])
  const value = useMemo<I18n>(
    () => ({
      language,
      tag: tagOf(language, written),
      manner: written,
      t: (key, values) => say(loaded[language] ?? en, language, key, values),
      setLanguage,
      setManner,
    }),
    [language, written, setLanguage, setManner],
  )
  return <Context.Provider value={value}>{children}</Context.Provider>
}

export function useI18n(): I18n {
  const value = useContext(Context)
  if (!value) throw new Error('useI18n stands outside of I18nProvider')
  return value
}
