import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { useI18n } from '@/i18n'
import type { ApiError } from '@/services/api'
import { Button } from './Button'
import { cx } from './cx'

type Tone = 'info' | 'ok' | 'warn' | 'bad'
const TONES: Record<Tone, [string, typeof Info]> = {
  info: ['bg-brand-soft text-brand', Info],
  ok: ['bg-ok-soft text-ok', CircleCheck],
  warn: ['bg-gold-soft text-gold', TriangleAlert],
  bad: ['bg-bad-soft text-bad', CircleAlert],
}

export function Alert({ tone = 'info', title, children, role }: { tone?: Tone; title?: ReactNode; children?: ReactNode; role?: string }) {
  const [look, Icon] = TONES[tone]
  return (
    <div role={role} className={cx('flex gap-3 rounded-control p-4', look)}>
      <Icon aria-hidden className="mt-0.5 size-5 shrink-0" />
      <div className="grid min-w-0 flex-1 gap-1">
        {title ? <p className="font-semibold">{title}</p> : null}
        {children ? <div className="text-ink">{children}</div> : null}
      </div>
    </div>
  )
}

/** Seconds that are left, counted down. */
function useCountdown(seconds: number | null): number {
  const [left, setLeft] = useState(seconds ?? 0)
  useEffect(() => {
    setLeft(seconds ?? 0)
    if (!seconds) return
    const until = Date.now() + seconds * 1000
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1000))), 500)
    return () => clearInterval(timer)
  }, [seconds])
  return left
}

/** What the server, or its absence, has to say; with what to do about it. */
export function Problem({ error, retry }: { error: ApiError; retry?: () => void }) {
  const { t } = useI18n()
  const left = useCountdown(error.retryAfter)
  const unreachable = error.status === 0
  const told = error.fields.filter(({ message }) => message.replace(/\.$/, '') !== error.title) // said once is enough
  const title = unreachable ? t('error.unreachable') : error.title || t('error.unexpected')
  return (
    <Alert tone="bad" title={title} role="alert">
      <div className="grid gap-2">
        {error.retryAfter || told.length ? null : <p>{unreachable ? t('error.unreachable_detail') : error.message}</p>}
        {told.length ? (
          <ul className="list-disc ps-5">
            {told.map(({ field, message }) => (
              <li key={field}>{message}</li>
            ))}
          </ul>
        ) : null}
        {error.retryAfter ? <p className="font-semibold tabular-nums">{left > 0 ? t('error.wait', { time: clock(left) }) : t('error.now')}</p> : null}
        {error.status >= 500 && error.requestId ? (
          <p className="text-sm text-muted">
            {t('error.request')} <code dir="ltr">{error.requestId}</code>
          </p>
        ) : null}
        {retry ? (
          <p>
            <Button look="quiet" size="small" onClick={retry}>
              {t('action.retry')}
            </Button>
          </p>
        ) : null}
      </div>
    </Alert>
  )
}

export function clock(seconds: number): string {
  const minutes = Math.floor(seconds / 60)
  return `${minutes}:${String(seconds % 60).padStart(2, '0')}`
}
