/** Who did what, the newest first: in the organization for its admins, everywhere for operators. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import { useAuth } from '@/contexts/AuthContext'
import { LookingAfter } from '@/features/moderation/LookingAfter'
import { useI18n } from '@/i18n'
import { dateTime } from '@/i18n/format'
import { ApiError, api, ok } from '@/services/api'
import type { AuditEntry } from '@/types/api.types'
import { Problem } from '@/ui/Alert'
import { Empty, Rows, Title } from '@/ui/bits'
import { More } from '@/ui/More'
import { OnlyFor } from '@/ui/OnlyFor'
import { useActionName, ACTIONS } from './actions'

const OWN = '/api/v1/organizations/me/audit'
const EVERYWHERE = '/api/v1/admin/audit'

export function Audit() {
  const { t } = useI18n()
  const { action } = useSearch({ from: '/members/admin/audit' })
  const navigate = useNavigate({ from: '/admin/audit' })
  return <Log of={OWN} lead={t('audit.lead')} asked={action} onAsk={(wanted) => void navigate({ search: { action: wanted } })} />
}

export function WholeAudit() {
  const { t } = useI18n()
  const { isOperator } = useAuth()
  const { action } = useSearch({ from: '/members/moderation/audit' })
  const navigate = useNavigate({ from: '/moderation/audit' })
  if (!isOperator) return <OnlyFor whom={t('audit.only')} why={t('audit.only_why')} />
  return (
    <div className="grid gap-6">
      <Title name={t('admin.audit')} />
      <LookingAfter />
      <Log of={EVERYWHERE} lead={t('audit.lead_all')} asked={action} onAsk={(wanted) => void navigate({ search: { action: wanted } })} />
    </div>
  )
}

interface LogProps {
  of: typeof OWN | typeof EVERYWHERE
  lead: string
  asked?: string
  onAsk: (action?: string) => void
}

function Log({ of, lead, asked, onAsk }: LogProps) {
  const { t } = useI18n()
  const action = ACTIONS.find((one) => one === asked)
  const named = useActionName()
  const entries = useInfiniteQuery({
    queryKey: ['audit', of, action],
    queryFn: ({ pageParam, signal }) => ok(api.GET(of, { params: { query: { action, limit: 50, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  })
  const items = entries.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-xl text-muted">{lead}</p>
        <label>
          <span className="sr-only">{t('audit.action')}</span>
          <select className="control" value={action ?? ''} onChange={(event) => onAsk(event.target.value || undefined)}>
            <option value="">{t('audit.all')}</option>
            {ACTIONS.map((one) => (
              <option key={one} value={one}>
                {named(one)}
              </option>
            ))}
          </select>
        </label>
      </div>
      {entries.error instanceof ApiError ? <Problem error={entries.error} retry={() => void entries.refetch()} /> : null}
      {entries.isPending ? <Rows count={4} /> : null}
      {entries.isSuccess && items.length === 0 ? <Empty icon={<ScrollText />} title={t('audit.none')} /> : null}
      {items.length ? (
        <div className="overflow-hidden rounded-card border border-line bg-surface shadow-card">
          <table aria-label={t('admin.audit')} className="w-full text-start max-sm:block">
            <thead className="bg-sunk text-sm text-muted max-sm:sr-only">
              <tr>
                <th scope="col" className="px-4 py-3 text-start font-semibold">{t('audit.when')}</th>
                <th scope="col" className="px-4 py-3 text-start font-semibold">{t('audit.who')}</th>
                <th scope="col" className="px-4 py-3 text-start font-semibold">{t('audit.what')}</th>
                <th scope="col" className="px-4 py-3 text-start font-semibold">{t('audit.where')}</th>
              </tr>
            </thead>
            <tbody className="max-sm:block">
              {items.map((entry) => (
                <Entry key={entry.id} entry={entry} what={named(entry.action)} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      <More has={entries.hasNextPage} pending={entries.isFetching} load={() => void entries.fetchNextPage()} />
    </div>
  )
}

function Entry({ entry, what }: { entry: AuditEntry; what: string }) {
  const { t, tag } = useI18n()
  const about = entry.subject && entry.subject.id !== entry.actor?.id ? entry.subject.display_name : null
  return (
    <tr className="border-t border-line align-top max-sm:grid max-sm:gap-0.5 max-sm:px-4 max-sm:py-3 max-sm:first:border-0">
      <td className="[overflow-wrap:anywhere] sm:px-4 sm:py-3 text-sm whitespace-nowrap text-muted tabular-nums">
        <time dateTime={entry.at}>{dateTime(entry.at, tag)}</time>
      </td>
      <td className="[overflow-wrap:anywhere] sm:px-4 sm:py-3">
        <bdi>{entry.actor?.display_name ?? t('audit.nobody')}</bdi>
      </td>
      <td className="[overflow-wrap:anywhere] sm:px-4 sm:py-3">
        {what}
        {about ? (
          <>
            {' '}
            · <bdi>{about}</bdi>
          </>
        ) : null}
      </td>
      <td className="[overflow-wrap:anywhere] sm:px-4 sm:py-3 text-sm text-muted">
        <bdi dir="ltr">{entry.network}</bdi>
      </td>
    </tr>
  )
}
