/** Where a reply is written: to the topic, or to somebody's reply; kept while it is written. */
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { Composer } from '@/features/composer/Composer'
import { DraftSaved } from '@/features/composer/DraftNote'
import { useComposer, type Writing } from '@/features/composer/useComposer'
import { useI18n } from '@/i18n'
import { ApiError, api, ok, once } from '@/services/api'
import { askAnew } from '@/services/query-client'
import type { Post } from '@/types/api.types'
import { Button } from '@/ui/Button'
import { Form, Submit } from '@/ui/form'
import { useToasts } from '@/ui/Toast'
import { addPost, changeTopic, supersede } from './queries'

interface Content extends Writing {
  topic_id: string
  parent_id: string | null
  title: string
}
const isEmpty = ({ body, files }: Content): boolean => body.trim() === '' && !files.length

export function ReplyBox({ topic, parent, onDone }: { topic: { id: string; title: string }; parent?: Post; onDone?: () => void }) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const { tell } = useToasts()
  const topicId = topic.id
  const [empty] = useState<Content>(() => ({ body: '', files: [], topic_id: topicId, parent_id: parent?.id ?? null, title: topic.title }))
  const composing = useComposer<Content>(`reply:${parent?.id ?? topicId}`, empty, isEmpty)
  const { content, publish, savedAt, where, unready } = composing
  const sender = useRef(once())
  const box = useRef<HTMLDivElement>(null)
  const label = parent ? t('post.reply_to', { name: parent.author.display_name }) : t('post.write')

  async function send() {
    if (unready(1)) return void box.current?.querySelector('textarea')?.focus()
    let post: Post
    try {
      post = await publish((draft_key) =>
        ok(
          api.POST('/api/v1/forums/topics/{topic_id}/posts', {
            params: { path: { topic_id: topicId } },
            headers: sender.current,
            body: { body: content.body, parent_id: parent?.id ?? null, attachment_ids: content.files.map(({ id }) => id), draft_key },
          }),
        ),
      )
    } catch (error) {
      if (error instanceof ApiError && error.code === 'idempotency_key_reused') sender.current = once()
      throw error
    }
    sender.current = once()
    onDone?.()
    addPost(queries, topicId, post)
    changeTopic(queries, topicId, (old) => ({ ...old, post_count: old.post_count + 1 }))
    tell(t('post.sent'))
    supersede(queries, ['topic', topicId])
    void askAnew(queries, ['posts', topicId])
    void askAnew(queries, ['topics'])
    requestAnimationFrame(() => document.getElementById(`post-${post.id}`)?.scrollIntoView({ block: 'nearest', behavior: 'smooth' }))
  }

  return (
    <div ref={box} data-chrome>
      <Form onSubmit={send} className="gap-3" label={label}>
        <Composer composing={composing} label={label} placeholder={t('post.placeholder')} rows={4} autoFocus={Boolean(parent)} onSend={() => box.current?.querySelector('form')?.requestSubmit()} />
        <div className="flex flex-wrap items-center gap-3">
          <Submit>{t('post.send')}</Submit>
          {onDone ? (
            <Button look="ghost" onClick={onDone}>
              {t('action.cancel')}
            </Button>
          ) : null}
          <DraftSaved savedAt={savedAt} where={where} />
        </div>
      </Form>
    </div>
  )
}
