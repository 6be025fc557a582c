/** How much is new, always in sight: in the bell, in the tab, and said aloud when it becomes more. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { Bell as Sign } from 'lucide-react'
import { Suspense, lazy, useEffect, useId, useRef, useState } from 'react'
import { useI18n } from '@/i18n'
import { number } from '@/i18n/format'
import { countInTab } from '@/lib/title'
import { cx } from '@/ui/cx'
import { listKey, unreadQuery } from './queries'

const Panel = lazy(() => import('./Panel'))

export function Bell({ panel }: { panel?: boolean }) {
  const { t, tag } = useI18n()
  const navigate = useNavigate()
  const { data: count = 0 } = useQuery(unreadQuery)
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const path = useRouterState({ select: (state) => state.location.href })
  useEffect(() => setOpen(false), [path])
  useEffect(() => {
    if (!open) return
    const elsewhere = (event: Event) => !root.current?.contains(event.target as Node) && setOpen(false)
    document.addEventListener('mousedown', elsewhere)
    document.addEventListener('focusin', elsewhere)
    return () => {
      document.removeEventListener('mousedown', elsewhere)
      document.removeEventListener('focusin', elsewhere)
    }
  }, [open])

  return (
    <div
      ref={root}
      className="relative"
      onKeyDown={(event) => {
        if (!open || event.key !== 'Escape') return
        event.stopPropagation()
        setOpen(false)
        button.current?.focus()
      }}
    >
      <button
        ref={button}
        type="button"
        title={t('notes.title')}
        aria-haspopup={panel ? 'dialog' : undefined}
        aria-expanded={panel ? open : undefined}
        aria-controls={open ? id : undefined}
        onClick={() => (panel ? setOpen(!open) : void navigate({ to: '/notifications' }))}
        className="relative inline-grid size-11 place-items-center rounded-control text-muted transition-colors hover:bg-sunk hover:text-ink"
      >
        <Sign aria-hidden className="size-5" />
        <span className="sr-only">{count ? t('bell.unread', { count }) : t('notes.title')}</span>
        {count ? (
          <span aria-hidden className={cx('absolute end-0.5 top-0.5 grid h-5 min-w-5 place-items-center rounded-full bg-[#b91c1c] px-1 text-xs leading-none font-bold text-white tabular-nums ring-2 ring-surface')}>
            {count > 99 ? `${number(99, tag)}+` : number(count, tag)}
          </span>
        ) : null}
      </button>
      {open ? (
        <div id={id} role="dialog" aria-label={t('notes.title')} className="absolute start-0 top-full z-40 mt-2 w-96 animate-rise overflow-hidden rounded-card border border-line bg-raised shadow-pop">
          <Suspense>
            <Panel onClose={() => setOpen(false)} />
          </Suspense>
        </div>
      ) : null}
    </div>
  )
}

/** Tells the tab, who doesn't see the bell, and the list that is shown. Once in a page. */
export function News() {
  const { t } = useI18n()
  const queries = useQueryClient()
  const { data: count } = useQuery(unreadQuery)
  const before = useRef<number | undefined>(undefined)
  const [said, say] = useState('')
  useEffect(() => {
    countInTab(count ?? 0)
    if (count !== undefined && before.current !== undefined && count > before.current) {
      say(t('bell.unread', { count }))
      void queries.invalidateQueries({ queryKey: listKey })
    }
    before.current = count
  }, [count, t, queries])
  useEffect(() => () => countInTab(0), [])
  return (
    <p role="status" className="sr-only">
      {said}
    </p>
  )
}
