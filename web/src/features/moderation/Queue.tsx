/** What was reported: those who look after the place read it where it stands, decide, and say why. */
import { keepPreviousData, useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Ban, CircleCheck, Flag, ShieldCheck, Trash2, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useAuth, useMe } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { ApiError, api, ok } from '@/services/api'
import { askAnew } from '@/services/query-client'
import type { Complaint, Outcome, Page, Report } from '@/types/api.types'
import { Problem } from '@/ui/Alert'
import { Badge, Card, Empty, Rows, TimeAgo, Title } from '@/ui/bits'
import { Button } from '@/ui/Button'
import { cx } from '@/ui/cx'
import { More } from '@/ui/More'
import { OnlyFor } from '@/ui/OnlyFor'
import { useToasts } from '@/ui/Toast'
import { LookingAfter } from './LookingAfter'
import ReasonDialog from './ReasonDialog'
import { COMPLAINTS } from './ReportDialog'

const OUTCOMES: readonly (readonly [Outcome, typeof Ban])[] = [
  ['dismissed', Ban],
  ['warned', TriangleAlert],
  ['removed', Trash2],
]

export function Queue() {
  const { t } = useI18n()
  const { isAdmin, isOperator } = useAuth()
  if (!isAdmin && !isOperator) return <OnlyFor whom={t('moderation.only')} why={t('moderation.only_why')} />
  return <Reports />
}

function Reports() {
  const { t } = useI18n()
  const { isOperator } = useAuth()
  const { organization } = useMe()
  const search = useSearch({ from: '/members/moderation' })
  const navigate = useNavigate({ from: '/moderation' })
  const status = search.status ?? 'open'
  const reports = useInfiniteQuery({
    queryKey: ['reports', status, search.reason ?? ''],
    queryFn: ({ pageParam, signal }) =>
      ok(
        api.GET('/api/v1/moderation/reports', {
          params: { query: { status, reason: search.reason as Complaint | undefined, sort: status === 'open' ? 'oldest' : 'newest', limit: 20, cursor: pageParam, count: true } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  })
  const items = reports.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <div className="mx-auto grid max-w-3xl gap-6">
      <Title name={t('moderation.title')} lead={isOperator ? t('moderation.lead_all') : t('moderation.lead_own', { name: organization.name })} />
      <LookingAfter />
      <div className="flex flex-wrap items-center justify-between gap-3">
        <nav aria-label={t('moderation.state')} className="flex gap-1 rounded-control border border-line bg-surface p-1">
          {(['open', 'resolved'] as const).map((one) => (
            <Link
              key={one}
              to="/moderation"
              search={{ ...search, status: one === 'open' ? undefined : one }}
              aria-current={one === status ? 'true' : undefined}
              className={cx('inline-flex min-h-9 items-center rounded-lg px-3 text-sm font-medium whitespace-nowrap no-underline', one === status ? 'bg-brand-soft text-brand' : 'text-muted hover:text-ink')}
            >
              {t(`moderation.${one}`)}
            </Link>
          ))}
        </nav>
        <select
          aria-label={t('moderation.filter')}
          className="control max-w-60"
          value={search.reason ?? ''}
          onChange={(event) => void navigate({ search: { ...search, reason: COMPLAINTS.find((one) => one === event.target.value) } })}
        >
          <option value="">{t('moderation.every_reason')}</option>
          {COMPLAINTS.map((one) => (
            <option key={one} value={one}>
              {t(`complaint.${one}`)}
            </option>
          ))}
        </select>
      </div>
      {reports.error instanceof ApiError ? <Problem error={reports.error} retry={() => void reports.refetch()} /> : null}
      {reports.isPending ? <Rows count={3} /> : null}
      {reports.isSuccess && !items.length ? (
        <Empty icon={<ShieldCheck />} title={t(status === 'open' ? 'moderation.none_open' : 'moderation.none_resolved')}>
          {status === 'open' ? t('moderation.none_open_why') : null}
        </Empty>
      ) : null}
      <ul aria-busy={reports.isPlaceholderData} className="grid gap-4 aria-busy:opacity-60">
        {items.map((report) => (
          <One key={report.id} report={report} />
        ))}
      </ul>
      <More has={reports.hasNextPage} pending={reports.isFetching} load={() => void reports.fetchNextPage()} />
    </div>
  )
}

function One({ report }: { report: Report }) {
  const { t } = useI18n()
  const { user } = useMe()
  const { tell } = useToasts()
  const queries = useQueryClient()
  const [deciding, setDeciding] = useState<Outcome | null>(null)
  const own = report.author.id === user.id

  async function decide(outcome: Outcome, reason: string) {
    await ok(api.POST('/api/v1/moderation/reports/{report_id}/resolve', { params: { path: { report_id: report.id } }, body: { outcome, reason } }))
    queries.setQueriesData<InfiniteData<Page<Report>>>({ queryKey: ['reports', 'open'] }, (data) =>
      data ? { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.filter(({ id }) => id !== report.id) })) } : data,
    )
    tell(t(`moderation.was_${outcome}`))
    for (const key of ['reports', 'topics', 'topic', 'posts', 'post']) void askAnew(queries, [key])
  }

  return (
    <Card as="li" className="grid gap-4 p-5 sm:p-6" aria-labelledby={`report-${report.id}`}>
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone="bad" icon={<Flag aria-hidden className="size-3.5" />}>
          {t(`complaint.${report.reason}`)}
        </Badge>
        <Badge>{t(`report.of_${report.target_type}`)}</Badge>
        {report.outcome ? (
          <Badge tone={report.outcome === 'dismissed' ? 'plain' : 'gold'} icon={<CircleCheck aria-hidden className="size-3.5" />}>
            {t(`outcome.${report.outcome}`)}
          </Badge>
        ) : null}
        <span className="ms-auto text-sm text-muted">
          <TimeAgo at={report.created_at} />
        </span>
      </div>
      <div className="grid gap-1">
        <h2 id={`report-${report.id}`} className="text-lg">
          {report.deleted ? (
            <bdi>{report.topic_title}</bdi>
          ) : (
            <Link to="/forum/$topicId" params={{ topicId: report.topic_id }} hash={report.target_type === 'post' ? `post-${report.target_id}` : undefined}>
              <bdi>{report.topic_title}</bdi>
            </Link>
          )}
        </h2>
        <p className="text-sm text-muted">
          {t('moderation.by')} <bdi className="font-medium text-ink">{report.author.display_name}</bdi> · <bdi>{report.author.organization.name}</bdi>
        </p>
      </div>
      <blockquote dir="auto" className={cx('keeps-side rounded-control border border-line bg-ground p-3 [overflow-wrap:anywhere]', report.deleted && 'text-muted line-through')}>
        {report.excerpt}
      </blockquote>
      {report.details || report.reporter ? (
        <div className="grid gap-1">
          {report.reporter ? (
            <p className="text-sm text-muted">
              {t('moderation.reported_by')} <bdi className="font-medium text-ink">{report.reporter.display_name}</bdi>
            </p>
          ) : null}
          {report.details ? (
            <p dir="auto" className="keeps-side whitespace-pre-wrap [overflow-wrap:anywhere]">
              {report.details}
            </p>
          ) : null}
        </div>
      ) : null}
      {report.status === 'resolved' ? (
        <div className="grid gap-1 rounded-control bg-sunk p-3">
          {report.resolved_by ? (
            <p className="flex flex-wrap gap-x-2 text-sm text-muted">
              <bdi className="font-medium text-ink">{report.resolved_by.display_name}</bdi>
              {report.resolved_at ? <TimeAgo at={report.resolved_at} /> : null}
            </p>
          ) : null}
          <p dir="auto" className="keeps-side whitespace-pre-wrap">
            {report.resolution}
          </p>
        </div>
      ) : own ? (
        <p className="text-sm text-muted">{t('moderation.own')}</p>
      ) : (
        <div className="flex flex-wrap gap-2 border-t border-line pt-4">
          {OUTCOMES.map(([outcome, Icon]) => (
            <Button key={outcome} size="small" look={outcome === 'removed' ? 'danger' : 'quiet'} icon={<Icon aria-hidden className="size-4" />} onClick={() => setDeciding(outcome)}>
              {t(`moderation.do_${outcome}`)}
            </Button>
          ))}
        </div>
      )}
      {deciding ? (
        <ReasonDialog
          title={t(`moderation.do_${deciding}`)}
          lead={t(`moderation.lead_${deciding}`)}
          yes={t(`moderation.do_${deciding}`)}
          harsh={deciding === 'removed'}
          act={(reason) => decide(deciding, reason)}
          onClose={() => setDeciding(null)}
        />
      ) : null}
    </Card>
  )
}
