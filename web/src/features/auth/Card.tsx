/** The frame of everything about signing in: a form, and beside it what waits behind. */
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Scene } from '@/app/Scene'
import { useI18n, type Key } from '@/i18n'
import { Title } from '@/ui/bits'

const POINTS: Key[] = ['auth.point_ask', 'auth.point_people', 'auth.point_languages']

export function AuthCard({ title, lead, children, foot }: { title: string; lead?: ReactNode; children?: ReactNode; foot?: ReactNode }) {
  const { t } = useI18n()
  return (
    <div className="mx-auto grid w-full max-w-6xl content-start lg:content-center flex-1 items-start gap-12 lg:items-center px-4 py-8 sm:px-6 sm:py-12 lg:grid-cols-[minmax(0,28rem)_1fr] lg:justify-between">
      <div className="mx-auto grid w-full max-w-md gap-6">
        <Title name={title} lead={lead} />
        {children}
        {foot ? <p className="text-muted">{foot}</p> : null}
      </div>
      <aside aria-hidden className="hidden max-w-lg gap-6 lg:grid">
        <Scene />
        <ul className="grid gap-2">
          {POINTS.map((point) => (
            <li key={point} className="flex gap-3 text-muted">
              <Check className="mt-1 size-4 shrink-0 text-ok" />
              {t(point)}
            </li>
          ))}
        </ul>
      </aside>
    </div>
  )
}
