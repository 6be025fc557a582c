import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useI18n } from '@/i18n'
import { ApiError, api, ok } from '@/services/api'
import type { Topic } from '@/types/api.types'
import { Card } from '@/ui/bits'
import { Button } from '@/ui/Button'
import { Choice, Field, Form, Submit } from '@/ui/form'
import { TagsField } from '@/ui/TagsField'
import { Conflict } from './Conflict'
import { MarkdownField } from './MarkdownField'
import { useCategoryName } from './parts'
import { categoriesQuery, putTopic, topicQuery } from './queries'
import { ifVersion } from './versions'

export function EditTopic({ topic, onDone }: { topic: Topic; onDone: () => void }) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const name = useCategoryName()
  const { data: categories = [] } = useQuery(categoriesQuery)
  const [title, setTitle] = useState(topic.title)
  const [body, setBody] = useState(topic.body)
  const [tags, setTags] = useState(topic.tags)
  const [category, setCategory] = useState(topic.category.id)
  const [theirs, setTheirs] = useState<Topic | null>(null)
  const version = useRef(topic.version)
  const box = useRef<HTMLDivElement>(null)
  const submit = () => box.current?.querySelector('form')?.requestSubmit()

  async function save() {
    try {
      const next = await ok(
        api.PATCH('/api/v1/forums/topics/{topic_id}', {
          params: { path: { topic_id: topic.id } },
          headers: ifVersion(version.current),
          body: { title, body, tags, category_id: category },
        }),
      )
      putTopic(queries, next)
      onDone()
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'version_conflict') throw error
      const there = await ok(api.GET('/api/v1/forums/topics/{topic_id}', { params: { path: { topic_id: topic.id } } }))
      version.current = there.version
      setTheirs(there)
    }
  }

  return (
    <Card className="p-5 sm:p-6">
      <div ref={box}>
        <Form onSubmit={save} names={{ category_id: 'category' }}>
          {theirs ? (
            <Conflict
              theirs={`${theirs.title}\n\n${theirs.body}`}
              onMine={submit}
              onTheirs={() => {
                queries.setQueryData(topicQuery(topic.id).queryKey, theirs)
                onDone()
              }}
            />
          ) : null}
          <Field name="title" label={t('new.question')} dir="auto" minLength={5} maxLength={200} value={title} onChange={(event) => setTitle(event.target.value)} autoFocus />
          <Choice name="category" label={t('forum.category')} choices={categories.map((one) => [one.id, name(one)] as const)} value={category} onChange={(event) => setCategory(event.target.value)} />
          <MarkdownField label={t('new.body')} rows={9} value={body} onChange={setBody} onSend={submit} />
          <TagsField label={t('new.tags')} most={5} tags={tags} onChange={setTags} />
          <div className="flex gap-3">
            <Submit>{t('action.save')}</Submit>
            <Button look="ghost" onClick={onDone}>
              {t('action.cancel')}
            </Button>
          </div>
        </Form>
      </div>
    </Card>
  )
}
