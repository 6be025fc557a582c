import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useI18n } from '@/i18n'
import { ApiError, api, ok } from '@/services/api'
import type { Post } from '@/types/api.types'
import { Button } from '@/ui/Button'
import { Form, Submit } from '@/ui/form'
import { Conflict } from './Conflict'
import { MarkdownField } from './MarkdownField'
import { changePost, postQuery } from './queries'
import { ifVersion } from './versions'

export function EditPost({ topicId, post, onDone }: { topicId: string; post: Post; onDone: () => void }) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const [body, setBody] = useState(post.body ?? '')
  const [theirs, setTheirs] = useState<Post | null>(null)
  const version = useRef(post.version)
  const box = useRef<HTMLDivElement>(null)
  const submit = () => box.current?.querySelector('form')?.requestSubmit()

  async function save() {
    try {
      const next = await ok(api.PATCH('/api/v1/forums/posts/{post_id}', { params: { path: { post_id: post.id } }, headers: ifVersion(version.current), body: { body } }))
      changePost(queries, topicId, post.id, (old) => ({ ...next, replies: old.replies }))
      onDone()
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'version_conflict') throw error
      const there = await queries.fetchQuery({ ...postQuery(post.id), staleTime: 0 })
      version.current = there.version
      setTheirs(there)
    }
  }

  return (
    <div ref={box}>
      <Form onSubmit={save} className="gap-3">
        {theirs ? (
          <Conflict
            theirs={theirs.body ?? ''}
            onMine={submit}
            onTheirs={() => {
              changePost(queries, topicId, post.id, (old) => ({ ...theirs, replies: old.replies }))
              onDone()
            }}
          />
        ) : null}
        <MarkdownField label={t('post.edit')} value={body} onChange={setBody} onSend={submit} autoFocus />
        <div className="flex gap-3">
          <Submit>{t('action.save')}</Submit>
          <Button look="ghost" onClick={onDone}>
            {t('action.cancel')}
          </Button>
        </div>
      </Form>
    </div>
  )
}
