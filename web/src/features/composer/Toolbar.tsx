/** The row of signs above a Markdown field. */
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useI18n } from '@/i18n'

/** One stop of the Tab key; the arrows move within it, as the page reads. */
export function Toolbar({ id, children }: { id: string; children: ReactNode }) {
  const { t } = useI18n()
  const bar = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  useEffect(() => {
    buttons(bar.current).forEach((one, index, all) => (one.tabIndex = index === Math.min(at, all.length - 1) ? 0 : -1))
  })
  function press(event: KeyboardEvent) {
    const forward = document.documentElement.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
    const back = document.documentElement.dir === 'rtl' ? 'ArrowRight' : 'ArrowLeft'
    if (event.key !== forward && event.key !== back) return
    const all = buttons(bar.current)
    const here = all.indexOf(document.activeElement as HTMLButtonElement)
    const to = (here + (event.key === forward ? 1 : all.length - 1)) % all.length
    event.preventDefault()
    setAt(to)
    all[to]?.focus()
  }
  return (
    <div ref={bar} role="toolbar" aria-label={t('md.toolbar')} aria-controls={id} onKeyDown={press} className="flex flex-wrap items-center border-b border-line px-1">
      {children}
    </div>
  )
}
const buttons = (bar: HTMLElement | null): HTMLButtonElement[] => Array.from(bar?.querySelectorAll<HTMLButtonElement>('button:not(:disabled)') ?? [])
