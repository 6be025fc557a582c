/** What one wants to be told of, here and by mail. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useI18n } from '@/i18n'
import { ApiError } from '@/services/api'
import type { NotificationKind, NotificationPreferences } from '@/types/api.types'
import { Problem } from '@/ui/Alert'
import { Skeleton } from '@/ui/bits'
import { Section } from '@/ui/Section'
import { useToasts } from '@/ui/Toast'
import { preferencesQuery, wish } from './queries'

const KINDS: readonly NotificationKind[] = ['reply', 'mention', 'best_answer', 'followed_topic', 'like', 'moderation', 'report']

export function Preferences() {
  const { t } = useI18n()
  const { data, error, isPending, refetch } = useQuery(preferencesQuery)
  return (
    <Section title={t('settings.notifications')} lead={t('prefs.lead')}>
      {error instanceof ApiError ? <Problem error={error} retry={() => void refetch()} /> : null}
      {isPending ? <Skeleton lines={6} /> : null}
      {data ? (
        <table className="w-full text-start">
          <caption className="sr-only">{t('settings.notifications')}</caption>
          <thead>
            <tr className="border-b border-line text-sm text-muted">
              <th scope="col" className="pb-2 text-start font-semibold">
                {t('prefs.when')}
              </th>
              <th scope="col" className="w-20 pb-2 text-center font-semibold">
                {t('prefs.in_app')}
              </th>
              <th scope="col" className="w-20 pb-2 text-center font-semibold">
                {t('prefs.email')}
              </th>
            </tr>
          </thead>
          <tbody>
            {KINDS.filter((kind) => kind in data).map((kind) => (
              <Row key={kind} kind={kind} wished={data[kind]} />
            ))}
          </tbody>
        </table>
      ) : null}
      <p className="text-sm text-pretty text-muted">{t('prefs.mails')}</p>
    </Section>
  )
}

function Row({ kind, wished }: { kind: NotificationKind; wished: NotificationPreferences[NotificationKind] }) {
  const { t } = useI18n()
  const queries = useQueryClient()
  const { tell } = useToasts()

  async function change(next: typeof wished) {
    try {
      await wish(queries, kind, next)
      tell(t('state.saved'))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      tell(error.message || t('notes.failed'))
    }
  }

  return (
    <tr className="border-b border-line last:border-0">
      <th scope="row" id={`kind-${kind}`} className="py-3 pe-3 text-start font-normal">
        {t(`prefs.${kind}`)}
      </th>
      <td className="text-center">
        <Box label={t('prefs.in_app')} row={kind} on={wished.in_app} turn={(in_app) => void change({ ...wished, in_app })} />
      </td>
      <td className="text-center">
        <Box label={t('prefs.email')} row={kind} on={wished.email !== 'off'} turn={(on) => void change({ ...wished, email: on ? 'instant' : 'off' })} />
      </td>
    </tr>
  )
}

function Box({ label, row, on, turn }: { label: string; row: NotificationKind; on: boolean; turn: (on: boolean) => void }) {
  const { t } = useI18n()
  return (
    <label className="inline-grid size-11 cursor-pointer place-items-center">
      <input type="checkbox" checked={on} onChange={(event) => turn(event.target.checked)} aria-label={`${t(`prefs.${row}`)}: ${label}`} className="size-5 accent-brand" />
    </label>
  )
}
