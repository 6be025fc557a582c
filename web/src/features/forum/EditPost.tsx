/** A reply is changed: kept as a draft meanwhile, saved only over the version that was read. */
import { useQueryClient } from '@tanstack/react-query'
import { Suspense, lazy, useRef, useState } from 'react'
import { Composer } from '@/features/composer/Composer'
import { DraftFound, DraftSaved } from '@/features/composer/DraftNote'
import { useComposer, type Writing } from '@/features/composer/useComposer'
import { keptOf } from '@/features/composer/uploads'
import { useReason } from '@/features/moderation/useReason'
import { useI18n } from '@/i18n'
import { same, writeDraft } from '@/lib/kept-drafts'
import { ApiError, api, ok } from '@/services/api'
import type { Post } from '@/types/api.types'
import { Button } from '@/ui/Button'
import { Form, Submit } from '@/ui/form'
import { useToasts } from '@/ui/Toast'
import { changePost, supersede } from './queries'
import { ifVersion } from './versions'

const Conflict = lazy(() => import('./Conflict'))

interface Content extends Writing {
  topic_id: string
  post_id: string
  title: string
  version: number
}
interface Props {
  topic: { id: string; title: string }
  post: Post
  onDone: () => void
  onAgain: () => void
}

const compared = ({ body, files }: Content) => ({ body, files: files.map(({ id, said }) => [id, said]) })

export function EditPost({ topic, post, onDone, onAgain }: Props) {
  const { t } = useI18n()
  const { tellWithUndo } = useToasts()
  const queries = useQueryClient()
  const [before] = useState<Content>(() => ({ body: post.body ?? '', files: post.attachments.map(keptOf), topic_id: topic.id, post_id: post.id, title: topic.title, version: post.version }))
  const [unchanged] = useState(() => (content: Content) => same(compared(content), compared(before)))
  const key = `post:${post.id}`
  const composing = useComposer<Content>(key, before, unchanged)
  const { content, change, clear, publish, savedAt, where, restored, unready } = composing
  const [theirs, setTheirs] = useState<Post | null>(null)
  const { withReason, dialog } = useReason()
  const box = useRef<HTMLDivElement>(null)
  const submit = () => box.current?.querySelector('form')?.requestSubmit()

  const save = (words: Content = content) => withReason((reason) => put(words, reason ? { reason } : {}))

  async function put(words: Content, why: { reason?: string }) {
    if (unready(1)) return box.current?.querySelector('textarea')?.focus()
    try {
      const next = await publish((draft_key) =>
        ok(
          api.PATCH('/api/v1/forums/posts/{post_id}', {
            params: { path: { post_id: post.id } },
            headers: ifVersion(words.version),
            body: { body: words.body, attachment_ids: words.files.map(({ id }) => id), draft_key, ...why },
          }),
        ),
      )
      show(next)
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'version_conflict') throw error
      setTheirs(await ok(api.GET('/api/v1/forums/posts/{post_id}', { params: { path: { post_id: post.id } } })))
    }
  }
  function show(next: Post) {
    changePost(queries, topic.id, post.id, (old) => ({ ...next, replies: old.replies }))
    supersede(queries, ['posts', topic.id])
    supersede(queries, ['post', post.id])
    onDone()
  }

  return (
    <div ref={box}>
      <Form onSubmit={() => save()} className="gap-3">
        {restored ? <DraftFound from={restored} onAnew={clear} /> : null}
        <Composer composing={composing} label={t('post.edit')} onSend={submit} autoFocus />
        <div className="flex flex-wrap items-center gap-3">
          <Submit>{t('action.save')}</Submit>
          <Button
            look="ghost"
            onClick={() => {
              if (!unchanged(content)) tellWithUndo(t('draft.kept_for_later'), onAgain)
              onDone()
            }}
          >
            {t('action.cancel')}
          </Button>
          <DraftSaved savedAt={savedAt} where={where} />
        </div>
      </Form>
      {dialog}
      {theirs ? (
        <Suspense>
          <Conflict
            theirs={theirs.body ?? ''}
            at={theirs.edited_at}
            mine={content.body}
            onClose={() => setTheirs(null)}
            onMine={async (body) => {
              const mine = { ...content, body, version: theirs.version }
              change(mine)
              setTheirs(null)
              await save(mine)
            }}
            onTheirs={() => {
              const mine = { ...content, version: theirs.version }
              clear()
              show(theirs)
              tellWithUndo(t('conflict.took_theirs'), () => {
                writeDraft(key, mine)
                onAgain()
              })
            }}
          />
        </Suspense>
      ) : null}
    </div>
  )
}
