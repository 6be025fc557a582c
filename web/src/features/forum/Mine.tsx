/** Of all topics, or of those that one follows or bookmarked; empty ones say how something gets there. */
import { Link, useSearch } from '@tanstack/react-router'
import { Bell, Bookmark } from 'lucide-react'
import { useI18n } from '@/i18n'
import { Empty } from '@/ui/bits'
import { ButtonLink } from '@/ui/Button'
import { cx } from '@/ui/cx'

export const MINE = ['following', 'bookmarked'] as const
export type Mine = (typeof MINE)[number]

export function MineTabs() {
  const { t } = useI18n()
  const search = useSearch({ from: '/members/forum' })
  return (
    <nav aria-label={t('forum.whose')} className="flex gap-1 overflow-x-auto border-b border-line">
      {([undefined, ...MINE] as const).map((mine) => (
        <Link
          key={mine ?? 'all'}
          to="/forum"
          search={{ ...search, mine }}
          activeOptions={{ explicitUndefined: true }}
          aria-current={search.mine === mine ? 'true' : undefined}
          className={cx(
            '-mb-px inline-flex min-h-11 items-center border-b-2 px-3 whitespace-nowrap no-underline',
            search.mine === mine ? 'border-brand font-semibold text-brand' : 'border-transparent text-muted hover:text-ink',
          )}
        >
          {t(mine ? `forum.mine_${mine}` : 'forum.mine_all')}
        </Link>
      ))}
    </nav>
  )
}

/** Nothing was followed or bookmarked yet: what that is good for, and how it is done. */
export function NoneOfMine({ mine }: { mine: Mine }) {
  const { t } = useI18n()
  return (
    <Empty
      icon={mine === 'following' ? <Bell /> : <Bookmark />}
      title={t(`forum.none_${mine}`)}
      action={
        <ButtonLink to="/forum" look="quiet">
          {t('forum.look_around')}
        </ButtonLink>
      }
    >
      {t(`forum.none_${mine}_why`)}
    </Empty>
  )
}
