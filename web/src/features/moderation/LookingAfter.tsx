import { useAuth } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { Tabs } from '@/ui/Tabs'

/** The pages of operators; whoever only decides about reports has one, and needs no tabs. */
export function LookingAfter() {
  const { t } = useI18n()
  const { isOperator } = useAuth()
  if (!isOperator) return null
  return (
    <Tabs
      label={t('moderation.title')}
      pages={[
        { to: '/moderation', name: t('moderation.reports') },
        { to: '/moderation/audit', name: t('admin.audit') },
      ]}
    />
  )
}
