import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { MonitorSmartphone } from 'lucide-react'
import { useI18n } from '@/i18n'
import { ApiError, api, ok } from '@/services/api'
import { askAnew } from '@/services/query-client'
import { Problem } from '@/ui/Alert'
import { Badge, Rows, TimeAgo } from '@/ui/bits'
import { Button } from '@/ui/Button'
import { More } from '@/ui/More'
import { Section } from '@/ui/Section'
import { useToasts } from '@/ui/Toast'
import { deviceName } from './devices'

const KEY = ['sessions']

export function Sessions() {
  const { t } = useI18n()
  const queries = useQueryClient()
  const { tell } = useToasts()
  const sessions = useInfiniteQuery({
    queryKey: KEY,
    queryFn: ({ pageParam, signal }) => ok(api.GET('/api/v1/auth/sessions', { params: { query: { limit: 50, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
  const items = sessions.data?.pages.flatMap((page) => page.items) ?? []
  const reload = () => askAnew(queries, KEY)

  async function end(id: string) {
    await ok(api.DELETE('/api/v1/auth/sessions/{session_id}', { params: { path: { session_id: id } } }))
    await reload()
    tell(t('sessions.ended'))
  }
  async function endOthers() {
    await ok(api.DELETE('/api/v1/auth/sessions'))
    await reload()
    tell(t('sessions.others_ended'))
  }

  return (
    <Section title={t('settings.sessions')} lead={t('sessions.lead')}>
      {sessions.error instanceof ApiError ? <Problem error={sessions.error} retry={() => void sessions.refetch()} /> : null}
      {sessions.isPending ? <Rows count={2} /> : null}
      <ul className="grid gap-3">
        {items.map((session) => (
          <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-control border border-line p-4">
            <MonitorSmartphone aria-hidden className="size-6 text-muted" />
            <div className="grid min-w-0 flex-1 leading-snug">
              <span className="flex flex-wrap items-center gap-2 font-semibold">
                <bdi>{deviceName(session.device) || t('sessions.unknown')}</bdi>
                {session.current ? <Badge tone="ok">{t('sessions.this')}</Badge> : null}
              </span>
              <span className="text-sm text-muted">
                <bdi dir="ltr">{session.address}</bdi> · {t('sessions.used')} <TimeAgo at={session.last_used_at} />
              </span>
            </div>
            {session.current ? null : (
              <Button look="quiet" size="small" onClick={() => void end(session.id)}>
                {t('sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <More has={sessions.hasNextPage} pending={sessions.isFetching} load={() => void sessions.fetchNextPage()} />
      {items.length > 1 ? (
        <Button look="danger" className="justify-self-start" onClick={() => void endOthers()}>
          {t('sessions.end_others')}
        </Button>
      ) : null}
    </Section>
  )
}
