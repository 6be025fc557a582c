/** Small habits of the shell: shortcuts that never fire while somebody types, and whether there is a network. */
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { kept } from '@/lib/storage'
import { isNewer } from '@/services/newer'
import { reach } from '@/services/reach'

const TYPING = 'input, textarea, select, [contenteditable="true"]'

/** Under which name this browser keeps that single keys do nothing (WCAG 2.1.4). */
export const KEYS_OFF = 'keys-off'

/** The key that was struck, in whichever script the keyboard writes: Ctrl K is where K is on an Arabic one too. */
export function struck({ key, code, shiftKey }: { key: string; code: string; shiftKey: boolean }): string {
  if (!key) return '' // what a browser fills in by itself comes as a key without a name
  if (key <= '~') return key.toLowerCase()
  if (code === 'Slash') return shiftKey ? '?' : '/'
  return code.startsWith('Key') ? code.slice(3).toLowerCase() : key
}

/** Whether a key may do something by itself: not while somebody types, answers a dialog or chooses from a menu, and not where that is switched off. */
export function single({ altKey, ctrlKey, metaKey, target }: KeyboardEvent): boolean {
  if (altKey || ctrlKey || metaKey || kept(KEYS_OFF) === '1') return false
  return !(target as Element | null)?.closest?.(TYPING) && !document.querySelector('dialog[open],[role=menu]')
}

export function useShortcut(key: string, act: () => void, { control = false } = {}) {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (struck(event) !== key) return
      if (control ? event.altKey || !(event.ctrlKey || event.metaKey) : !single(event)) return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [key, control])
}

/** J and K go from entry to entry of what is on the page, as far as entries are marked (`data-entry`). */
export function useEntries() {
  useShortcut('j', () => step(1))
  useShortcut('k', () => step(-1))
}

function step(by: 1 | -1): void {
  const entries = Array.from(document.querySelectorAll<HTMLElement>('main [data-entry]'))
  const at = entries.findLastIndex((entry) => entry.contains(document.activeElement))
  const seen = entries.findIndex((entry) => entry.getBoundingClientRect().bottom > 80)
  const next = entries[at < 0 ? Math.max(0, seen) : at + by]
  const goal = next?.hasAttribute('tabindex') ? next : next?.querySelector<HTMLElement>('a[href]')
  goal?.focus({ preventScroll: true })
  next?.scrollIntoView({ block: 'nearest' })
}

export function useOnline(): boolean {
  const [online, setOnline] = useState(() => navigator.onLine)
  useEffect(() => {
    const look = () => setOnline(navigator.onLine)
    window.addEventListener('online', look)
    window.addEventListener('offline', look)
    return () => {
      window.removeEventListener('online', look)
      window.removeEventListener('offline', look)
    }
  }, [])
  return online
}

/** Whether the server answered the last time it was asked. */
export const useReachable = (): boolean => !useSyncExternalStore(reach.subscribe, reach.isAway)

const EVERY = 600_000

/** Whether there is a newer client: looks whenever the reader comes back to the tab, every ten minutes at most. */
export function useNewer(): boolean {
  const [newer, setNewer] = useState(false)
  useEffect(() => {
    let looked = Date.now()
    const look = async () => {
      if (document.hidden || Date.now() - looked < EVERY) return
      looked = Date.now()
      if (await isNewer()) setNewer(true)
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [])
  return newer
}

/** A value that follows another once that stands still. */
export function useSettled<Value>(value: Value, after = 250): Value {
  const [settled, settle] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => settle(value), after)
    return () => clearTimeout(timer)
  }, [value, after])
  return settled
}

/** Moves the focus to the new page's heading, as a browser would with a new document. */
export function useFocusOnNavigation() {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname })
  const [first, setFirst] = useState<string | undefined>(undefined)
  useEffect(() => {
    if (path === undefined) return
    if (first === undefined) return setFirst(path)
    const frame = requestAnimationFrame(() => {
      if (document.activeElement?.closest('form,dialog,article')) return // where the page put it itself
      document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
    })
    return () => cancelAnimationFrame(frame)
  }, [path, first])
}
