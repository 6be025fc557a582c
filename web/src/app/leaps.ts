/** G and then a letter: to a section of the platform, without the mouse. */
import { useEffect, useRef } from 'react'
import type { Key } from '@/i18n'
import { single, struck } from './hooks'

/** The sections, by the letter that leads there, and who may open them. */
const LEAPS = [
  { letter: 'd', to: '/dashboard', name: 'nav.home', who: 'all' },
  { letter: 'f', to: '/forum', name: 'nav.forum', who: 'all' },
  { letter: 'p', to: '/people', name: 'nav.people', who: 'all' },
  { letter: 'o', to: '/organization', name: 'nav.organization', who: 'all' },
  { letter: 'n', to: '/notifications', name: 'notes.title', who: 'all' },
  { letter: 's', to: '/search', name: 'search.title', who: 'all' },
  { letter: 'm', to: '/moderation', name: 'moderation.title', who: 'moderators' },
  { letter: 'a', to: '/admin/users', name: 'nav.admin', who: 'admins' },
] as const satisfies readonly { letter: string; to: string; name: Key; who: 'all' | 'moderators' | 'admins' }[]
export type Leap = (typeof LEAPS)[number]

/** Where somebody may leap to. */
export const leapsOf = ({ isAdmin, isOperator }: { isAdmin: boolean; isOperator: boolean }): Leap[] =>
  LEAPS.filter(({ who }) => who === 'all' || isAdmin || (who === 'moderators' && isOperator))

/** How long the second letter is waited for, in milliseconds. */
const PATIENCE = 1_500
const HELD = new Set(['shift', 'control', 'alt', 'meta'])

/** Hears the letter after a G before any other shortcut does, and keeps it from them. */
export function useLeaps(leaps: readonly Leap[], go: (to: Leap['to']) => void) {
  const latest = useRef({ leaps, go })
  latest.current = { leaps, go }
  useEffect(() => {
    let until = 0
    const hear = (event: KeyboardEvent) => {
      const letter = struck(event)
      if (HELD.has(letter)) return
      const second = event.timeStamp < until
      until = 0
      if (letter.length !== 1 || letter === ' ' || !single(event)) return
      if (letter === 'g') until = event.timeStamp + PATIENCE
      else if (!second) return
      event.preventDefault()
      event.stopImmediatePropagation()
      const { leaps: open, go: act } = latest.current
      const leap = second ? open.find((one) => one.letter === letter) : undefined
      if (leap) act(leap.to)
    }
    document.addEventListener('keydown', hear, true)
    return () => document.removeEventListener('keydown', hear, true)
  }, [])
}
