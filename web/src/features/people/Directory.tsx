/** Who is on the network, and what they know about. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Search, Users, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useSettled, useShortcut } from '@/app/hooks'
import { useI18n } from '@/i18n'
import { useIndustries } from '@/i18n/choices'
import { ApiError } from '@/services/api'
import { INDUSTRIES, type Person } from '@/types/api.types'
import { Problem } from '@/ui/Alert'
import { Avatar, Empty, Rows, Title } from '@/ui/bits'
import { Button } from '@/ui/Button'
import { More } from '@/ui/More'
import { cx } from '@/ui/cx'
import { directoryQuery, expertiseQuery } from './queries'

export function Directory() {
  const { t } = useI18n()
  const search = useSearch({ from: '/members/people' })
  const navigate = useNavigate({ from: '/people' })
  const industries = useIndustries()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(search.q ?? '')
  const q = useSettled(typed)
  useShortcut('/', () => field.current?.focus())
  useEffect(() => {
    if ((search.q ?? '') !== q) void navigate({ search: (old) => ({ ...old, q: q || undefined }), replace: true })
  }, [q, search.q, navigate])
  const people = useInfiniteQuery({ ...directoryQuery(search), placeholderData: keepPreviousData })
  const { data: expertise = [] } = useQuery(expertiseQuery())
  const items = people.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = Boolean(search.q || search.industry || search.expertise || search.city)

  function clear() {
    setTyped('')
    void navigate({ search: {} })
  }

  return (
    <div className="grid gap-6">
      <Title name={t('people.title')} lead={t('people.lead')} />
      <div className="grid gap-3 sm:grid-cols-[1fr_14rem]">
        <label className="relative">
          <span className="sr-only">{t('people.search')}</span>
          <Search aria-hidden className="pointer-events-none absolute start-3.5 top-3.5 size-5 text-muted" />
          <input ref={field} type="search" dir="auto" value={typed} onChange={(event) => setTyped(event.target.value)} placeholder={t('people.search')} className="control led" />
        </label>
        <label>
          <span className="sr-only">{t('org.industry')}</span>
          <select className="control" value={search.industry ?? ''} onChange={(event) => void navigate({ search: { ...search, industry: INDUSTRIES.find((one) => one === event.target.value) } })}>
            <option value="">{t('people.all_industries')}</option>
            {industries.map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      {expertise.length || search.expertise ? (
        <ul aria-label={t('people.expertise')} className="flex flex-wrap gap-2">
          {(search.expertise && !expertise.some((one) => one.tag === search.expertise) ? [{ tag: search.expertise, people: 0 }, ...expertise] : expertise).slice(0, 12).map(({ tag }) => {
            const on = tag === search.expertise
            return (
              <li key={tag}>
                <Link
                  to="/people"
                  search={{ ...search, expertise: on ? undefined : tag }}
                  aria-current={on ? 'true' : undefined}
                  className={cx('inline-flex min-h-9 items-center gap-1.5 rounded-full border px-3.5 text-sm no-underline', on ? 'border-brand bg-brand-soft font-semibold text-brand' : 'border-line bg-surface text-muted hover:border-edge hover:text-ink')}
                >
                  <bdi>{tag}</bdi>
                  {on ? <X aria-hidden className="size-4" /> : null}
                </Link>
              </li>
            )
          })}
        </ul>
      ) : null}
      <p role="status" className="text-sm text-muted">
        {people.data?.pages[0]?.total === undefined ? '' : t('people.found', { count: people.data.pages[0].total })}
      </p>
      {people.error instanceof ApiError ? <Problem error={people.error} retry={() => void people.refetch()} /> : null}
      {people.isPending ? <Rows count={4} /> : null}
      {people.isSuccess && items.length === 0 ? (
        <Empty icon={<Users />} title={t('people.none')} action={filtered ? <Button look="quiet" onClick={clear}>{t('people.clear')}</Button> : undefined}>
          {t('people.none_why')}
        </Empty>
      ) : null}
      <ul aria-busy={people.isPlaceholderData} className="grid gap-4 aria-busy:opacity-60 sm:grid-cols-2 xl:grid-cols-3">
        {items.map((person) => (
          <PersonTile key={person.id} person={person} />
        ))}
      </ul>
      <More has={people.hasNextPage} pending={people.isFetching} load={() => void people.fetchNextPage()} />
    </div>
  )
}

export function PersonTile({ person }: { person: Person }) {
  return (
    <li data-entry className="group relative grid content-start gap-3 rounded-card border border-line bg-surface p-5 shadow-card hover:border-edge">
      <div className="flex items-center gap-3">
        <Avatar id={person.id} name={person.display_name} picture={person.picture} size="medium" />
        <div className="min-w-0 leading-snug">
          <h2 dir="auto" className="keeps-side truncate text-base">
            <Link to="/people/$personId" params={{ personId: person.id }} className="text-ink no-underline group-hover:text-brand covering">
              <bdi>{person.display_name}</bdi>
            </Link>
          </h2>
          {person.title ? (
            <p dir="auto" className="keeps-side truncate text-sm text-muted">
              <bdi>{person.title}</bdi>
            </p>
          ) : null}
          <p dir="auto" className="keeps-side truncate text-sm text-muted">
            <bdi>{person.organization.name}</bdi>
          </p>
        </div>
      </div>
      {person.expertise_tags.length ? (
        <ul className="flex flex-wrap gap-1.5">
          {person.expertise_tags.slice(0, 4).map((tag) => (
            <li key={tag} className="rounded-full bg-sunk px-2.5 py-0.5 text-sm text-muted">
              <bdi>{tag}</bdi>
            </li>
          ))}
        </ul>
      ) : null}
    </li>
  )
}
