/** What narrows a search; all of it stands in the address. */
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { UserRound, X } from 'lucide-react'
import { useCategoryName } from '@/features/forum/parts'
import { categoriesQuery } from '@/features/forum/queries'
import { useI18n } from '@/i18n'
import { buttonClass } from '@/ui/Button'
import { cx } from '@/ui/cx'
import { WITHIN, type Within } from './queries'

export interface Asked {
  q?: string
  category?: string
  tag?: string
  mine?: 'yes'
  answered?: 'yes' | 'no'
  within?: Within
  sort?: 'newest'
}

export const narrows = ({ q: _q, sort: _sort, ...filters }: Asked): boolean => Object.values(filters).some((value) => value !== undefined)

export function Filters({ asked, change }: { asked: Asked; change: (part: Partial<Asked>) => void }) {
  const { t } = useI18n()
  const name = useCategoryName()
  const { data: categories = [] } = useQuery(categoriesQuery)
  return (
    <div role="group" aria-label={t('search.filters')} className="flex flex-wrap items-center gap-2">
      <div className="flex gap-1 rounded-control border border-line bg-surface p-1">
        {(['relevance', 'newest'] as const).map((sort) => {
          const on = (asked.sort ?? 'relevance') === sort
          return (
            <Link
              key={sort}
              from="/search"
              to="."
              search={(old) => ({ ...old, sort: sort === 'newest' ? sort : undefined })}
              replace
              aria-current={on ? 'true' : undefined}
              className={cx('inline-flex min-h-9 items-center rounded-lg px-3 text-sm font-medium whitespace-nowrap no-underline', on ? 'bg-brand-soft text-brand' : 'text-muted hover:text-ink')}
            >
              {t(`search.${sort}`)}
            </Link>
          )
        })}
      </div>
      <Choose label={t('forum.category')} value={asked.category} none={t('forum.all_categories')} choices={categories.map((one) => [one.slug, name(one)] as const)} onChoose={(category) => change({ category })} />
      <Choose
        label={t('search.answered')}
        value={asked.answered}
        none={t('search.answered_any')}
        choices={(['yes', 'no'] as const).map((one) => [one, t(`search.answered_${one}`)] as const)}
        onChoose={(answered) => change({ answered: answered as Asked['answered'] })}
      />
      <Choose label={t('search.within')} value={asked.within} none={t('search.within_any')} choices={WITHIN.map((one) => [one, t(`search.within_${one}`)] as const)} onChoose={(within) => change({ within: within as Within | undefined })} />
      <button type="button" aria-pressed={asked.mine === 'yes'} onClick={() => change({ mine: asked.mine ? undefined : 'yes' })} className={buttonClass('quiet', 'small', cx('min-h-11', asked.mine && 'border-brand bg-brand-soft text-brand'))}>
        <UserRound aria-hidden className="size-4" />
        {t('search.mine')}
      </button>
      {asked.tag ? (
        <button type="button" aria-label={t('forum.drop_tag', { tag: asked.tag })} onClick={() => change({ tag: undefined })} className={buttonClass('quiet', 'small', 'min-h-11')}>
          <bdi>#{asked.tag}</bdi>
          <X aria-hidden className="size-4" />
        </button>
      ) : null}
    </div>
  )
}

interface Choosing {
  label: string
  value?: string
  none: string
  choices: (readonly [string, string])[]
  onChoose: (value: string | undefined) => void
}

function Choose({ label, value, none, choices, onChoose }: Choosing) {
  return (
    <select aria-label={label} value={value ?? ''} onChange={(event) => onChoose(event.target.value || undefined)} className={cx('control min-h-11 w-auto max-w-52 py-1 text-sm max-sm:max-w-none max-sm:flex-1', value && 'border-brand bg-brand-soft text-brand')}>
      <option value="">{none}</option>
      {choices.map(([one, text]) => (
        <option key={one} value={one}>
          {text}
        </option>
      ))}
    </select>
  )
}
