import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useI18n } from '@/i18n'
import { bytes } from '@/i18n/format'
import { ApiError, api, ok } from '@/services/api'
import type { StatsRange } from '@/types/api.types'
import { Problem } from '@/ui/Alert'
import { Card, Rows } from '@/ui/bits'
import { Meter, Shares, Tile } from '@/ui/charts'
import { cx } from '@/ui/cx'

const RANGES: readonly StatsRange[] = ['7d', '30d', '90d', 'all']

export function Statistics() {
  const { t, tag } = useI18n()
  const { range = '30d' } = useSearch({ from: '/members/admin/statistics' })
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['statistics', range],
    queryFn: ({ signal }) => ok(api.GET('/api/v1/organizations/stats', { params: { query: { range } }, signal })),
    placeholderData: keepPreviousData,
  })
  return (
    <div className="grid gap-6">
      <nav aria-label={t('stats.range')} className="flex gap-1 justify-self-start rounded-control border border-line bg-surface p-1">
        {RANGES.map((one) => (
          <Link
            key={one}
            to="/admin/statistics"
            search={{ range: one === '30d' ? undefined : one }}
            aria-current={one === range ? 'true' : undefined}
            className={cx('inline-flex min-h-9 items-center rounded-lg px-3 text-sm font-medium no-underline', one === range ? 'bg-brand-soft text-brand' : 'text-muted hover:text-ink')}
          >
            {t(`stats.${one}`)}
          </Link>
        ))}
      </nav>
      {error instanceof ApiError ? <Problem error={error} retry={() => void refetch()} /> : null}
      {isPending ? <Rows count={3} /> : null}
      {data ? (
        <>
          <dl className="grid grid-cols-2 gap-4 lg:grid-cols-4">
            <Tile name={t('stats.active_users')} value={data.active_users} note={t('stats.of', { count: data.users.total })} />
            <Tile name={t('stats.topics')} value={data.topics} />
            <Tile name={t('stats.posts')} value={data.posts} />
            <Tile name={t('stats.people')} value={data.users.total} />
          </dl>
          <div className="grid gap-4 lg:grid-cols-2">
            <Card className="p-5 sm:p-6">
              <Shares
                label={t('stats.roles')}
                parts={[
                  { name: t('stats.admins'), value: data.users.admins, colour: 'var(--brand)' },
                  { name: t('stats.members'), value: data.users.members, colour: 'var(--gold-fill)' },
                ]}
              />
            </Card>
            <Card className="p-5 sm:p-6">
              <Shares
                label={t('stats.access')}
                parts={[
                  { name: t('status.active'), value: data.users.active, colour: 'var(--ok)' },
                  { name: t('status.inactive'), value: data.users.inactive, colour: 'var(--edge)' },
                ]}
              />
            </Card>
          </div>
          <Card className="p-5 sm:p-6">
            <Meter label={t('stats.storage')} value={data.storage.used} most={data.storage.quota} text={t('stats.storage_of', { used: bytes(data.storage.used, tag), quota: bytes(data.storage.quota, tag) })} />
          </Card>
        </>
      ) : null}
    </div>
  )
}
