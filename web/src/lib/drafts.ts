/** What somebody is writing survives a closed tab: kept in this browser shortly after each change. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { forgetAll, keep, kept } from './storage'

const AFTER = 400
const LONGEST_DAYS = 30

export interface Draft<Content> {
  content: Content
  savedAt: string
}

export function readDraft<Content>(key: string, now = Date.now()): Draft<Content> | null {
  const text = kept(`draft.${key}`)
  if (!text) return null
  try {
    const draft = JSON.parse(text) as Draft<Content>
    const age = now - Date.parse(draft.savedAt)
    return age >= 0 - 60_000 && age < LONGEST_DAYS * 86_400_000 ? draft : null
  } catch {
    return null
  }
}

export function writeDraft<Content>(key: string, content: Content, now = new Date()): Draft<Content> {
  const draft = { content, savedAt: now.toISOString() }
  keep(`draft.${key}`, JSON.stringify(draft))
  return draft
}

export const dropDraft = (key: string): void => keep(`draft.${key}`, null)
export const dropAllDrafts = (): void => forgetAll('draft.')

/** A composer's content that is kept while it is written; `clear` when it was sent or thrown away. */
export function useDraft<Content>(key: string, empty: Content, isEmpty: (content: Content) => boolean) {
  const [found] = useState(() => readDraft<Content>(key))
  const [content, setContent] = useState<Content>(found?.content ?? empty)
  const [savedAt, setSavedAt] = useState<string | null>(found?.savedAt ?? null)
  const waiting = useRef<ReturnType<typeof setTimeout> | null>(null)
  const latest = useRef(content)

  const save = useCallback(() => {
    if (waiting.current) clearTimeout(waiting.current)
    waiting.current = null
    if (isEmpty(latest.current)) {
      dropDraft(key)
      setSavedAt(null)
    } else setSavedAt(writeDraft(key, latest.current).savedAt)
  }, [key, isEmpty])

  const change = useCallback(
    (next: Content) => {
      latest.current = next
      setContent(next)
      if (waiting.current) clearTimeout(waiting.current)
      waiting.current = setTimeout(save, AFTER)
    },
    [save],
  )

  const clear = useCallback(() => {
    if (waiting.current) clearTimeout(waiting.current)
    waiting.current = null
    latest.current = empty
    setContent(empty)
    setSavedAt(null)
    dropDraft(key)
  }, [key, empty])

  useEffect(() => {
    const leave = () => {
      if (waiting.current) save()
    }
    window.addEventListener('pagehide', leave)
    return () => {
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [save])

  return { content, change, clear, savedAt, restored: found !== null }
}
