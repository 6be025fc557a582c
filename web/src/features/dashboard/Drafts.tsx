/** What one began to write, and where to go on with it. */
import { Link } from '@tanstack/react-router'
import { useI18n } from '@/i18n'
import { placeOf } from '@/lib/draft-place'
import type { ServerDraft } from '@/types/api.types'
import { Badge, TimeAgo } from '@/ui/bits'

const said = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Its first words. */
export function wordsOf({ body }: Pick<ServerDraft, 'body'>): string {
  return (said(body.title).trim() || said(body.body).trim()).slice(0, 120)
}

export function Drafts({ drafts }: { drafts: ServerDraft[] }) {
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
                <Link {...place} className="text-ink no-underline group-hover:text-brand covering">
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
