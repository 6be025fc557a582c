/** What stands where a page could not: what happened, and what helps. */
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { Compass } from 'lucide-react'
import { useAuth } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { ApiError } from '@/services/api'
import { Problem } from '@/ui/Alert'
import { Empty, Title } from '@/ui/bits'
import { ButtonLink } from '@/ui/Button'

export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const { t } = useI18n()
  const router = useRouter()
  if (error instanceof ApiError && error.status === 404) return <NotFound />
  const known = error instanceof ApiError ? error : new ApiError(0, { title: t('error.unexpected'), code: 'broken' })
  return (
    <div className="mx-auto grid w-full max-w-2xl gap-4 px-4 py-12">
      <Title name={t('error.unexpected')} />
      <Problem
        error={known}
        retry={() => {
          reset()
          void router.invalidate()
        }}
      />
    </div>
  )
}

export function NotFound() {
  const { t } = useI18n()
  const { user } = useAuth()
  return (
    <div className="mx-auto w-full max-w-2xl px-4 py-12">
      <Empty
        page
        icon={<Compass />}
        title={t('not_found.title')}
        action={
          <ButtonLink to={user ? '/forum' : '/'} className="mt-2">
            {user ? t('not_found.forum') : t('not_found.home')}
          </ButtonLink>
        }
      >
        {t('not_found.why')}
      </Empty>
    </div>
  )
}
