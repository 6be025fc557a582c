/** A menu under its button: arrows move, Escape and a click elsewhere close it, focus goes back. */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { cx } from './cx'

interface Props {
  label: string
  /** Whether the button's own words name it. */
  named?: boolean
  button: ReactNode
  children: (close: () => void) => ReactNode
  buttonClass?: string
  up?: boolean
}

export function Menu({ label, named, button, children, buttonClass, up }: Props) {
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const opener = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()

  useEffect(() => {
    if (!open) return
    items(list.current)[0]?.focus()
    const elsewhere = (event: MouseEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('mousedown', elsewhere)
    return () => document.removeEventListener('mousedown', elsewhere)
  }, [open])

  function close() {
    setOpen(false)
    opener.current?.focus()
  }

  function move(event: KeyboardEvent) {
    const all = items(list.current)
    const at = all.indexOf(document.activeElement as HTMLElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key]
    if (event.key === 'Escape') {
      event.stopPropagation()
      close()
    } else if (event.key === 'Tab') setOpen(false)
    else if (to !== undefined) {
      event.preventDefault()
      all[(to + all.length) % all.length]?.focus()
    }
  }

  return (
    <div ref={root} className="relative">
      <button
        ref={opener}
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={named ? undefined : label}
        onClick={() => setOpen(!open)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault()
            setOpen(true)
          }
        }}
        className={buttonClass}
      >
        {button}
      </button>
      {open ? (
        <div
          ref={list}
          id={id}
          role="menu"
          aria-label={label}
          tabIndex={-1}
          onKeyDown={move}
          className={cx(
            'absolute end-0 z-40 min-w-52 animate-rise rounded-control border border-line bg-raised p-1.5 shadow-pop',
            up ? 'bottom-full mb-2' : 'top-full mt-2',
          )}
        >
          {children(close)}
        </div>
      ) : null}
    </div>
  )
}

const items = (list: HTMLElement | null): HTMLElement[] =>
  Array.from(list?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])

const ITEM =
  'flex min-h-11 w-full items-center gap-3 rounded-lg px-3 text-start text-ink no-underline hover:bg-sunk focus:bg-sunk focus:outline-none'

export function MenuItem({ icon, children, onSelect, checked, danger }: { icon?: ReactNode; children: ReactNode; onSelect: () => void; checked?: boolean; danger?: boolean }) {
  return (
    <button
      type="button"
      role={checked === undefined ? 'menuitem' : 'menuitemradio'}
      aria-checked={checked}
      tabIndex={-1}
      onClick={onSelect}
      className={cx(ITEM, danger && 'text-bad', checked && 'font-semibold text-brand')}
    >
      {icon}
      {children}
    </button>
  )
}
export const menuItemClass = ITEM
