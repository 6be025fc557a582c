/** What is new, under the bell. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CheckCheck } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useI18n } from '@/i18n'
import { ApiError } from '@/services/api'
import { Problem } from '@/ui/Alert'
import { Skeleton } from '@/ui/bits'
import { IconButton } from '@/ui/Button'
import { useToasts } from '@/ui/Toast'
import { Item } from './Item'
import { notificationsQuery, readAll, unreadQuery } from './queries'

const SHOWN = 6

export default function Panel({ onClose }: { onClose: () => void }) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const { tell } = useToasts()
  const heading = useRef<HTMLHeadingElement>(null)
  const { data: count = 0 } = useQuery(unreadQuery)
  const list = useInfiniteQuery({ ...notificationsQuery(), refetchOnMount: 'always' })
  const items = (list.data?.pages[0]?.items ?? []).slice(0, SHOWN)
  useEffect(() => heading.current?.focus(), [])

  return (
    <>
      <div className="flex min-h-14 items-center justify-between gap-2 border-b border-line ps-4 pe-2">
        <h2 ref={heading} tabIndex={-1} className="text-lg focus:outline-none">
          {t('notes.title')}
        </h2>
        {count ? (
          <IconButton label={t('notes.read_all')} onClick={() => void readAll(queries).catch(() => tell(t('notes.failed')))}>
            <CheckCheck aria-hidden className="size-5" />
          </IconButton>
        ) : null}
      </div>
      <div className="max-h-[min(32rem,65dvh)] overflow-y-auto">
        {list.error instanceof ApiError ? (
          <div className="p-3">
            <Problem error={list.error} retry={() => void list.refetch()} />
          </div>
        ) : null}
        {list.isPending ? <Skeleton className="p-4" lines={4} /> : null}
        {list.isSuccess && items.length === 0 ? <p className="p-6 text-center text-pretty text-muted">{t('notes.none_why')}</p> : null}
        <ul>
          {items.map((item) => (
            <Item key={item.id} item={item} onOpen={onClose} />
          ))}
        </ul>
      </div>
      <p className="border-t border-line p-2 text-center">
        <Link to="/notifications" onClick={onClose} className="inline-flex min-h-10 w-full items-center justify-center rounded-lg font-semibold no-underline hover:bg-sunk">
          {t('notes.show_all')}
        </Link>
      </p>
    </>
  )
}
