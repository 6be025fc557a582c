/** Small habits of the shell: shortcuts that never fire while somebody types, and whether there is a network. */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { kept } from '@/lib/storage'
import { reach } from '@/services/reach'

const TYPING = 'input, textarea, select, [contenteditable="true"]'

/** Under which name this browser keeps that single keys do nothing (WCAG 2.1.4). */
export const KEYS_OFF = 'keys-off'

export function useShortcut(key: string, act: () => void, { control = false } = {}) {
  const latest = useRef(act)
  latest.current = act
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== key || event.altKey) return
      if (control !== (event.ctrlKey || event.metaKey)) return
      if (!control && (event.target as Element | null)?.closest?.(TYPING)) return
      if (!control && document.querySelector('dialog[open]')) return
      if (!control && kept(KEYS_OFF) === '1') return
      event.preventDefault()
      latest.current()
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [key, control])
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

/** A value that follows another once that stands still. */
export function useSettled<Value>(value: Value, after = 250): Value {
  const [settled, settle] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => settle(value), after)
    return () => clearTimeout(timer)
  }, [value, after])
  return settled
}
