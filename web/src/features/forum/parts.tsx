/** What topics and posts have in common: who wrote it, where it belongs, marks that are set by a press. */
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useI18n } from '@/i18n'
import type { CategoryCard, PersonCard } from '@/types/api.types'
import { Avatar, TimeAgo } from '@/ui/bits'
import { cx } from '@/ui/cx'

export function useCategoryName(): (category: { name: string; name_ar: string }) => string {
  const { language } = useI18n()
  return (category) => (language === 'ar' ? category.name_ar : category.name)
}

export function CategoryLabel({ category }: { category: CategoryCard }) {
  const name = useCategoryName()
  return (
    <span className="inline-flex items-center gap-1.5 text-sm font-medium text-muted">
      <span aria-hidden className="size-2.5 rounded-full" style={{ background: category.colour }} />
      {name(category)}
    </span>
  )
}

export function Byline({ author, at, children }: { author: PersonCard; at: string; children?: ReactNode }) {
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Avatar id={author.id} name={author.display_name} picture={author.picture} />
      <div className="min-w-0 leading-snug">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <Link to="/people/$personId" params={{ personId: author.id }} className="inline-flex min-h-6 items-center font-semibold text-ink no-underline hover:underline">
            <bdi>{author.display_name}</bdi>
          </Link>
          <bdi className="max-w-full truncate text-sm text-muted">{author.organization.name}</bdi>
        </p>
        <p className="flex flex-wrap items-center gap-x-2 text-sm text-muted [&>a]:inline-flex [&>a]:min-h-6 [&>a]:items-center">
          <TimeAgo at={at} />
          {children}
        </p>
      </div>
    </div>
  )
}

interface MarkProps {
  on: boolean
  label: string
  icon: ReactNode
  count?: number
  onPress: () => void
}

/** A mark that is set or taken back: pressed or not, told to everybody. */
export function Mark({ on, label, icon, count, onPress }: MarkProps) {
  const { tag } = useI18n()
  return (
    <button
      type="button"
      aria-pressed={on}
      title={label}
      onClick={onPress}
      className={cx(
        'inline-flex min-h-10 min-w-10 items-center justify-center gap-1.5 rounded-control px-2.5 text-sm font-medium transition-colors hover:bg-sunk',
        on ? 'text-brand [&>svg]:fill-current' : 'text-muted hover:text-ink',
      )}
    >
      {icon}
      <span className="sr-only">{label}</span>
      {count === undefined ? null : <span className="tabular-nums">{new Intl.NumberFormat(tag).format(count)}</span>}
    </button>
  )
}
