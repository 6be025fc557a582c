/** Where a topic is written; what is there survives a closed tab, and several can be begun. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useMe } from '@/contexts/AuthContext'
import { Composer } from '@/features/composer/Composer'
import { DraftFound, DraftSaved } from '@/features/composer/DraftNote'
import { useComposer, type Writing } from '@/features/composer/useComposer'
import { useI18n } from '@/i18n'
import { draftsQuery } from '@/lib/shelf'
import { keep, kept, own } from '@/lib/storage'
import { ApiError, api, ok, once, requestId } from '@/services/api'
import { Alert } from '@/ui/Alert'
import { Title } from '@/ui/bits'
import { Button } from '@/ui/Button'
import { Choice, Field, Form, Submit } from '@/ui/form'
import { TagsField } from '@/ui/TagsField'
import { useCategoryName } from './parts'
import { categoriesQuery, putTopic } from './queries'
import { Similar } from './Similar'

interface Content extends Writing {
  title: string
  category: string
  tags: string[]
  internal: boolean
}
const EMPTY: Content = { title: '', body: '', files: [], category: '', tags: [], internal: false }
const isEmpty = ({ title, body, tags, files }: Content): boolean => !title && !body && !tags.length && !files.length
const PREFIX = 'topic:new:'
/** Which of several begun topics this browser was at; goes with the drafts when somebody logs out. */
const AT = 'draft.at'
const another = (): string => requestId().replace('web-', 'd')

/** Gives each topic that is begun a name of its own, in the address from the first moment on. */
export function NewTopic() {
  const search = useSearch({ from: '/members/forum/new' })
  const navigate = useNavigate({ from: '/forum/new' })
  const { draft } = search
  useEffect(() => {
    if (draft) keep(own(AT), draft)
    else void navigate({ search: { ...search, draft: kept(own(AT)) ?? another() }, replace: true })
  }, [draft, navigate, search])
  if (!draft) return null
  return <Sheet key={draft} id={draft} category={search.category} onAnew={() => void navigate({ search: { category: search.category, draft: another() } })} />
}

function Sheet({ id, category: wanted, onAnew }: { id: string; category?: string; onAnew: () => void }) {
  const { t } = useI18n()
  const { organization } = useMe()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const name = useCategoryName()
  const { data: categories = [] } = useQuery(categoriesQuery)
  const composing = useComposer<Content>(PREFIX + id, EMPTY, isEmpty)
  const { content, change, publish, savedAt, where, restored, unready } = composing
  const sender = useRef(once())
  const form = useRef<HTMLDivElement>(null)
  const asked = categories.find((one) => one.slug === wanted || one.id === wanted)?.id
  const category = content.category || asked || ''

  async function send() {
    if (unready(10)) return form.current?.querySelector('textarea')?.focus()
    try {
      const topic = await publish((draft_key) =>
        ok(
          api.POST('/api/v1/forums/topics', {
            headers: sender.current,
            body: {
              title: content.title,
              body: content.body,
              category_id: category,
              tags: content.tags,
              visibility: content.internal ? 'organization' : 'network',
              attachment_ids: content.files.map((file) => file.id),
              draft_key,
            },
          }),
        ),
      )
      keep(own(AT), null)
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
      {restored ? <DraftFound from={restored} onAnew={onAnew} /> : isEmpty(content) ? <Others but={PREFIX + id} /> : null}
      <Form names={{ category_id: 'category' }} onSubmit={send}>
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
        <Similar title={content.title} />
        <Choice
          name="category"
          label={t('forum.category')}
          none={t('form.choose')}
          choices={categories.map((one) => [one.id, name(one)] as const)}
          value={category}
          onChange={(event) => change({ ...content, category: event.target.value })}
        />
        <Composer composing={composing} label={t('new.body')} hint={t('new.body_hint')} rows={9} onSend={() => form.current?.querySelector('form')?.requestSubmit()} />
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
          <DraftSaved savedAt={savedAt} where={where} />
        </div>
      </Form>
    </div>
  )
}

/** What was begun elsewhere, for who comes to an empty sheet. */
function Others({ but }: { but: string }) {
  const { t } = useI18n()
  const { data = [] } = useQuery(draftsQuery)
  const count = data.filter(({ key }) => key.startsWith(PREFIX) && key !== but).length
  if (!count) return null
  return (
    <Alert title={t('draft.others', { count })}>
      <Link to="/drafts">{t('draft.see_all')}</Link>
    </Alert>
  )
}
