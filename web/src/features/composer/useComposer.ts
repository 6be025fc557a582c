/** Words and their files while they are written: kept as a draft, guarded against leaving, checked before they are sent. */
import { useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { useCallback, useState, useSyncExternalStore } from 'react'
import { useI18n } from '@/i18n'
import { number } from '@/i18n/format'
import { draftsQuery } from '@/lib/shelf'
import { useDraft } from '@/lib/useDraft'
import type { Kept } from './uploads'
import { LONGEST } from './markdown'
import { isShut } from '@/services/api'
import { useUploads } from './useUploads'

export interface Writing {
  body: string
  files: Kept[]
}

export function useComposer<Content extends Writing>(key: string, empty: Content, isEmpty: (content: Content) => boolean) {
  const { t, tag } = useI18n()
  const queries = useQueryClient()
  const draft = useDraft<Content>(key, empty, isEmpty)
  const { change, content, keeper } = draft
  const onKept = useCallback((files: Kept[]) => change((old) => ({ ...old, files })), [change])
  const uploads = useUploads(content.files, empty.files, onKept)
  useSyncExternalStore(uploads.subscribe, uploads.read)
  const [wrong, setWrong] = useState<string>()

  const atRisk = () => !isShut() && (uploads.busy || keeper.atRisk)
  const blocker = useBlocker({ shouldBlockFn: atRisk, enableBeforeUnload: atRisk, withResolver: true })

  /** Says what is missing before it can be sent; undefined if nothing is. */
  function unready(shortest: number): string | undefined {
    const short = content.body.trim().length < shortest
    const long = [...content.body].length > LONGEST
    const found = short
      ? shortest > 1 ? t('form.too_short', { count: shortest }) : t('form.required')
      : long
        ? t('form.too_long', { most: number(LONGEST, tag) })
      : uploads.busy
        ? t('files.wait')
        : uploads.items.some(({ state, refusal }) => state === 'failed' && !refusal)
          ? t('files.failed_first')
          : undefined
    setWrong(found)
    return found
  }
  const type = useCallback(
    (body: string) => {
      setWrong(undefined)
      change((old) => ({ ...old, body }))
    },
    [change],
  )
  /** Sends the words with the name of their draft, which the server lets go of in the same step. */
  const publish = async <Sent,>(send: (draft_key: string) => Promise<Sent>): Promise<Sent> => {
    await uploads.settle({ saving: true })
    await keeper.hold()
    try {
      const sent = await send(keeper.key)
      uploads.clear()
      keeper.clear(true)
      void queries.invalidateQueries({ queryKey: draftsQuery.queryKey })
      return sent
    } catch (error) {
      keeper.goOn()
      throw error
    }
  }
  return { ...draft, uploads, unready, wrong, type, publish, blocker }
}
export type Blocker = ReturnType<typeof useComposer>['blocker']
