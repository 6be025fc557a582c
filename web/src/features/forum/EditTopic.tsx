/** A topic is changed: kept as a draft meanwhile, saved only over the version that was read. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Suspense, lazy, useRef, useState } from 'react'
import { Composer } from '@/features/composer/Composer'
import { DraftFound, DraftSaved } from '@/features/composer/DraftNote'
import { useComposer, type Writing } from '@/features/composer/useComposer'
import { keptOf } from '@/features/composer/uploads'
import { useReason } from '@/features/moderation/useReason'
import { useI18n } from '@/i18n'
import { same, writeDraft } from '@/lib/kept-drafts'
import { ApiError, api, ok } from '@/services/api'
import type { Topic } from '@/types/api.types'
import { Card } from '@/ui/bits'
import { Button } from '@/ui/Button'
import { Choice, Field, Form, Submit } from '@/ui/form'
import { TagsField } from '@/ui/TagsField'
import { useToasts } from '@/ui/Toast'
import { useCategoryName } from './parts'
import { categoriesQuery, putTopic } from './queries'
import { ifVersion } from './versions'

const Conflict = lazy(() => import('./Conflict'))

interface Content extends Writing {
  topic_id: string
  title: string
  tags: string[]
  category: string
  version: number
}
const contentOf = (topic: Topic): Content => ({
  body: topic.body,
  files: topic.attachments.map(keptOf),
  topic_id: topic.id,
  title: topic.title,
  tags: topic.tags,
  category: topic.category.id,
  version: topic.version,
})
const compared = ({ body, files, title, tags, category }: Content) => ({ body, title, tags, category, files: files.map(({ id, said }) => [id, said]) })

export function EditTopic({ topic, onDone, onAgain }: { topic: Topic; onDone: () => void; onAgain: () => void }) {
  const { t } = useI18n()
  const { tellWithUndo } = useToasts()
  const queries = useQueryClient()
  const name = useCategoryName()
  const { data: categories = [] } = useQuery(categoriesQuery)
  const [before] = useState(() => contentOf(topic))
  const [unchanged] = useState(() => (content: Content) => same(compared(content), compared(before)))
  const key = `post:${topic.id}`
  const composing = useComposer<Content>(key, before, unchanged)
  const { content, change, clear, publish, savedAt, where, restored, unready } = composing
  const [theirs, setTheirs] = useState<Topic | null>(null)
  const { withReason, dialog } = useReason()
  const box = useRef<HTMLDivElement>(null)
  const submit = () => box.current?.querySelector('form')?.requestSubmit()

  const save = (words: Content = content) => withReason((reason) => put(words, reason ? { reason } : {}))

  async function put(words: Content, why: { reason?: string }) {
    if (unready(10)) return box.current?.querySelector('textarea')?.focus()
    try {
      const next = await publish((draft_key) =>
        ok(
          api.PATCH('/api/v1/forums/topics/{topic_id}', {
            params: { path: { topic_id: topic.id } },
            headers: ifVersion(words.version),
            body: { title: words.title, body: words.body, tags: words.tags, category_id: words.category, attachment_ids: words.files.map(({ id }) => id), draft_key, ...why },
          }),
        ),
      )
      putTopic(queries, next)
      onDone()
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'version_conflict') throw error
      setTheirs(await ok(api.GET('/api/v1/forums/topics/{topic_id}', { params: { path: { topic_id: topic.id } } })))
    }
  }

  return (
    <Card className="p-5 sm:p-6">
      <div ref={box}>
        <Form onSubmit={() => save()} names={{ category_id: 'category' }}>
          {restored ? <DraftFound from={restored} onAnew={clear} /> : null}
          <Field name="title" label={t('new.question')} dir="auto" minLength={5} maxLength={200} value={content.title} onChange={(event) => change({ ...content, title: event.target.value })} autoFocus />
          <Choice name="category" label={t('forum.category')} choices={categories.map((one) => [one.id, name(one)] as const)} value={content.category} onChange={(event) => change({ ...content, category: event.target.value })} />
          <Composer composing={composing} label={t('new.body')} rows={9} onSend={submit} />
          <TagsField label={t('new.tags')} most={5} tags={content.tags} onChange={(tags) => change({ ...content, tags })} />
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
      </div>
      {dialog}
      {theirs ? (
        <Suspense>
          <Conflict
            theirs={theirs.title === content.title ? theirs.body : `${theirs.title}\n\n${theirs.body}`}
            at={theirs.updated_at}
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
              putTopic(queries, theirs)
              onDone()
              tellWithUndo(t('conflict.took_theirs'), () => {
                writeDraft(key, mine)
                onAgain()
              })
            }}
          />
        </Suspense>
      ) : null}
    </Card>
  )
}
