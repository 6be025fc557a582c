/** Who changes another's words is asked why, where the server wants to know; then the same is done with the reason. */
import { Suspense, lazy, useState, type ReactNode } from 'react'
import { useI18n } from '@/i18n'
import { ApiError } from '@/services/api'

const ReasonDialog = lazy(() => import('./ReasonDialog'))
type Act = (reason?: string) => Promise<void>

export function useReason(): { withReason: (act: Act) => Promise<void>; dialog: ReactNode } {
  const { t } = useI18n()
  const [asking, setAsking] = useState<{ act: Act } | null>(null)

  async function withReason(act: Act) {
    try {
      await act()
    } catch (error) {
      if (!(error instanceof ApiError) || !error.fields.some(({ field }) => field === 'reason')) throw error
      setAsking({ act })
    }
  }
  const dialog = asking ? (
    <Suspense>
      <ReasonDialog title={t('moderation.why')} lead={t('moderation.lead_changed')} yes={t('action.save')} harsh={false} act={asking.act} onClose={() => setAsking(null)} />
    </Suspense>
  ) : null
  return { withReason, dialog }
}
