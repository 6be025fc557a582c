/** A composer's draft, for its component. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { Keeper } from './drafts'
import { shelf, type Shelf } from './shelf'

/** A composer's content that is kept while it is written; `clear` when it was sent or thrown away. */
export function useDraft<Content extends object>(key: string, empty: Content, isEmpty: (content: Content) => boolean, server: Shelf = shelf) {
  const made = useRef<Keeper<Content> | null>(null)
  if (made.current?.key !== key) made.current = new Keeper(key, empty, isEmpty, server)
  const keeper = made.current
  const [, show] = useState(0)

  useEffect(() => {
    const stop = keeper.subscribe(() => show((count) => count + 1))
    void keeper.open()
    const leave = () => keeper.leave()
    const hidden = () => document.visibilityState === 'hidden' && keeper.leave()
    window.addEventListener('pagehide', leave)
    window.addEventListener('online', keeper.online)
    document.addEventListener('visibilitychange', hidden)
    return () => {
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('online', keeper.online)
      document.removeEventListener('visibilitychange', hidden)
      keeper.leave()
      stop()
    }
  }, [keeper])

  const change = useCallback((next: Content | ((old: Content) => Content)) => keeper.change(typeof next === 'function' ? next(keeper.told.content) : next), [keeper])
  return { ...keeper.told, change, clear: useCallback(() => keeper.clear(), [keeper]), choose: useCallback((which: 'mine' | 'theirs') => keeper.choose(which), [keeper]), keeper }
}
export type DraftState = Pick<ReturnType<typeof useDraft>, 'savedAt' | 'where'>
