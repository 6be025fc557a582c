/** Inviting colleagues, many at once; what became of each line, and of each invitation. */
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { CircleAlert, CircleCheck, MailPlus, Send, X } from 'lucide-react'
import { useState } from 'react'
import { useI18n, type Key } from '@/i18n'
import { number } from '@/i18n/format'
import { ApiError, api, ok, once } from '@/services/api'
import { askAnew } from '@/services/query-client'
import type { Invitation, InvitationStatus, LineResult, Role } from '@/types/api.types'
import { Problem } from '@/ui/Alert'
import { Badge, Empty, Rows, TimeAgo } from '@/ui/bits'
import { Button } from '@/ui/Button'
import { Area, Choice, Form, Submit, text } from '@/ui/form'
import { More } from '@/ui/More'
import { Section } from '@/ui/Section'
import { useToasts } from '@/ui/Toast'
import { cx } from '@/ui/cx'
import { addressesIn } from './addresses'

const KEY = ['invitations']
const STATUSES: readonly InvitationStatus[] = ['pending', 'accepted', 'expired', 'cancelled']
const REFUSALS: Record<string, Key> = {
  already_invited: 'invitations.already_invited',
  already_member: 'invitations.already_member',
  invalid_email: 'invitations.invalid',
  duplicate: 'invitations.duplicate',
  rate_limited: 'invitations.too_many',
}

export function Invitations() {
  return (
    <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <List />
      <Invite />
    </div>
  )
}

function Invite() {
  const { t } = useI18n()
  const queries = useQueryClient()
  const { tell } = useToasts()
  const [results, setResults] = useState<LineResult[] | null>(null)
  const [edition, setEdition] = useState(0)

  async function invite(values: FormData) {
    const role = text(values, 'role') as Role
    const addresses = addressesIn(text(values, 'addresses'))
    const lines = addresses.length ? addresses : [text(values, 'addresses')]
    const answer = await ok(api.POST('/api/v1/invitations/bulk', { headers: once(), body: { invitations: lines.map((email) => ({ email, role })), dry_run: false } }))
    setResults(answer.results)
    if (answer.refused === 0) setEdition(edition + 1)
    tell(t('invitations.sent', { count: answer.invited }))
    await askAnew(queries, KEY)
  }

  return (
    <Section title={t('invitations.invite')} lead={t('invitations.lead')}>
      <Form key={edition} onSubmit={invite}>
        <Area name="addresses" label={t('invitations.addresses')} hint={t('invitations.addresses_hint')} dir="ltr" rows={5} spellCheck={false} />
        <Choice
          name="role"
          label={t('admin.role')}
          choices={[
            ['member', t('role.member')],
            ['admin', t('role.admin')],
          ]}
        />
        <Submit>{t('invitations.send')}</Submit>
      </Form>
      <div role="status">
      {results ? (
        <ul aria-label={t('invitations.results')} className="grid gap-1.5 text-sm">
          {results.map((line) => (
            <li key={line.line} className={cx('flex gap-2', line.outcome === 'refused' ? 'text-bad' : 'text-ok')}>
              {line.outcome === 'refused' ? <CircleAlert aria-hidden className="mt-1 size-4 shrink-0" /> : <CircleCheck aria-hidden className="mt-1 size-4 shrink-0" />}
              <span className="min-w-0">
                <bdi dir="ltr" className="break-all">
                  {line.email}
                </bdi>{' '}
                · {line.outcome === 'refused' ? t(REFUSALS[line.code ?? ''] ?? 'invitations.refused') : t('invitations.invited')}
              </span>
            </li>
          ))}
        </ul>
      ) : null}
      </div>
    </Section>
  )
}

function List() {
  const { t, tag } = useI18n()
  const { status } = useSearch({ from: '/members/admin/invitations' })
  const navigate = useNavigate({ from: '/admin/invitations' })
  const { data: stats } = useQuery({ queryKey: [...KEY, 'stats'], queryFn: ({ signal }) => ok(api.GET('/api/v1/invitations/stats', { signal })) })
  const list = useInfiniteQuery({
    queryKey: [...KEY, 'list', status],
    queryFn: ({ pageParam, signal }) => ok(api.GET('/api/v1/invitations', { params: { query: { status, limit: 50, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  })
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-label={t('admin.invitations')} className="grid gap-4">
      {stats && stats.sent > 0 ? (
        <dl className="grid grid-cols-3 gap-3">
          <Figure name={t('invitations.all')} value={number(stats.sent, tag)} />
          <Figure name={t('invitation.accepted')} value={number(stats.accepted, tag)} />
          <Figure name={t('invitations.rate')} value={stats.acceptance_rate === null ? '–' : number(stats.acceptance_rate, tag, { style: 'percent' })} />
        </dl>
      ) : null}
      <div role="group" aria-label={t('admin.status')} className="flex flex-wrap gap-2">
        {[undefined, ...STATUSES].map((one) => (
          <button
            key={one ?? 'all'}
            type="button"
            aria-pressed={one === status}
            onClick={() => void navigate({ search: { status: one } })}
            className={cx('min-h-9 rounded-full border px-3.5 text-sm', one === status ? 'border-brand bg-brand-soft font-semibold text-brand' : 'border-line bg-surface text-muted hover:border-edge hover:text-ink')}
          >
            {one ? t(`invitation.${one}`) : t('invitations.everything')}
          </button>
        ))}
      </div>
      {list.error instanceof ApiError ? <Problem error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isPending ? <Rows count={3} /> : null}
      {list.isSuccess && items.length === 0 ? (
        <Empty icon={<MailPlus />} title={t('invitations.none')}>
          {t('invitations.none_why')}
        </Empty>
      ) : null}
      {items.length ? (
        <ul className="rounded-card border border-line bg-surface shadow-card">
          {items.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} />
          ))}
        </ul>
      ) : null}
      <More has={list.hasNextPage} pending={list.isFetching} load={() => void list.fetchNextPage()} />
    </section>
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div className="rounded-card border border-line bg-surface p-4 shadow-card">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="text-2xl font-bold tabular-nums">{value}</dd>
    </div>
  )
}

const TONES = { pending: 'gold', accepted: 'ok', cancelled: 'plain', expired: 'plain' } as const

function InvitationRow({ invitation }: { invitation: Invitation }) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const { tell, unlessUndone } = useToasts()
  const [hidden, setHidden] = useState(false)
  const path = { invitation_id: invitation.id }
  const reload = () => askAnew(queries, KEY)

  async function resend() {
    try {
      await ok(api.POST('/api/v1/invitations/{invitation_id}/resend', { params: { path } }))
      tell(t('invitations.resent'))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      tell(error.message)
    }
    await reload()
  }
  function cancel() {
    setHidden(true)
    unlessUndone(
      t('invitations.cancelled'),
      () => void ok(api.DELETE('/api/v1/invitations/{invitation_id}', { params: { path } })).finally(() => reload().then(() => setHidden(false))),
      () => setHidden(false),
    )
  }
  if (hidden) return null
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b border-line p-4 last:border-0 sm:px-5">
      <div className="grid min-w-48 flex-1 leading-snug">
        <bdi dir="ltr" className="truncate text-start font-semibold">
          {invitation.email}
        </bdi>
        <span className="text-sm text-muted">
          {t(`role.${invitation.role}`)} · <bdi>{invitation.inviter.display_name}</bdi> · <TimeAgo at={invitation.created_at} />
        </span>
      </div>
      <Badge tone={TONES[invitation.status]}>{t(`invitation.${invitation.status}`)}</Badge>
      {invitation.status === 'pending' || invitation.status === 'expired' ? (
        <Button look="ghost" size="small" icon={<Send aria-hidden className="size-4 rtl:-scale-x-100" />} onClick={() => void resend()}>
          {t('invitations.resend')}
        </Button>
      ) : null}
      {invitation.status === 'pending' ? (
        <Button look="ghost" size="small" icon={<X aria-hidden className="size-4" />} onClick={cancel}>
          {t('invitations.cancel')}
        </Button>
      ) : null}
    </li>
  )
}
