import { Outlet } from '@tanstack/react-router'
import { useI18n } from '@/i18n'
import { Title } from '@/ui/bits'
import { Tabs } from '@/ui/Tabs'

export function SettingsFrame() {
  const { t } = useI18n()
  return (
    <div className="mx-auto grid max-w-3xl gap-6">
      <Title name={t('nav.settings')} />
      <Tabs
        label={t('nav.settings')}
        pages={[
          { to: '/settings/profile', name: t('settings.profile') },
          { to: '/settings/account', name: t('settings.account') },
          { to: '/settings/notifications', name: t('settings.notifications') },
          { to: '/settings/security', name: t('settings.security') },
          { to: '/settings/sessions', name: t('settings.sessions') },
          { to: '/settings/tokens', name: t('settings.tokens') },
          { to: '/settings/data', name: t('settings.data') },
        ]}
      />
      <Outlet />
    </div>
  )
}
