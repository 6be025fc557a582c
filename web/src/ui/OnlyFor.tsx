import { ShieldAlert } from 'lucide-react'
import { useI18n } from '@/i18n'
import { Empty } from './bits'
import { ButtonLink } from './Button'

/** In the place of a page that is for others: for whom, why, and the way back. */
export function OnlyFor({ whom, why }: { whom: string; why: string }) {
  const { t } = useI18n()
  return (
    <Empty page icon={<ShieldAlert />} title={whom} action={<ButtonLink to="/dashboard">{t('not_found.home')}</ButtonLink>}>
      {why}
    </Empty>
  )
}
