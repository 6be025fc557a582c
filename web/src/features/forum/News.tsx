/** What came into a thread since somebody was here last: told above it, with the way there, and marked where it stands. */
import { ArrowDown } from 'lucide-react'
import { createContext, useContext, useState } from 'react'
import { useI18n } from '@/i18n'
import type { Post, PostSort, Topic } from '@/types/api.types'
import { Button } from '@/ui/Button'

interface News {
  count: number
  from: number
  to: number
}
const NONE: News = { count: 0, from: Infinity, to: 0 }
/** Which replies are new, by their numbers. */
export const NewOnes = createContext(NONE)
export const useIsNew = ({ seq, deleted }: Post): boolean => {
  const { from, to } = useContext(NewOnes)
  return !deleted && from <= seq && seq <= to
}

export const highest = (post: Post): number => Math.max(post.seq, ...post.replies.items.map(highest))
export const flat = (posts: Post[]): Post[] => posts.flatMap((post) => [post, ...flat(post.replies.items)])

/** What was new when the page was opened, which stays so when it counts as read; known once the newest is on the page. */
export function useNews(topic: Topic, items: Post[], known: boolean): News {
  const [news, setNews] = useState(NONE)
  const { unread_count: unread } = topic.viewer
  const last = Math.max(0, ...items.map(highest))
  if (!news.count && unread) setNews({ ...NONE, count: unread })
  else if (news.count && !news.to && known && last) setNews({ count: news.count, from: last - news.count + 1, to: last })
  return news
}

export function NewsLine({ news, items, sort, onNewest }: { news: News; items: Post[]; sort: PostSort; onNewest: () => void }) {
  const { t } = useI18n()
  const { count, from, to } = news
  if (!count) return null
  const first = flat(items).filter(({ seq, deleted }) => !deleted && from <= seq && seq <= to).sort((one, other) => one.seq - other.seq)[0]

  function go() {
    const post = document.getElementById(`post-${first?.id}`)
    post?.focus({ preventScroll: true })
    post?.scrollIntoView({ block: 'center' })
  }
  return (
    <p data-chrome className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-control bg-brand-soft px-4 py-2.5 text-brand">
      <span className="font-medium">{t('topic.since', { count })}</span>
      {first ? (
        <Button look="quiet" size="small" icon={<ArrowDown aria-hidden className="size-4" />} onClick={go}>
          {t('topic.to_first')}
        </Button>
      ) : sort === 'newest' ? null : (
        <Button look="quiet" size="small" onClick={onNewest}>
          {t('topic.newest_up')}
        </Button>
      )}
    </p>
  )
}
