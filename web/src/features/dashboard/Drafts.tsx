/** What one began to write, and where to go on with it. */
import { Link, type LinkProps } from '@tanstack/react-router'
import { useI18n } from '@/i18n'
import type { Draft } from '@/types/api.types'
import { Badge, TimeAgo } from '@/ui/bits'

/** Where a draft of this name is written on: `topic:new:…`, `reply:<topic>`; none for what this client doesn't write. */
export function placeOf(key: string): Pick<LinkProps, 'to' | 'params'> | null {
  const [kind, id] = key.split(':')
  if (kind === 'topic') return { to: '/forum/new' }
  if (kind === 'reply' && id) return { to: '/forum/$topicId', params: { topicId: id } }
  return null
}

/** Its first words. */
export function wordsOf({ body }: Pick<Draft, 'body'>): string {
  const found = [body.title, body.body, body.text].find((one): one is string => typeof one === 'string' && one.trim() !== '')
  return (found ?? '').trim().slice(0, 120)
}

export function Drafts({ drafts }: { drafts: Draft[] }) {
  const { t } = useI18n()
  return (
    <ul className="pb-2">
      {drafts.map((draft) => {
        const place = placeOf(draft.key)
        const words = wordsOf(draft) || t('dash.draft_untitled')
        return (
          <li key={draft.key} className="group relative grid gap-0.5 px-5 py-2.5 hover:bg-ground">
            <h3 dir="auto" className="keeps-side truncate text-base leading-snug font-semibold">
              {place ? (
                <Link {...(place as LinkProps)} className="text-ink no-underline group-hover:text-brand after:absolute after:inset-0">
                  {words}
                </Link>
              ) : (
                words
              )}
            </h3>
            <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted">
              <Badge>{t(draft.key.startsWith('reply') ? 'post.reply' : 'new.title')}</Badge>
              <TimeAgo at={draft.updated_at} />
            </p>
          </li>
        )
      })}
    </ul>
  )
}
