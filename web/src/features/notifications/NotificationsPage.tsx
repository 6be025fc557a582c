/** Everything that is new and was new, day by day. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { BellOff, CheckCheck, PartyPopper, Settings } from 'lucide-react'
import { useI18n } from '@/i18n'
import { number } from '@/i18n/format'
import { ApiError } from '@/services/api'
import { Problem } from '@/ui/Alert'
import { Empty, Rows, Title } from '@/ui/bits'
import { Button, ButtonLink } from '@/ui/Button'
import { More } from '@/ui/More'
import { cx } from '@/ui/cx'
import { useToasts } from '@/ui/Toast'
import { Item } from './Item'
import { byDay, type Day } from './days'
import { notificationsQuery, readAll, unreadQuery } from './queries'

export function NotificationsPage() {
  const { t, tag } = useI18n()
  const queries = useQueryClient()
  const { tell } = useToasts()
  const { unread } = useSearch({ from: '/members/notifications' })
  const { data: count = 0 } = useQuery(unreadQuery)
  const list = useInfiniteQuery(notificationsQuery(unread === 'yes'))
  const items = list.data?.pages.flatMap((page) => page.items) ?? []

  async function all() {
    try {
      await readAll(queries)
      tell(t('notes.all_read'))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      tell(t('notes.failed'))
    }
  }

  return (
    <div className="mx-auto grid max-w-3xl gap-5">
      <Title
        name={t('notes.title')}
        lead={count ? t('notes.unread', { count }) : t('notes.none_unread')}
        action={
          <div className="flex flex-wrap gap-2">
            {count ? (
              <Button look="quiet" size="small" icon={<CheckCheck aria-hidden className="size-4" />} onClick={() => void all()}>
                {t('notes.read_all')}
              </Button>
            ) : null}
            <ButtonLink to="/settings/notifications" look="ghost" size="small" icon={<Settings aria-hidden className="size-4" />}>
              {t('notes.preferences')}
            </ButtonLink>
          </div>
        }
      />
      <nav aria-label={t('notes.show')} className="flex gap-1 justify-self-start rounded-control border border-line bg-surface p-1">
        {([undefined, 'yes'] as const).map((one) => (
          <Link
            key={one ?? 'all'}
            to="/notifications"
            search={{ unread: one }}
            aria-current={one === unread ? 'true' : undefined}
            className={cx('inline-flex min-h-9 items-center gap-2 rounded-lg px-3 text-sm font-medium no-underline', one === unread ? 'bg-brand-soft text-brand' : 'text-muted hover:text-ink')}
          >
            {one ? t('notes.only_unread') : t('notes.everything')}
            {one && count ? <span className="tabular-nums">{number(count, tag)}</span> : null}
          </Link>
        ))}
      </nav>
      {list.error instanceof ApiError ? <Problem error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isPending ? <Rows count={4} /> : null}
      {list.isSuccess && items.length === 0 ? (
        unread ? (
          <Empty icon={<PartyPopper />} title={t('notes.none_unread')}>
            {t('notes.none_unread_why')}
          </Empty>
        ) : (
          <Empty icon={<BellOff />} title={t('notes.none')} action={<ButtonLink to="/forum" look="quiet">{t('not_found.forum')}</ButtonLink>}>
            {t('notes.none_why')}
          </Empty>
        )
      ) : null}
      {byDay(items).map((day) => (
        <section key={day.key} aria-labelledby={day.key} className="grid gap-2">
          <h2 id={day.key} className="text-base text-muted">
            <DayName day={day} />
          </h2>
          <ul className="overflow-hidden rounded-card border border-line bg-surface shadow-card">
            {day.items.map((item) => (
              <Item key={item.id} item={item} />
            ))}
          </ul>
        </section>
      ))}
      <More has={list.hasNextPage} pending={list.isFetching} load={() => void list.fetchNextPage()} />
    </div>
  )
}

function DayName({ day: { key, ago } }: { day: Day }) {
  const { t, tag } = useI18n()
  if (ago === 0) return <>{t('notes.today')}</>
  if (ago === 1) return <>{t('notes.yesterday')}</>
  return <>{new Intl.DateTimeFormat(tag, { weekday: 'long', day: 'numeric', month: 'long', year: ago > 300 ? 'numeric' : undefined }).format(new Date(key))}</>
}
