/** The words as they will stand there: rendered by the server, which alone knows its rules. */
import { useQuery } from '@tanstack/react-query'
import { useI18n } from '@/i18n'
import { ApiError, api, ok } from '@/services/api'
import { Problem } from '@/ui/Alert'
import { RichText, Skeleton } from '@/ui/bits'

export default function Preview({ body }: { body: string }) {
  const { t } = useI18n()
  const { data, error, refetch } = useQuery({
    queryKey: ['preview', body],
    queryFn: ({ signal }) => ok(api.POST('/api/v1/forums/preview', { body: { body }, signal })),
    gcTime: 60_000,
    staleTime: 60_000,
  })
  return (
    <section aria-label={t('md.preview')} className="min-h-24 px-3.5 py-3">
      {error instanceof ApiError ? <Problem error={error} retry={() => void refetch()} /> : null}
      {data ? <RichText html={data.body_html} /> : error ? null : <Skeleton lines={3} />}
    </section>
  )
}
