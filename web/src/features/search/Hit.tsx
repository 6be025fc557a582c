/** One thing that was found: a topic, or a reply in it, with the words that were asked for marked. */
import { Link } from '@tanstack/react-router'
import { CircleCheck, CornerDownRight, MessageCircle } from 'lucide-react'
import { CategoryLabel } from '@/features/forum/parts'
import { useI18n } from '@/i18n'
import { number } from '@/i18n/format'
import type { SearchHit } from '@/types/api.types'
import { Badge, TimeAgo } from '@/ui/bits'
import { Marked } from './Marked'

export const placeOf = ({ topic, post_id }: SearchHit) => ({ to: '/forum/$topicId', params: { topicId: topic.id }, hash: post_id ? `post-${post_id}` : undefined }) as const

export function Hit({ hit, onOpen }: { hit: SearchHit; onOpen: () => void }) {
  const { t, tag } = useI18n()
  const { topic, highlight } = hit
  return (
    <li data-entry className="group relative grid gap-1.5 border-b border-line p-4 last:border-0 focus-within:bg-ground hover:bg-ground sm:px-5">
      <div className="flex flex-wrap gap-2 empty:hidden">
        {hit.post_id ? <Badge icon={<CornerDownRight aria-hidden className="size-3.5 rtl:-scale-x-100" />}>{t('search.in_reply')}</Badge> : null}
        {topic.answered ? <Badge tone="ok" icon={<CircleCheck aria-hidden className="size-3.5" />}>{t('forum.answered')}</Badge> : null}
        {topic.visibility === 'organization' ? <Badge tone="brand">{t('forum.internal')}</Badge> : null}
      </div>
      <h2 className="text-lg leading-snug">
        <Link {...placeOf(hit)} data-hit onClick={onOpen} className="text-ink no-underline group-hover:text-brand covering">
          <bdi>
            <Marked html={highlight.title} />
          </bdi>
        </Link>
      </h2>
      <p dir="auto" className="keeps-side line-clamp-3 text-pretty text-muted">
        <Marked html={highlight.body} />
      </p>
      <div className="mt-0.5 flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
        <CategoryLabel category={topic.category} />
        <span className="min-w-0">
          <bdi>{topic.author.display_name}</bdi> · <bdi>{topic.organization.name}</bdi>
        </span>
        {topic.tags.length ? (
          <span className="min-w-0">
            {topic.tags.map((one) => (
              <bdi key={one} className="me-2">
                #{one}
              </bdi>
            ))}
          </span>
        ) : null}
        <TimeAgo at={topic.created_at} />
        <span className="inline-flex items-center gap-1 tabular-nums" title={t('forum.replies', { count: topic.post_count })}>
          <MessageCircle aria-hidden className="size-4" />
          <span aria-hidden>{number(topic.post_count, tag)}</span>
          <span className="sr-only">{t('forum.replies', { count: topic.post_count })}</span>
        </span>
      </div>
    </li>
  )
}
