/** Ctrl K: go anywhere, find anything and anybody, without the mouse. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CornerDownLeft, CornerDownRight, FilePen, Flag, History, LifeBuoy, MessagesSquare, PenLine, Search, Settings, UserRound } from 'lucide-react'
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useAuth } from '@/contexts/AuthContext'
import { peopleFound } from '@/features/people/queries'
import { placeOf } from '@/features/search/Hit'
import { Marked } from '@/features/search/Marked'
import { LONGEST, topicsFound } from '@/features/search/queries'
import { recent, remember } from '@/lib/searches'
import { useI18n } from '@/i18n'
import { Dialog } from '@/ui/Dialog'
import { cx } from '@/ui/cx'
import { PLACES } from './Shell'
import { useSettled } from './hooks'

interface Entry {
  id: string
  name: ReactNode
  note?: ReactNode
  icon: ReactNode
  go: () => void
}
interface Group {
  id: string
  name: string
  entries: Entry[]
}

const ICON = 'size-5 shrink-0'

export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useI18n()
  const list = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState<string | null>(null)
  const q = useSettled(typed.trim(), 200)
  const { groups, pending } = useGroups(typed.trim(), q, setTyped)
  const entries = groups.flatMap((group) => group.entries)
  const index = Math.max(0, entries.findIndex((entry) => entry.id === at))
  const active = entries[index]
  const nameOf = (entry: Entry) => `${list}-${entry.id}`

  useEffect(() => {
    if (active) document.getElementById(`${list}-${active.id}`)?.scrollIntoView({ block: 'nearest' })
  }, [active?.id, list])

  function move(event: KeyboardEvent) {
    const to = { ArrowDown: index + 1, ArrowUp: index - 1 + entries.length, PageDown: entries.length - 1, PageUp: 0 }[event.key]
    if (event.nativeEvent.isComposing) return
    if (to !== undefined && entries.length) setAt(entries[to % entries.length]?.id ?? null)
    else if (event.key === 'Enter') choose(active)
    else return
    event.preventDefault()
  }

  function choose(entry: Entry | undefined) {
    if (!entry) return
    if (entry.id.startsWith('last-')) return entry.go()
    onClose()
    entry.go()
  }

  return (
    <Dialog title={t('palette.open')} onClose={onClose} bare wide>
      <div className="flex items-center gap-3 border-b border-line px-4">
        <Search aria-hidden className="size-5 shrink-0 text-muted" />
        <input
          autoFocus
          role="combobox"
          aria-expanded={entries.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={active ? nameOf(active) : undefined}
          aria-label={t('palette.open')}
          placeholder={t('palette.hint')}
          maxLength={LONGEST}
          dir="auto"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(null)
          }}
          onKeyDown={move}
          className="keeps-side min-h-14 min-w-0 flex-1 bg-transparent text-lg focus:outline-none"
        />
        <kbd className="rounded border border-line px-1.5 font-sans text-xs text-muted max-sm:hidden">Esc</kbd>
      </div>
      <div id={list} role="listbox" aria-label={t('palette.found')} className="max-h-[min(28rem,60dvh)] overflow-y-auto p-2">
        {groups.map((group) => (
          <div key={group.id} role="group" aria-labelledby={`${list}-of-${group.id}`}>
            <p id={`${list}-of-${group.id}`} className="px-3 pt-2 pb-1 text-sm font-semibold text-muted">
              {group.name}
            </p>
            {group.entries.map((entry) => (
              <div
                key={entry.id}
                id={nameOf(entry)}
                role="option"
                aria-selected={entry === active}
                onMouseMove={() => setAt(entry.id)}
                onClick={() => choose(entry)}
                className={cx('flex min-h-12 cursor-pointer items-center gap-3 rounded-lg px-3 py-1.5', entry === active && 'bg-brand-soft text-brand')}
              >
                {entry.icon}
                <span className="grid min-w-0 flex-1">
                  <bdi className="keeps-side truncate font-medium">{entry.name}</bdi>
                  {entry.note ? <bdi className="keeps-side truncate text-sm text-muted">{entry.note}</bdi> : null}
                </span>
                {entry === active ? <CornerDownLeft aria-hidden className="size-4 shrink-0 rtl:-scale-x-100" /> : null}
              </div>
            ))}
          </div>
        ))}
      </div>
      <p role="status" className={pending ? 'border-t border-line px-5 py-2.5 text-sm text-muted' : 'sr-only'}>
        {pending ? t('search.looking') : q.length > 1 ? t('palette.count', { count: entries.length }) : ''}
      </p>
    </Dialog>
  )
}

/** What is offered for what was typed: places at once, what is in the forum and who is on the network as it comes. */
function useGroups(typed: string, q: string, retype: (q: string) => void): { groups: Group[]; pending: boolean } {
  const { t } = useI18n()
  const navigate = useNavigate()
  const enabled = q.length > 1 && typed.length > 1
  const topics = useQuery({ ...topicsFound(q), enabled, placeholderData: keepPreviousData })
  const people = useQuery({ ...peopleFound(q), enabled, placeholderData: keepPreviousData })
  const places = usePlaces().filter(({ name }) => String(name).toLocaleLowerCase().includes(typed.toLocaleLowerCase()))
  const [last] = useState(recent)

  const groups: Group[] = [
    {
      id: 'last',
      name: t('search.recent'),
      entries: typed ? [] : last.slice(0, 3).map((one, index) => ({ id: `last-${index}`, name: one, icon: <History aria-hidden className={ICON} />, go: () => retype(one) })),
    },
    { id: 'places', name: t('palette.places'), entries: places },
    {
      id: 'forum',
      name: t('nav.forum'),
      entries: typed
        ? [
            {
              id: 'all',
              name: t('palette.all', { q: `\u2068${typed}\u2069` }),
              icon: <Search aria-hidden className={ICON} />,
              go: () => {
                remember(typed)
                void navigate({ to: '/search', search: { q: typed } })
              },
            },
            ...(enabled ? (topics.data ?? []) : []).map((hit) => ({
              id: `hit-${hit.topic.id}-${hit.post_id ?? ''}`,
              name: <Marked html={hit.highlight.title} />,
              note: <Marked html={hit.highlight.body} />,
              icon: hit.post_id ? <CornerDownRight aria-hidden className={`${ICON} rtl:-scale-x-100`} /> : <MessagesSquare aria-hidden className={ICON} />,
              go: () => {
                remember(typed)
                void navigate(placeOf(hit))
              },
            })),
          ]
        : [],
    },
    {
      id: 'people',
      name: t('nav.people'),
      entries: (enabled ? (people.data?.items ?? []) : []).map((person) => ({
        id: `person-${person.id}`,
        name: person.display_name,
        note: person.organization.name,
        icon: <UserRound aria-hidden className={ICON} />,
        go: () => void navigate({ to: '/people/$personId', params: { personId: person.id } }),
      })),
    },
  ]
  return { groups: groups.filter((group) => group.entries.length), pending: typed.length > 1 && (q !== typed || topics.isFetching || people.isFetching) }
}

function usePlaces(): Entry[] {
  const { t } = useI18n()
  const { isAdmin, isOperator } = useAuth()
  const navigate = useNavigate()
  return [
    { id: 'new', name: t('forum.new'), icon: <PenLine aria-hidden className={ICON} />, go: () => void navigate({ to: '/forum/new' }) },
    ...PLACES.filter((place) => isAdmin || !place.admin).map(({ to, name, icon: Icon }) => ({
      id: to.replaceAll('/', '-'),
      name: t(name),
      icon: <Icon aria-hidden className={ICON} />,
      go: () => void navigate({ to }),
    })),
    { id: 'drafts', name: t('drafts.title'), icon: <FilePen aria-hidden className={ICON} />, go: () => void navigate({ to: '/drafts' }) },
    ...(isAdmin || isOperator ? [{ id: 'moderation', name: t('moderation.title'), icon: <Flag aria-hidden className={ICON} />, go: () => void navigate({ to: '/moderation' }) }] : []),
    { id: 'settings', name: t('nav.settings'), icon: <Settings aria-hidden className={ICON} />, go: () => void navigate({ to: '/settings/profile' }) },
    { id: 'help', name: t('nav.help'), icon: <LifeBuoy aria-hidden className={ICON} />, go: () => void navigate({ to: '/help' }) },
  ]
}
