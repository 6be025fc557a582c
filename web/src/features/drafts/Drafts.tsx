/** Everything that somebody began and hasn't sent, from all of their devices. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { FilePen, MessageCircle, Paperclip, Pencil, PenLine, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useI18n, type Key } from '@/i18n'
import { placeOf } from '@/lib/draft-place'
import { dropDraft } from '@/lib/kept-drafts'
import { draftsQuery } from '@/lib/shelf'
import { ApiError, api, ok } from '@/services/api'
import type { ServerDraft } from '@/types/api.types'
import { Problem } from '@/ui/Alert'
import { Empty, Rows, TimeAgo, Title } from '@/ui/bits'
import { ButtonLink, IconButton } from '@/ui/Button'
import { useToasts } from '@/ui/Toast'

/** What any of our composers keeps; whatever else may stand there is left alone. */
type Body = Partial<Record<'title' | 'body', unknown>> & { files?: unknown }
const said = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What kind of thing it will be, and the sign for that. */
function kindOf({ key }: ServerDraft): { kind: Key; icon: ReactNode } {
  if (key.startsWith('topic:')) return { kind: 'drafts.topic', icon: <PenLine /> }
  return key.startsWith('post:') ? { kind: 'drafts.edit', icon: <Pencil /> } : { kind: 'drafts.reply', icon: <MessageCircle /> }
}

export function Drafts() {
  const { t } = useI18n()
  const { data = [], error, isPending, isSuccess, refetch } = useQuery({ ...draftsQuery, staleTime: 0 })
  const drafts = data.filter(({ key }) => !key.startsWith('message:'))
  return (
    <div className="mx-auto grid max-w-3xl gap-6">
      <Title name={t('drafts.title')} lead={t('drafts.lead')} />
      {error instanceof ApiError ? <Problem error={error} retry={() => void refetch()} /> : null}
      {isPending ? <Rows count={3} /> : null}
      {isSuccess && !drafts.length ? (
        <Empty icon={<FilePen />} title={t('drafts.none')} action={<ButtonLink to="/forum/new">{t('forum.new')}</ButtonLink>}>
          {t('drafts.none_why')}
        </Empty>
      ) : null}
      {drafts.length ? (
        <ul className="overflow-hidden rounded-card border border-line bg-surface shadow-card">
          {drafts.map((draft) => (
            <Row key={draft.key} draft={draft} />
          ))}
        </ul>
      ) : null}
    </div>
  )
}

function Row({ draft }: { draft: ServerDraft }) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const { tell, tellWithUndo } = useToasts()
  const { kind, icon } = kindOf(draft)
  const to = placeOf(draft)
  const { title, body, files } = draft.body as Body
  const name = said(title) || t('drafts.untitled')
  const count = Array.isArray(files) ? files.length : 0
  const path = { key: draft.key }
  const reload = () => queries.invalidateQueries({ queryKey: draftsQuery.queryKey })

  async function remove() {
    queries.setQueryData(draftsQuery.queryKey, (all) => all?.filter(({ key }) => key !== draft.key))
    try {
      await ok(api.DELETE('/api/v1/drafts/{key}', { params: { path } }))
      dropDraft(draft.key)
      tellWithUndo(t('drafts.deleted'), () => {
        void ok(api.PUT('/api/v1/drafts/{key}', { params: { path }, body: { body: draft.body as Record<string, never>, sequence: draft.sequence } })).then(reload)
      })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      tell(error.message)
    }
    await reload()
  }

  return (
    <li className="group relative flex gap-4 border-b border-line p-4 last:border-0 hover:bg-ground sm:px-5">
      <span aria-hidden className="grid size-10 shrink-0 place-items-center rounded-xl bg-brand-soft text-brand [&>svg]:size-5">
        {icon}
      </span>
      <div className="grid min-w-0 flex-1 gap-1">
        <p className="flex flex-wrap gap-x-2 text-sm text-muted">
          <span>{t(kind)}</span>·<TimeAgo at={draft.updated_at} />
          {count ? (
            <span className="inline-flex items-center gap-1">
              · <Paperclip aria-hidden className="size-3.5" /> {t('files.count', { count })}
            </span>
          ) : null}
        </p>
        <h2 className="text-lg leading-snug">
          {to ? (
            <Link {...to} className="text-ink no-underline group-hover:text-brand covering">
              <bdi>{name}</bdi>
            </Link>
          ) : (
            <bdi>{name}</bdi>
          )}
        </h2>
        {said(body) ? (
          <p dir="auto" className="keeps-side line-clamp-2 text-muted [overflow-wrap:anywhere]">
            {said(body)}
          </p>
        ) : null}
      </div>
      <IconButton label={t('drafts.delete', { name })} onClick={() => void remove()} className="relative z-10 -me-2">
        <Trash2 aria-hidden className="size-5" />
      </IconButton>
    </li>
  )
}
