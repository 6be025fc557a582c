/** A field for Markdown with the signs at hand for those who don't know them, people behind an @, and how it will look. */
import { AtSign, Bold, Code, Eye, Heading2, Italic, Link2, List, ListOrdered, Paperclip, PencilLine, Quote, Table } from 'lucide-react'
import { Suspense, lazy, useEffect, useId, useRef, useState, type ClipboardEvent, type DragEvent, type KeyboardEvent, type ReactNode } from 'react'
import { struck } from '@/app/hooks'
import { useI18n, type Key } from '@/i18n'
import { number } from '@/i18n/format'
import type { Person } from '@/types/api.types'
import { IconButton } from '@/ui/Button'
import { cx } from '@/ui/cx'
import { useToasts } from '@/ui/Toast'
import { lineBelow } from './caret'
import { LONGEST, applied, type Sign } from './markdown'
import type { MentionKeys } from './MentionList'
import { askedAt, withChosen, type Asked } from './mentions'
import { Toolbar } from './Toolbar'

const MentionList = lazy(() => import('./MentionList'))
const Preview = lazy(() => import('./Preview'))

const SIGNS: [Sign, Key, typeof Bold, string?][] = [
  ['bold', 'md.bold', Bold, 'b'],
  ['italic', 'md.italic', Italic, 'i'],
  ['heading', 'md.heading', Heading2],
  ['list', 'md.list', List, '8'],
  ['numbers', 'md.numbers', ListOrdered, '7'],
  ['quote', 'md.quote', Quote, '9'],
  ['code', 'md.code', Code, 'e'],
  ['link', 'md.link', Link2, 'k'],
  ['table', 'md.table', Table],
]
const KEYS = new Map(SIGNS.flatMap(([sign, , , key]) => (key ? [[key, sign] as const] : [])))
const shortcut = (key: string): string => (/\d/.test(key) ? `Ctrl+Shift+${key}` : `Ctrl+${key.toUpperCase()}`)
const DIGITS: Record<string, string> = { Digit7: '7', Digit8: '8', Digit9: '9' }

interface Props {
  label: string
  value: string
  onChange: (value: string) => void
  onSend?: () => void
  /** Takes files that are dropped, pasted or chosen. */
  onFiles?: (files: File[]) => void
  error?: string
  hint?: string
  rows?: number
  placeholder?: string
  autoFocus?: boolean
  hideLabel?: boolean
  /** What stands within the frame beneath the words. */
  children?: ReactNode
}

export function MarkdownField({ label, value, onChange, onSend, onFiles, error, hint, rows = 6, placeholder, autoFocus, hideLabel, children }: Props) {
  const { t, tag } = useI18n()
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const chooser = useRef<HTMLInputElement>(null)
  const keys = useRef<MentionKeys>(null)
  const { tell } = useToasts()
  const [preview, setPreview] = useState(false)
  const [over, setOver] = useState(false)
  const [asked, setAsked] = useState<(Asked & { top: number }) | null>(null)
  const [option, setOption] = useState<string>()
  const [passed, setPassed] = useState(-1)

  useEffect(() => {
    const one = area.current
    if (!one) return
    one.style.blockSize = 'auto'
    one.style.blockSize = `${Math.min(one.scrollHeight + 2, 640)}px`
  }, [value, preview])

  function set(text: string, start: number, end = start) {
    onChange(text)
    requestAnimationFrame(() => {
      area.current?.focus()
      area.current?.setSelectionRange(start, end)
      look()
    })
  }

  function sign(kind: Sign) {
    const one = area.current
    if (!one) return
    const next = applied(kind, one.value, one.selectionStart, one.selectionEnd)
    set(next.text, next.start, next.end)
  }

  function at() {
    const one = area.current
    if (!one) return
    const before = one.value.slice(0, one.selectionStart)
    const made = before === '' || /\s$/.test(before) ? '@' : ' @'
    set(before + made + one.value.slice(one.selectionEnd), before.length + made.length)
  }

  /** Looks whether a name is being typed. */
  function look() {
    const one = area.current
    const found = one && one.selectionStart === one.selectionEnd ? askedAt(one.value, one.selectionStart) : null
    if (!one || !found || found.start === passed) return close()
    if (asked?.start !== found.start || asked.typed !== found.typed) setAsked({ ...found, top: asked?.start === found.start ? asked.top : lineBelow(one, found.start) })
  }
  function close() {
    setAsked(null)
    setOption(undefined)
  }

  function choose(person: Person) {
    const one = area.current
    if (!one || !asked) return
    const next = withChosen(one.value, asked, one.selectionStart, person)
    close()
    set(next.text, next.caret)
  }

  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    const control = event.ctrlKey || event.metaKey
    if (asked && !control && keys.current?.press(event.key)) return event.preventDefault()
    if (!control) return
    const kind = KEYS.get(event.shiftKey ? (DIGITS[event.code] ?? '') : struck(event))
    if (event.key === 'Enter' && onSend) onSend()
    else if (kind) sign(kind)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  function paste(event: ClipboardEvent) {
    const files = Array.from(event.clipboardData.files)
    const text = event.clipboardData.getData('text/plain')
    const tooLong = value.length + text.length > LONGEST
    if (!onFiles || !(files.length || tooLong)) return
    event.preventDefault()
    onFiles(files.length ? files : [new File([text], 'pasted.txt', { type: 'text/plain' })])
    if (!files.length) tell(t('files.pasted', { most: number(LONGEST, tag) }))
  }
  const carries = (event: DragEvent) => Boolean(onFiles) && event.dataTransfer.types.includes('Files')

  const described = [error ? `${id}-error` : '', hint ? `${id}-hint` : ''].filter(Boolean).join(' ')
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'font-semibold'}>
        {label}
      </label>
      <div
        className={cx(
          'relative rounded-control border bg-surface has-[textarea:focus]:outline-2 has-[textarea:focus]:-outline-offset-1 has-[textarea:focus]:outline-brand',
          error ? 'border-bad' : over ? 'border-brand' : 'border-edge',
        )}
        onDragOver={(event) => {
          if (!carries(event)) return
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={(event) => event.currentTarget.contains(event.relatedTarget as Node | null) || setOver(false)}
        onDrop={(event) => {
          if (!carries(event)) return
          event.preventDefault()
          setOver(false)
          onFiles?.(Array.from(event.dataTransfer.files))
        }}
      >
        <Toolbar id={id}>
          {SIGNS.map(([kind, name, Icon, key]) => (
            <IconButton
              key={kind}
              label={t(name)}
              title={key ? t('md.with_key', { name: t(name), key: shortcut(key) }) : t(name)}
              aria-keyshortcuts={key ? shortcut(key).replace('Ctrl', 'Control') : undefined}
              disabled={preview}
              onClick={() => sign(kind)}
              className="size-10"
            >
              <Icon aria-hidden className="size-4.5" />
            </IconButton>
          ))}
          <IconButton label={t('mention.add')} disabled={preview} onClick={at} className="size-10">
            <AtSign aria-hidden className="size-4.5" />
          </IconButton>
          {onFiles ? (
            <IconButton label={t('files.add')} onClick={() => chooser.current?.click()} className="size-10">
              <Paperclip aria-hidden className="size-4.5" />
            </IconButton>
          ) : null}
          <button
            type="button"
            aria-pressed={preview}
            disabled={!preview && !value.trim()}
            onClick={() => {
              setPreview(!preview)
              close()
            }}
            className="ms-auto inline-flex min-h-10 items-center gap-1.5 rounded-lg px-3 text-sm font-medium text-muted hover:bg-sunk hover:text-ink disabled:opacity-60 aria-pressed:text-brand"
          >
            {preview ? <PencilLine aria-hidden className="size-4.5 rtl:-scale-x-100" /> : <Eye aria-hidden className="size-4.5" />}
            {preview ? t('md.write') : t('md.preview')}
          </button>
        </Toolbar>
        <div className="relative">
          <textarea
            ref={area}
            id={id}
            name="body"
            dir="auto"
            rows={rows}
            value={value}
            hidden={preview}
            placeholder={placeholder ?? ' '}
            autoFocus={autoFocus}
            aria-invalid={error ? true : undefined}
            aria-describedby={described || undefined}
            role={asked ? 'combobox' : undefined}
            aria-autocomplete={asked ? 'list' : undefined}
            aria-expanded={asked ? option !== undefined : undefined}
            aria-controls={option ? `${id}-people` : undefined}
            aria-activedescendant={option}
            onChange={(event) => onChange(event.target.value)}
            onSelect={look}
            onBlur={() => document.activeElement === area.current || close()}
            onKeyDown={press}
            onPaste={paste}
            className="block w-full resize-y rounded-control bg-transparent px-3.5 py-3 focus:outline-none"
          />
          {asked && !preview ? (
            <Suspense>
              <MentionList
                key={asked.start}
                ref={keys}
                id={`${id}-people`}
                typed={asked.typed}
                top={asked.top}
                onChoose={choose}
                onActive={setOption}
                onClose={() => {
                  setPassed(asked.start)
                  close()
                }}
              />
            </Suspense>
          ) : null}
          {preview ? (
            <Suspense>
              <Preview body={value} />
            </Suspense>
          ) : null}
        </div>
        {children}
        {over ? <p className="pointer-events-none absolute inset-0 z-10 grid place-items-center rounded-control bg-brand-soft/95 font-semibold text-brand">{t('files.drop')}</p> : null}
      </div>
      {onFiles ? (
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          aria-label={t('files.add')}
          onChange={(event) => {
            onFiles(Array.from(event.target.files ?? []))
            event.target.value = ''
          }}
        />
      ) : null}
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
