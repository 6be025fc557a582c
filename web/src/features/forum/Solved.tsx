/** Asks a topic's author whether a reply solved it: in the thread, once for what came until now. */
import { ArrowDown, CircleHelp } from 'lucide-react'
import { useState } from 'react'
import { useAuth } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { keep, kept, own } from '@/lib/storage'
import type { Post, Topic } from '@/types/api.types'
import { Button } from '@/ui/Button'
import { flat } from './News'

const NAME = 'not-yet'
/** So many topics are remembered. */
const MOST = 50
/** A topic, and when the newest reply came that didn't solve it. */
type Unsolved = [topicId: string, until: number]

function unsolved(): Unsolved[] {
  try {
    const all: unknown = JSON.parse(kept(own(NAME)) ?? '[]')
    return Array.isArray(all) ? (all as Unsolved[]).filter((one) => Array.isArray(one)) : []
  } catch {
    return []
  }
}
const putAway = (topicId: string, until: number): void => keep(own(NAME), JSON.stringify([[topicId, until], ...unsolved().filter(([id]) => id !== topicId)].slice(0, MOST)))

export function Solved({ topic, items }: { topic: Topic; items: Post[] }) {
  const { t } = useI18n()
  const { user } = useAuth()
  const [until, setUntil] = useState(() => unsolved().find(([id]) => id === topic.id)?.[1] ?? 0)
  const own = topic.author.id === user?.id && topic.viewer.can_mark_best && !topic.best_answer_id
  const theirs = own ? flat(items).filter(({ author, deleted }) => !deleted && author.id !== user.id) : []
  const last = topic.last_post?.author.id === user?.id ? null : topic.last_post // it may not be loaded yet
  const newest = Math.max(...[...theirs, ...(last ? [last] : [])].map(({ created_at: at }) => Date.parse(at)))
  const [first] = theirs
  if (!first || newest <= until) return null

  function look(id: string) {
    const place = document.getElementById(id)
    place?.focus({ preventScroll: true })
    place?.scrollIntoView({ block: 'center' })
  }
  function notYet() {
    putAway(topic.id, newest)
    setUntil(newest)
    look('replies')
  }
  return (
    <section data-chrome aria-labelledby="solved" className="flex flex-wrap items-center gap-x-4 gap-y-3 rounded-card border border-line bg-surface p-4 sm:px-5">
      <CircleHelp aria-hidden className="size-6 shrink-0 self-start text-ok rtl:-scale-x-100" />
      <div className="grid min-w-0 flex-1 basis-64 gap-0.5">
        <h3 id="solved" className="text-base">
          {t('solved.title')}
        </h3>
        <p className="text-sm text-pretty text-muted">{t('solved.how', { button: t('post.mark_best') })}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button look="ghost" size="small" onClick={notYet}>
          {t('solved.not_yet')}
        </Button>
        <Button look="quiet" size="small" icon={<ArrowDown aria-hidden className="size-4" />} onClick={() => look(`post-${first.id}`)}>
          {t('solved.look')}
        </Button>
      </div>
    </section>
  )
}
