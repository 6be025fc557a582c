/** What is found in the forum, while it is typed; what narrows it stands in the address. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { History, PenLine, Search, SearchX } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { useSettled, useShortcut } from '@/app/hooks'
import { useMe } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { ApiError } from '@/services/api'
import { Problem } from '@/ui/Alert'
import { Empty, Rows, Title } from '@/ui/bits'
import { Button, ButtonLink } from '@/ui/Button'
import { More } from '@/ui/More'
import { Filters, narrows, type Asked } from './Filters'
import { Hit } from './Hit'
import { Syntax } from './Syntax'
import { COUNTED, LONGEST, searchQuery } from './queries'
import { recent, remember } from '@/lib/searches'

export function SearchPage() {
  const { t } = useI18n()
  const { user } = useMe()
  const asked: Asked = useSearch({ from: '/members/search' })
  const navigate = useNavigate({ from: '/search' })
  const [typed, setTyped] = useTyped(asked.q ?? '', (q) => void navigate({ search: (old) => ({ ...old, q: q || undefined }), replace: true }))
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  useShortcut('/', () => field.current?.focus())
  const change = (part: Partial<Asked>) => void navigate({ search: (old) => ({ ...old, ...part }), replace: true })

  const q = asked.q ?? ''
  const { mine, answered, q: _q, ...rest } = asked
  const hits = useInfiniteQuery({
    ...searchQuery({ ...rest, q, author: mine && user.id, answered: answered && answered === 'yes' }),
    placeholderData: keepPreviousData,
  })
  const items = q ? (hits.data?.pages.flatMap((page) => page.items) ?? []) : []
  const total = hits.data?.pages[0]?.total
  const settling = hits.isPlaceholderData || typed.trim() !== q

  /** The arrows lead from the field through what was found, and back. */
  function walk(event: KeyboardEvent) {
    const links = Array.from(list.current?.querySelectorAll<HTMLElement>('[data-hit]') ?? [])
    const at = links.indexOf(document.activeElement as HTMLElement)
    if (event.key === 'Escape' && at >= 0) field.current?.focus()
    else if (event.key === 'ArrowDown') links[Math.min(at + 1, links.length - 1)]?.focus()
    else if (event.key === 'ArrowUp' && at >= 0) (links[at - 1] ?? field.current)?.focus()
    else return
    event.preventDefault()
  }

  function tryOut(example: string) {
    setTyped(example)
    field.current?.focus()
  }

  return (
    <div className="mx-auto grid max-w-4xl gap-5" onKeyDown={walk}>
      <Title name={t('search.title')} lead={t('search.lead')} />
      <form
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          remember(typed)
          change({ q: typed.trim() || undefined })
        }}
        className="relative"
      >
        <Search aria-hidden className="pointer-events-none absolute start-3.5 top-4 size-5 text-muted" />
        <input
          ref={field}
          autoFocus={!asked.q}
          type="search"
          dir="auto"
          aria-label={t('search.field')}
          aria-controls="hits"
          placeholder={t('search.placeholder')}
          maxLength={LONGEST}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="control led min-h-13 text-lg"
        />
      </form>
      <Filters asked={asked} change={change} />
      <p role="status" className="min-h-6 text-sm text-muted">
        {q && total !== undefined && !settling && items.length ? (total > COUNTED ? t('search.at_least', { count: COUNTED }) : t('search.found', { count: total })) : ''}
        {q && hits.isFetching && settling ? t('search.looking') : ''}
      </p>
      <div id="hits" className="grid gap-4">
        {hits.error instanceof ApiError ? <Problem error={hits.error} retry={() => void hits.refetch()} /> : null}
        {q && hits.isPending ? <Rows count={4} /> : null}
        {q === '' ? <Teach onTry={tryOut} /> : null}
        {q && hits.isSuccess && items.length === 0 && !hits.isPlaceholderData ? (
          <Empty
            icon={<SearchX />}
            title={t('search.none', { q: `\u2068${q}\u2069` })}
            action={
              <div className="mt-2 flex flex-wrap justify-center gap-3">
                {narrows(asked) ? (
                  <Button look="quiet" onClick={() => void navigate({ search: { q }, replace: true })}>
                    {t('search.widen')}
                  </Button>
                ) : null}
                <ButtonLink to="/forum/new" icon={<PenLine aria-hidden className="size-5" />}>
                  {t('search.ask')}
                </ButtonLink>
              </div>
            }
          >
            {narrows(asked) ? t('search.none_narrowed') : t('search.none_why')}
          </Empty>
        ) : null}
        {items.length ? (
          <ul ref={list} aria-label={t('palette.found')} aria-busy={settling} className="overflow-hidden rounded-card border border-line bg-surface shadow-card aria-busy:opacity-60">
            {items.map((hit) => (
              <Hit key={hit.topic.id + (hit.post_id ?? '')} hit={hit} onOpen={() => remember(q)} />
            ))}
          </ul>
        ) : null}
        {q ? <More has={hits.hasNextPage} pending={hits.isFetching} load={() => void hits.fetchNextPage()} /> : null}
      </div>
    </div>
  )
}

/** What stands in the field: it leads the address once it rests, and follows it where that changes by itself. */
function useTyped(q: string, send: (q: string) => void): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(q)
  const settled = useSettled(typed.trim())
  const known = useRef(q)
  const latest = useRef(send)
  latest.current = send
  useEffect(() => {
    if (q === known.current) return
    known.current = q
    setTyped(q)
  }, [q])
  useEffect(() => {
    if (settled === known.current) return
    known.current = settled
    latest.current(settled)
  }, [settled])
  return [typed, setTyped]
}

/** Before anything was asked: what was looked for last, and what can be typed. */
function Teach({ onTry }: { onTry: (q: string) => void }) {
  const { t } = useI18n()
  const [last] = useState(recent)
  return (
    <>
      {last.length ? (
        <section aria-labelledby="last" className="grid gap-2">
          <h2 id="last" className="text-base">
            {t('search.recent')}
          </h2>
          <ul className="flex flex-wrap gap-2">
            {last.map((q) => (
              <li key={q} className="max-w-full">
                <button type="button" onClick={() => onTry(q)} className="inline-flex min-h-9 max-w-full items-center gap-2 rounded-full border border-line bg-surface px-3.5 text-sm text-muted hover:border-edge hover:text-ink">
                  <History aria-hidden className="size-4 shrink-0" />
                  <bdi className="truncate">{q}</bdi>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section aria-labelledby="syntax" className="grid gap-4 rounded-card border border-dashed border-edge p-5 sm:p-6">
        <div className="grid gap-1">
          <h2 id="syntax" className="text-lg">
            {t('syntax.title')}
          </h2>
          <p className="text-muted">{t('syntax.lead')}</p>
        </div>
        <Syntax onTry={onTry} />
      </section>
    </>
  )
}
