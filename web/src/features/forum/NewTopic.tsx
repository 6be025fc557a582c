/** Where a topic is written; what is there survives a closed tab. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useMe } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { useDraft } from '@/lib/drafts'
import { ApiError, api, ok, once } from '@/services/api'
import { Title } from '@/ui/bits'
import { Button } from '@/ui/Button'
import { Choice, Field, Form, Submit } from '@/ui/form'
import { DraftFound, DraftSaved } from './DraftNote'
import { MarkdownField } from './MarkdownField'
import { TagsField } from '@/ui/TagsField'
import { useCategoryName } from './parts'
import { categoriesQuery, putTopic } from './queries'

interface Content {
  title: string
  body: string
  category: string
  tags: string[]
  internal: boolean
}
const EMPTY: Content = { title: '', body: '', category: '', tags: [], internal: false }
const isEmpty = ({ title, body, tags }: Content): boolean => !title && !body && !tags.length

export function NewTopic() {
  const { t } = useI18n()
  const { organization } = useMe()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const name = useCategoryName()
  const search = useSearch({ from: '/members/forum/new' })
  const { data: categories = [] } = useQuery(categoriesQuery)
  const { content, change, clear, savedAt, restored } = useDraft<Content>('topic:new', EMPTY, isEmpty)
  const [bodyError, setBodyError] = useState<string>()
  const sender = useRef(once())
  const form = useRef<HTMLDivElement>(null)
  const asked = categories.find((one) => one.slug === search.category || one.id === search.category)?.id
  const category = content.category || asked || ''

  async function send() {
    if (content.body.trim().length < 10) {
      setBodyError(t('form.too_short', { count: 10 }))
      form.current?.querySelector('textarea')?.focus()
      return
    }
    setBodyError(undefined)
    try {
      const topic = await ok(
        api.POST('/api/v1/forums/topics', {
          headers: sender.current,
          body: { title: content.title, body: content.body, category_id: category, tags: content.tags, visibility: content.internal ? 'organization' : 'network' },
        }),
      )
      clear()
      putTopic(queries, topic)
      await navigate({ to: '/forum/$topicId', params: { topicId: topic.id } })
    } catch (error) {
      if (error instanceof ApiError && error.code === 'idempotency_key_reused') sender.current = once()
      throw error
    }
  }

  return (
    <div ref={form} className="mx-auto grid max-w-3xl gap-6">
      <Title name={t('new.title')} lead={t('new.lead')} />
      {restored ? <DraftFound onDrop={clear} /> : null}
      <Form
        names={{ category_id: 'category' }}
        onSubmit={send}
      >
        <Field
          name="title"
          label={t('new.question')}
          hint={t('new.question_hint')}
          dir="auto"
          minLength={5}
          maxLength={200}
          autoComplete="off"
          value={content.title}
          onChange={(event) => change({ ...content, title: event.target.value })}
        />
        <Choice
          name="category"
          label={t('forum.category')}
          none={t('form.choose')}
          choices={categories.map((one) => [one.id, name(one)] as const)}
          value={category}
          onChange={(event) => change({ ...content, category: event.target.value })}
        />
        <MarkdownField
          label={t('new.body')}
          hint={t('new.body_hint')}
          rows={9}
          value={content.body}
          error={bodyError}
          onChange={(body) => change({ ...content, body })}
          onSend={() => form.current?.querySelector('form')?.requestSubmit()}
        />
        <TagsField label={t('new.tags')} hint={t('new.tags_hint')} most={5} tags={content.tags} onChange={(tags) => change({ ...content, tags })} />
        <fieldset className="grid gap-2">
          <legend className="mb-1.5 font-semibold">{t('new.who_sees')}</legend>
          {[false, true].map((internal) => (
            <label key={String(internal)} className="flex min-h-11 cursor-pointer items-center gap-3 rounded-control border border-line bg-surface px-4 py-2 has-checked:border-brand has-checked:bg-brand-soft">
              <input type="radio" name="visibility" checked={content.internal === internal} onChange={() => change({ ...content, internal })} className="size-5 accent-brand" />
              {internal ? (
                <span>
                  {t('new.only')} <bdi className="font-semibold">{organization.name}</bdi>
                </span>
              ) : (
                t('new.everybody')
              )}
            </label>
          ))}
        </fieldset>
        <div className="flex flex-wrap items-center gap-3">
          <Submit size="large">{t('new.send')}</Submit>
          <Button look="ghost" size="large" onClick={() => void navigate({ to: '/forum' })}>
            {t('action.cancel')}
          </Button>
          <DraftSaved savedAt={savedAt} />
        </div>
      </Form>
    </div>
  )
}
