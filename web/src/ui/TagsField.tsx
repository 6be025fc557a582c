/** Several short words: typed, taken over with Enter or a comma, taken back one by one. */
import { X } from 'lucide-react'
import { useId, useState, type KeyboardEvent } from 'react'
import { useI18n } from '@/i18n'

interface Props {
  label: string
  hint?: string
  tags: string[]
  most: number
  onChange: (tags: string[]) => void
  suggestions?: string[]
  onType?: (typed: string) => void
}

export function TagsField({ label, hint, tags, most, onChange, suggestions = [], onType }: Props) {
  const { t } = useI18n()
  const id = useId()
  const [typed, setTyped] = useState('')

  function type(text: string) {
    const parts = text.split(/[,،\n]/)
    setTyped(parts.pop() ?? '')
    if (parts.length) add(parts)
    onType?.(text)
  }

  function add(words: string[]) {
    const fresh = words.map((word) => word.trim()).filter((word) => word.length >= 2 && word.length <= 30)
    const all = [...new Set([...tags, ...fresh])].slice(0, most)
    if (all.length !== tags.length) onChange(all)
  }

  function press(event: KeyboardEvent) {
    if (event.key === 'Enter' && typed.trim()) {
      event.preventDefault()
      add([typed])
      setTyped('')
    } else if (event.key === 'Backspace' && !typed && tags.length) onChange(tags.slice(0, -1))
  }

  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-semibold">
        {label}
        <span className="ms-1.5 text-sm font-normal text-muted">{t('form.optional')}</span>
      </label>
      <div className="flex min-h-[46px] flex-wrap items-center gap-1.5 rounded-control border border-edge bg-surface px-2 py-1.5 focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-brand">
        {tags.map((tag) => (
          <span key={tag} className="inline-flex items-center gap-0.5 rounded-full bg-brand-soft ps-3 pe-1 text-sm text-brand">
            <bdi>{tag}</bdi>
            <button type="button" aria-label={t('form.remove', { what: tag })} onClick={() => onChange(tags.filter((one) => one !== tag))} className="grid size-7 place-items-center rounded-full hover:bg-surface">
              <X aria-hidden className="size-3.5" />
            </button>
          </span>
        ))}
        <input
          id={id}
          dir="auto"
          placeholder=" "
          list={`${id}-list`}
          autoComplete="off"
          value={typed}
          disabled={tags.length >= most}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(event) => type(event.target.value)}
          onKeyDown={press}
          onBlur={() => {
            add([typed])
            setTyped('')
          }}
          className="min-h-8 min-w-32 flex-1 bg-transparent px-1.5 focus:outline-none"
        />
        <datalist id={`${id}-list`}>
          {suggestions.filter((one) => !tags.includes(one)).map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </div>
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  )
}
