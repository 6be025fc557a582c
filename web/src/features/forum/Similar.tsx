/** What was asked before, shown to who is about to ask it again. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { useSettled } from '@/app/hooks'
import { useI18n } from '@/i18n'
import { similarQuery } from './queries'

/** As long as a title has to be before it says anything. */
const TELLING = 10

export function Similar({ title }: { title: string }) {
  const { t } = useI18n()
  const asked = useSettled(title.trim(), 400)
  const enabled = asked.length >= TELLING && title.trim().length >= TELLING
  const { data = [] } = useQuery({ ...similarQuery(asked), enabled })
  const found = enabled ? data : []
  return (
    <div role="status">
      {found.length ? (
        <div className="grid gap-1 rounded-control border border-line bg-surface p-4">
          <p className="font-semibold">{t('new.similar', { count: found.length })}</p>
          <p className="text-sm text-muted">{t('new.similar_why')}</p>
          <ul>
            {found.map((topic) => (
              <li key={topic.id} className="flex min-h-9 flex-wrap items-center gap-x-3">
                <Link to="/forum/$topicId" params={{ topicId: topic.id }} className="py-1">
                  <bdi>{topic.title}</bdi>
                </Link>
                <span className="inline-flex items-center gap-1 text-sm text-muted">
                  {topic.answered ? <CircleCheck aria-hidden className="size-4 text-ok" /> : null}
                  {topic.answered ? t('forum.answered') : t('forum.replies', { count: topic.post_count })}
                </span>
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </div>
  )
}
