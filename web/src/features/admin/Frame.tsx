import { Outlet } from '@tanstack/react-router'
import { useAuth, useMe } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { Title } from '@/ui/bits'
import { OnlyFor } from '@/ui/OnlyFor'
import { Tabs } from '@/ui/Tabs'

export function AdminFrame() {
  const { t } = useI18n()
  const { isAdmin } = useAuth()
  const { organization } = useMe()
  if (!isAdmin) return <OnlyFor whom={t('admin.only')} why={t('admin.only_why')} />
  return (
    <div className="grid gap-6">
      <Title name={t('nav.admin')} lead={<bdi>{organization.name}</bdi>} />
      <Tabs
        label={t('nav.admin')}
        pages={[
          { to: '/admin/users', name: t('admin.users') },
          { to: '/admin/invitations', name: t('admin.invitations') },
          { to: '/admin/statistics', name: t('admin.statistics') },
          { to: '/admin/audit', name: t('admin.audit') },
        ]}
      />
      <Outlet />
    </div>
  )
}
