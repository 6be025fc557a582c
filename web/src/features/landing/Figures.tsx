/** How many are here already: rounded down by the server, and nothing boasted of where there is nothing yet. */
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Sprout } from 'lucide-react'
import { useI18n } from '@/i18n'
import { number } from '@/i18n/format'
import { api, ok } from '@/services/api'

const figuresQuery = queryOptions({
  queryKey: ['public', 'figures'],
  queryFn: ({ signal }) => ok(api.GET('/api/v1/public/figures', { signal })),
  staleTime: 300_000,
})
const SHOWN = ['organizations', 'people', 'topics', 'replies', 'answered'] as const

export function Figures() {
  const { t } = useI18n()
  const { data } = useQuery(figuresQuery)
  const told = SHOWN.flatMap((name) => (data?.[name] ? [[name, data[name]] as const] : []))
  // whatever comes has the same room, so that nothing moves when it does
  return (
    <section aria-labelledby="here" className="border-t border-line bg-ground">
      <div className="mx-auto grid min-h-80 w-full max-w-6xl content-center justify-items-center gap-6 px-4 py-8 sm:min-h-56 sm:px-6">
        {data && !told.length ? (
          <div className="grid max-w-xl justify-items-center gap-2 text-center">
            <Sprout aria-hidden className="size-8 text-ok" />
            <h2 id="here" className="text-2xl">
              {t('landing.new')}
            </h2>
            <p className="text-pretty text-muted">{t('landing.new_why')}</p>
          </div>
        ) : (
          <>
            <h2 id="here" className="text-sm font-semibold text-muted">
              {t('landing.here')}
            </h2>
            <dl className="flex min-h-20 flex-wrap justify-center gap-x-10 gap-y-5 text-center sm:gap-x-16">
              {told.map(([name, count]) => (
                <Figure key={name} name={name} count={count} />
              ))}
            </dl>
            <p className="min-h-5 text-center text-sm text-pretty text-muted">{told.length ? t('landing.rounded') : ''}</p>
          </>
        )}
      </div>
    </section>
  )
}

function Figure({ name, count }: { name: (typeof SHOWN)[number]; count: number }) {
  const { t, tag } = useI18n()
  return (
    <div className="flex min-w-24 flex-col-reverse justify-end">
      <dt className="text-muted">{t(`landing.count_${name}`, { count })}</dt>
      <dd className="text-4xl font-bold tabular-nums text-brand">
        <bdi aria-hidden dir="ltr">
          {number(count, tag)}+
        </bdi>
        <span className="sr-only">{t('landing.or_more', { count })}</span>
      </dd>
    </div>
  )
}
