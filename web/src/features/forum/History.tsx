/** What became of somebody's words: each edit with what was taken out and put in, the newest first. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useI18n } from '@/i18n'
import { ApiError, api, ok } from '@/services/api'
import type { Edit } from '@/types/api.types'
import { Problem } from '@/ui/Alert'
import { Rows, TimeAgo } from '@/ui/bits'
import { Dialog } from '@/ui/Dialog'
import { More } from '@/ui/More'

const LOOKS = {
  kept: '',
  removed: 'bg-bad-soft text-bad line-through decoration-1',
  added: 'bg-ok-soft text-ok no-underline font-medium',
} as const

export default function History({ kind, id, onClose }: { kind: 'topic' | 'post'; id: string; onClose: () => void }) {
  const { t } = useI18n()
  const edits = useInfiniteQuery({
    queryKey: ['history', id],
    queryFn: ({ pageParam, signal }) => {
      const query = { limit: 10, cursor: pageParam }
      return kind === 'topic'
        ? ok(api.GET('/api/v1/forums/topics/{topic_id}/history', { params: { path: { topic_id: id }, query }, signal }))
        : ok(api.GET('/api/v1/forums/posts/{post_id}/history', { params: { path: { post_id: id }, query }, signal }))
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 0,
  })
  const items = edits.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Dialog title={t('history.title')} onClose={onClose} wide>
      {edits.error instanceof ApiError ? <Problem error={edits.error} retry={() => void edits.refetch()} /> : null}
      {edits.isPending ? <Rows count={2} /> : null}
      {edits.isSuccess && !items.length ? <p className="text-muted">{t('history.none')}</p> : null}
      <ol className="grid gap-5">
        {items.map((edit) => (
          <One key={edit.id} edit={edit} />
        ))}
      </ol>
      <More has={edits.hasNextPage} pending={edits.isFetching} load={() => void edits.fetchNextPage()} />
    </Dialog>
  )
}

function One({ edit }: { edit: Edit }) {
  const { t } = useI18n()
  return (
    <li className="grid gap-2">
      <p className="flex flex-wrap items-baseline gap-x-2 text-sm text-muted">
        <bdi className="font-semibold text-ink">{edit.editor.display_name}</bdi>
        <TimeAgo at={edit.edited_at} />
      </p>
      {edit.differences.map(({ field, pieces }) => (
        <div key={field} className="grid gap-1">
          {field === 'title' ? <p className="text-sm text-muted">{t('new.question')}</p> : null}
          <p dir="auto" className="rounded-control border border-line bg-ground p-3 whitespace-pre-wrap [overflow-wrap:anywhere]">
            {pieces.map(({ kind, text }, index) => {
              if (kind === 'kept') return <span key={index}>{text}</span>
              const Tag = kind === 'removed' ? 'del' : 'ins'
              return (
                <Tag key={index} className={LOOKS[kind]}>
                  <span className="sr-only">{t(kind === 'removed' ? 'history.removed' : 'history.added')} </span>
                  {text}
                </Tag>
              )
            })}
          </p>
        </div>
      ))}
    </li>
  )
}
