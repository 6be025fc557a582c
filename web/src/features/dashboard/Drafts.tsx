/** What one began to write, and where to go on with it. */
import { Link, type LinkProps } from '@tanstack/react-router'
import { useI18n } from '@/i18n'
import type { Draft } from '@/types/api.types'
import { Badge, TimeAgo } from '@/ui/bits'

const said = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Where a draft is gone on with; none for what this client doesn't write. */
export function placeOf({ key, body }: Pick<Draft, 'key' | 'body'>): LinkProps | null {
  const [kind, first, second] = key.split(':')
  if (kind === 'topic') return { to: '/forum/new', search: { draft: second } } as LinkProps
  const topic = said(body.topic_id) || (kind === 'reply' ? first : '')
  if (!topic || (kind !== 'reply' && kind !== 'post')) return null
  const at = said(body.post_id) || said(body.parent_id)
  const write = kind === 'post' ? `edit:${said(body.post_id) || topic}` : `reply:${said(body.parent_id) || topic}`
  return { to: '/forum/$topicId', params: { topicId: topic }, search: { write }, hash: at ? `post-${at}` : undefined } as LinkProps
}

/** Its first words. */
export function wordsOf({ body }: Pick<Draft, 'body'>): string {
  return (said(body.title).trim() || said(body.body).trim()).slice(0, 120)
}

export function Drafts({ drafts }: { drafts: Draft[] }) {
  const { t } = useI18n()
  return (
    <ul className="pb-2">
      {drafts.map((draft) => {
        const place = placeOf(draft)
        const words = wordsOf(draft) || t('dash.draft_untitled')
        return (
          <li key={draft.key} className="group relative grid gap-0.5 px-5 py-2.5 hover:bg-ground">
            <h3 dir="auto" className="keeps-side truncate text-base leading-snug font-semibold">
              {place ? (
                <Link {...place} className="text-ink no-underline group-hover:text-brand after:absolute after:inset-0">
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
