/** Small things that stand everywhere: portraits, badges, times, empty places, boxes that wait. */
import { useEffect, useRef, type ReactNode } from 'react'
import { useI18n } from '@/i18n'
import { inBothCalendars, relative } from '@/i18n/format'
import { nameTab } from '@/lib/title'
import type { Picture } from '@/types/api.types'
import { cx } from './cx'

const SIDES = { small: 'size-9 text-sm', medium: 'size-12', large: 'size-24 text-3xl' }
const HUES = ['#1e40af', '#0f766e', '#9a3412', '#6d28d9', '#be185d', '#166534', '#854d0e', '#334155']

/** A portrait, or initials on a colour that stays the same for one id. */
export function Avatar({ id, name, picture, size = 'small', square }: { id: string; name: string; picture: Picture | null; size?: keyof typeof SIDES; square?: boolean }) {
  const shape = cx(SIDES[size], square ? 'rounded-xl' : 'rounded-full', 'shrink-0 object-cover')
  if (picture) return <img src={size === 'large' ? picture.medium : picture.small} alt="" className={shape} />
  const hue = HUES[[...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % HUES.length] as string
  return (
    <span aria-hidden className={cx(shape, 'inline-grid place-items-center font-semibold text-white select-none')} style={{ background: hue }}>
      {initials(name)}
    </span>
  )
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word))
  const letters = [words[0], words.length > 1 ? words[words.length - 1] : ''].map((word) => [...(word ?? '').replace(/^ال(?=..)/, '')][0] ?? '')
  return letters.filter(Boolean).join('\u200c').toLocaleUpperCase()
}

const TONES = {
  plain: 'bg-sunk text-muted',
  brand: 'bg-brand-soft text-brand',
  ok: 'bg-ok-soft text-ok',
  gold: 'bg-gold-soft text-gold',
  bad: 'bg-bad-soft text-bad',
}
export function Badge({ tone = 'plain', icon, children }: { tone?: keyof typeof TONES; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={cx('inline-flex items-center gap-1 rounded-full px-2.5 py-0.5 text-sm font-medium whitespace-nowrap', TONES[tone])}>
      {icon}
      {children}
    </span>
  )
}

export function TimeAgo({ at }: { at: string }) {
  const { tag } = useI18n()
  return (
    <time dateTime={at} title={inBothCalendars(at, tag)}>
      {relative(at, tag)}
    </time>
  )
}

export function Card({ children, className, as: Tag = 'div', ...rest }: { children: ReactNode; className?: string; as?: 'div' | 'section' | 'article' | 'li'; 'aria-labelledby'?: string; id?: string }) {
  return (
    <Tag {...rest} className={cx('rounded-card border border-line bg-surface shadow-card', className)}>
      {children}
    </Tag>
  )
}

export function Skeleton({ lines = 3, className }: { lines?: number; className?: string }) {
  const { t } = useI18n()
  return (
    <div role="status" className={cx('animate-late grid gap-3', className)}>
      <span className="sr-only">{t('state.loading')}</span>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} aria-hidden className={cx('skeleton h-4', line === lines - 1 ? 'w-2/3' : 'w-full')} />
      ))}
    </div>
  )
}

export function Rows({ count = 5 }: { count?: number }) {
  const { t } = useI18n()
  return (
    <div role="status" className="animate-late grid gap-3">
      <span className="sr-only">{t('state.loading')}</span>
      {Array.from({ length: count }, (_, row) => (
        <div key={row} aria-hidden className="skeleton h-24 rounded-card" />
      ))}
    </div>
  )
}

export function Empty({ icon, title, children, action, page }: { icon: ReactNode; title: string; children?: ReactNode; action?: ReactNode; page?: boolean }) {
  const Heading = page ? 'h1' : 'h2'
  useEffect(() => {
    if (page) nameTab(`${title} · P2P Sandbox`)
  }, [page, title])
  return (
    <div className="grid justify-items-center gap-3 rounded-card border border-dashed border-edge px-6 py-12 text-center">
      <span aria-hidden className="grid size-14 place-items-center rounded-2xl bg-brand-soft text-brand [&>svg]:size-7">
        {icon}
      </span>
      <Heading tabIndex={page ? -1 : undefined} className="text-xl">
        {title}
      </Heading>
      {children ? <div className="max-w-md text-pretty text-muted">{children}</div> : null}
      {action}
    </div>
  )
}

/** Rich text that the server rendered and cleaned; nothing else ever comes in here. */
export function RichText({ html }: { html: string }) {
  return <div dir="auto" className="prose" dangerouslySetInnerHTML={{ __html: html }} />
}

/** A page's title: told to the tab, and focused when the page changes, so that everybody knows where they are. */
export function Title({ children, name, lead, action }: { children?: ReactNode; name: string; lead?: ReactNode; action?: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    nameTab(`${name} · P2P Sandbox`)
  }, [name])
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="grid min-w-0 gap-1">
        <h1 ref={heading} tabIndex={-1} className="text-2xl sm:text-3xl">
          {children ?? name}
        </h1>
        {lead ? <p className="max-w-2xl text-pretty text-muted">{lead}</p> : null}
      </div>
      {action}
    </div>
  )
}
