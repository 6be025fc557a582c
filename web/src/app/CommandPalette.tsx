/** Ctrl K: go anywhere, find anybody, without the mouse. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CornerDownLeft, FilePen, Flag, PenLine, Search, Settings, UserRound } from 'lucide-react'
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useAuth } from '@/contexts/AuthContext'
import { peopleFound } from '@/features/people/queries'
import { useI18n } from '@/i18n'
import { Dialog } from '@/ui/Dialog'
import { cx } from '@/ui/cx'
import { PLACES } from './Shell'
import { useSettled } from './hooks'

interface Entry {
  id: string
  name: string
  note?: string
  icon: ReactNode
  go: () => void
}

export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useI18n()
  const { isAdmin, isOperator } = useAuth()
  const navigate = useNavigate()
  const list = useId()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const q = useSettled(typed.trim(), 200)
  const people = useQuery({ ...peopleFound(q), enabled: q.length > 1 })

  const places: Entry[] = [
    { id: 'new', name: t('forum.new'), icon: <PenLine aria-hidden className="size-5" />, go: () => void navigate({ to: '/forum/new' }) },
    ...PLACES.filter((place) => isAdmin || !place.admin).map(({ to, name, icon: Icon }) => ({
      id: to,
      name: t(name),
      icon: <Icon aria-hidden className="size-5" />,
      go: () => void navigate({ to }),
    })),
    { id: 'drafts', name: t('drafts.title'), icon: <FilePen aria-hidden className="size-5" />, go: () => void navigate({ to: '/drafts' }) },
    ...(isAdmin || isOperator ? [{ id: 'moderation', name: t('moderation.title'), icon: <Flag aria-hidden className="size-5" />, go: () => void navigate({ to: '/moderation' }) }] : []),
    { id: 'settings', name: t('nav.settings'), icon: <Settings aria-hidden className="size-5" />, go: () => void navigate({ to: '/settings/profile' }) },
  ]
  const entries: Entry[] = [
    ...places.filter((place) => place.name.toLocaleLowerCase().includes(typed.trim().toLocaleLowerCase())),
    ...(q.length > 1 ? (people.data?.items ?? []) : []).map((person) => ({
      id: person.id,
      name: person.display_name,
      note: person.organization.name,
      icon: <UserRound aria-hidden className="size-5" />,
      go: () => void navigate({ to: '/people/$personId', params: { personId: person.id } }),
    })),
  ]
  const active = Math.min(at, Math.max(0, entries.length - 1))

  function move(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') setAt((active + 1) % Math.max(1, entries.length))
    else if (event.key === 'ArrowUp') setAt((active - 1 + entries.length) % Math.max(1, entries.length))
    else if (event.key === 'Enter') choose(entries[active])
    else return
    event.preventDefault()
  }

  function choose(entry: Entry | undefined) {
    if (!entry) return
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
          aria-expanded
          aria-controls={list}
          aria-activedescendant={entries[active] ? `${list}-${active}` : undefined}
          aria-label={t('palette.open')}
          placeholder={t('palette.hint')}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
          onKeyDown={move}
          className="min-h-14 min-w-0 flex-1 bg-transparent text-lg focus:outline-none"
        />
      </div>
      <div id={list} role="listbox" aria-label={t('palette.found')} className="max-h-80 overflow-y-auto p-2">
        {entries.map((entry, index) => (
          <div
            key={entry.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === active}
            onMouseMove={() => setAt(index)}
            onClick={() => choose(entry)}
            className={cx('flex min-h-12 cursor-pointer items-center gap-3 rounded-lg px-3', index === active && 'bg-brand-soft text-brand')}
          >
            {entry.icon}
            <bdi className="font-medium">{entry.name}</bdi>
            {entry.note ? <bdi className="truncate text-muted">{entry.note}</bdi> : null}
            {index === active ? <CornerDownLeft aria-hidden className="ms-auto size-4 rtl:-scale-x-100" /> : null}
          </div>
        ))}
        {entries.length === 0 ? (
          <p role="status" className="px-3 py-6 text-center text-muted">
            {people.isFetching || q !== typed.trim() ? t('state.loading') : t('palette.nothing')}
          </p>
        ) : null}
      </div>
    </Dialog>
  )
}
