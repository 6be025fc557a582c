/** A field for Markdown with the signs at hand for those who don't know them. */
import { Bold, Code, Heading2, Italic, Link2, List, ListOrdered, Quote, Table } from 'lucide-react'
import { useEffect, useId, useRef, type KeyboardEvent } from 'react'
import { useI18n, type Key } from '@/i18n'
import { IconButton } from '@/ui/Button'
import { cx } from '@/ui/cx'
import { applied, type Sign } from './markdown'

const SIGNS: [Sign, Key, typeof Bold][] = [
  ['bold', 'md.bold', Bold],
  ['italic', 'md.italic', Italic],
  ['heading', 'md.heading', Heading2],
  ['list', 'md.list', List],
  ['numbers', 'md.numbers', ListOrdered],
  ['quote', 'md.quote', Quote],
  ['code', 'md.code', Code],
  ['link', 'md.link', Link2],
  ['table', 'md.table', Table],
]

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  onSend?: () => void
  error?: string
  hint?: string
  rows?: number
  placeholder?: string
  autoFocus?: boolean
  hideLabel?: boolean
}

export function MarkdownField({ label, value, onChange, onSend, error, hint, rows = 6, placeholder, autoFocus, hideLabel }: Props) {
  const { t } = useI18n()
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)

  useEffect(() => {
    const one = area.current
    if (!one) return
    one.style.blockSize = 'auto'
    one.style.blockSize = `${Math.min(one.scrollHeight + 2, 640)}px`
  }, [value])

  function sign(kind: Sign) {
    const one = area.current
    if (!one) return
    const next = applied(kind, one.value, one.selectionStart, one.selectionEnd)
    onChange(next.text)
    requestAnimationFrame(() => {
      one.focus()
      one.setSelectionRange(next.start, next.end)
    })
  }

  function press(event: KeyboardEvent) {
    if (!(event.ctrlKey || event.metaKey)) return
    if (event.key === 'Enter' && onSend) onSend()
    else if (event.key === 'b') sign('bold')
    else if (event.key === 'i') sign('italic')
    else return
    event.preventDefault()
  }

  const described = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'font-semibold'}>
        {label}
      </label>
      <div className={cx('rounded-control border bg-surface focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-brand', error ? 'border-bad' : 'border-edge')}>
        <div role="toolbar" aria-label={t('md.toolbar')} aria-controls={id} className="flex flex-wrap border-b border-line px-1">
          {SIGNS.map(([kind, name, Icon]) => (
            <IconButton key={kind} label={t(name)} onClick={() => sign(kind)} className="size-10">
              <Icon aria-hidden className="size-4.5" />
            </IconButton>
          ))}
        </div>
        <textarea
          ref={area}
          id={id}
          name="body"
          dir="auto"
          rows={rows}
          value={value}
          placeholder={placeholder}
          autoFocus={autoFocus}
          aria-invalid={error ? true : undefined}
          aria-describedby={described || undefined}
          onChange={(event) => onChange(event.target.value)}
          onKeyDown={press}
          className="block w-full resize-y rounded-control bg-transparent px-3.5 py-3 focus:outline-none"
        />
      </div>
      {error ? (
        <p id={`${id}-error`} className="text-sm font-medium text-bad">
          {error}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      ) : null}
    </div>
  )
}
