import { Link, type LinkProps } from '@tanstack/react-router'
import { LoaderCircle } from 'lucide-react'
import type { ButtonHTMLAttributes, ReactNode } from 'react'
import { cx } from './cx'

export type Look = 'primary' | 'quiet' | 'ghost' | 'danger'
type Size = 'small' | 'normal' | 'large'

const LOOKS: Record<Look, string> = {
  primary: 'bg-brand text-on-brand border-brand hover:bg-brand-strong hover:border-brand-strong shadow-card',
  quiet: 'bg-surface text-ink border-edge hover:bg-sunk',
  ghost: 'bg-transparent text-muted border-transparent hover:bg-sunk hover:text-ink',
  danger: 'bg-surface text-bad border-bad hover:bg-bad-soft',
}
const SIZES: Record<Size, string> = {
  small: 'min-h-9 px-3 text-sm gap-1.5',
  normal: 'min-h-11 px-4 gap-2',
  large: 'min-h-12 px-6 text-lg gap-2',
}

export const buttonClass = (look: Look = 'primary', size: Size = 'normal', more?: string): string =>
  cx(
    'inline-flex items-center justify-center rounded-control border font-semibold no-underline transition-colors',
    'disabled:opacity-60 disabled:cursor-not-allowed whitespace-nowrap',
    LOOKS[look],
    SIZES[size],
    more,
  )

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look
  size?: Size
  pending?: boolean
  icon?: ReactNode
}

export function Button({ look, size, pending, icon, children, className, type = 'button', ...rest }: Props) {
  return (
    <button
      type={type}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      {...rest}
      onClick={(event) => {
        if (pending) event.preventDefault()
        else rest.onClick?.(event)
      }}
      className={buttonClass(look, size, className)}
    >
      {pending ? <LoaderCircle aria-hidden className="size-[1.1em] animate-spin" /> : icon}
      {children}
    </button>
  )
}

export function ButtonLink({
  look,
  size,
  icon,
  children,
  className,
  ...rest
}: LinkProps & { look?: Look; size?: Size; icon?: ReactNode; className?: string; children: ReactNode }) {
  return (
    <Link {...rest} className={buttonClass(look, size, className)}>
      {icon}
      {children}
    </Link>
  )
}

/** A square button of which only the sign is seen; its name is told to everybody else, and on hovering. */
export function IconButton({ label, children, className, ...rest }: Props & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx(
        'inline-grid size-11 shrink-0 place-items-center rounded-control text-muted transition-colors hover:bg-sunk hover:text-ink',
        'disabled:opacity-50',
        className,
      )}
    >
      {children}
    </button>
  )
}
