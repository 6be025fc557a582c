/** People to choose from while a name is typed behind an @; the keyboard stays in the text. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useImperativeHandle, useState, type Ref } from 'react'
import { useSettled } from '@/app/hooks'
import { useI18n } from '@/i18n'
import { api, ok } from '@/services/api'
import type { Person } from '@/types/api.types'
import { Avatar } from '@/ui/bits'
import { cx } from '@/ui/cx'

export interface MentionKeys {
  /** Whether the key was meant for the list. */
  press: (key: string) => boolean
}
interface Props {
  ref: Ref<MentionKeys>
  id: string
  typed: string
  top: number
  onChoose: (person: Person) => void
  onClose: () => void
  onActive: (option: string | undefined) => void
}

export default function MentionList({ ref, id, typed, top, onChoose, onClose, onActive }: Props) {
  const { t } = useI18n()
  const q = useSettled(typed, 150)
  const { data, isFetching } = useQuery({
    queryKey: ['people', 'mentionable', q],
    queryFn: ({ signal }) => ok(api.GET('/api/v1/people', { params: { query: { q: q || undefined, limit: 6 } }, signal })),
    placeholderData: (before) => before,
    staleTime: 60_000,
  })
  const people = data?.items ?? []
  const [at, setAt] = useState(0)
  const active = Math.min(at, Math.max(0, people.length - 1))
  const settled = q === typed && !isFetching

  useImperativeHandle(ref, () => ({
    press(key) {
      const person = people[active]
      if (key === 'Escape') onClose()
      else if (!people.length) return false
      else if (key === 'ArrowDown' || key === 'ArrowUp') setAt((active + (key === 'ArrowDown' ? 1 : people.length - 1)) % people.length)
      else if ((key === 'Enter' || key === 'Tab') && person) onChoose(person)
      else return false
      return true
    },
  }))

  const option = people[active] ? `${id}-${active}` : undefined
  useEffect(() => onActive(option), [onActive, option])

  if (settled && !people.length) return null
  return (
    <div
      className="absolute inset-x-2 z-40 max-w-sm rounded-control border border-line bg-raised p-1.5 shadow-pop"
      style={{ insetBlockStart: top }}
    >
      <p role="status" className="sr-only">
        {settled ? t('mention.found', { count: people.length }) : t('state.loading')}
      </p>
      {people.length ? (
        <div id={id} role="listbox" aria-label={t('mention.people')} className="max-h-72 overflow-y-auto">
          {people.map((person, index) => (
            <div
              key={person.id}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => index === active || setAt(index)}
              onClick={() => onChoose(person)}
              className={cx('flex min-h-12 cursor-pointer items-center gap-3 rounded-lg px-2', index === active && 'bg-sunk text-brand')}
            >
              <Avatar id={person.id} name={person.display_name} picture={person.picture} />
              <span className="grid min-w-0 leading-snug">
                <span dir="auto" className="keeps-side truncate font-medium">
                  <bdi>{person.display_name}</bdi>
                </span>
                <span dir="auto" className="keeps-side truncate text-sm text-muted">
                  <bdi>{person.title ?? person.organization.name}</bdi>
                </span>
              </span>
            </div>
          ))}
        </div>
      ) : (
        <p className="px-3 py-2 text-muted">{t('state.loading')}</p>
      )}
    </div>
  )
}
