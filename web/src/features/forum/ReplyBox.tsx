/** Where a reply is written: to the topic, or to somebody's reply; kept while it is written. */
import { useQueryClient } from '@tanstack/react-query'
import { useId, useRef } from 'react'
import { useI18n } from '@/i18n'
import { useDraft } from '@/lib/drafts'
import { api, ok, once } from '@/services/api'
import type { Post } from '@/types/api.types'
import { Button } from '@/ui/Button'
import { Form, Submit } from '@/ui/form'
import { useToasts } from '@/ui/Toast'
import { DraftSaved } from './DraftNote'
import { MarkdownField } from './MarkdownField'
import { addPost, changeTopic } from './queries'

const isEmpty = (body: string): boolean => body.trim() === ''

export function ReplyBox({ topicId, parent, onDone }: { topicId: string; parent?: Post; onDone?: () => void }) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const { tell } = useToasts()
  const id = useId()
  const key = parent ? `reply:${topicId}:${parent.id}` : `reply:${topicId}`
  const { content, change, clear, savedAt } = useDraft<string>(key, '', isEmpty)
  const sender = useRef(once())
  const box = useRef<HTMLDivElement>(null)

  async function send() {
    if (isEmpty(content)) return void box.current?.querySelector('textarea')?.focus()
    const post = await ok(
      api.POST('/api/v1/forums/topics/{topic_id}/posts', {
        params: { path: { topic_id: topicId } },
        headers: sender.current,
        body: { body: content, parent_id: parent?.id ?? null },
      }),
    )
    sender.current = once()
    clear()
    onDone?.()
    addPost(queries, topicId, post)
    changeTopic(queries, topicId, (topic) => ({ ...topic, post_count: topic.post_count + 1 }))
    tell(t('post.sent'))
    void queries.invalidateQueries({ queryKey: ['posts', topicId] })
    void queries.invalidateQueries({ queryKey: ['topics'] })
    requestAnimationFrame(() => document.getElementById(`post-${post.id}`)?.scrollIntoView({ block: 'nearest', behavior: 'smooth' }))
  }

  return (
    <div ref={box} data-chrome>
      <Form onSubmit={send} className="gap-3" label={parent ? t('post.reply_to', { name: parent.author.display_name }) : t('post.write')}>
        <MarkdownField
          label={parent ? t('post.reply_to', { name: parent.author.display_name }) : t('post.write')}
          placeholder={t('post.placeholder')}
          rows={4}
          value={content}
          onChange={change}
          autoFocus={Boolean(parent)}
          onSend={() => box.current?.querySelector('form')?.requestSubmit()}
        />
        <div className="flex flex-wrap items-center gap-3" id={id}>
          <Submit>{t('post.send')}</Submit>
          {onDone ? (
            <Button look="ghost" onClick={onDone}>
              {t('action.cancel')}
            </Button>
          ) : null}
          <DraftSaved savedAt={savedAt} />
        </div>
      </Form>
    </div>
  )
}
