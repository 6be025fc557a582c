import { Link, useRouter, useSearch } from '@tanstack/react-router'
import { useAuth } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { AuthCard } from './Card'
import { SignInForm } from './SignInForm'
import { forgetTyped } from './signing-up'
import { within } from './within'

export function LogIn() {
  const { t } = useI18n()
  const { signedIn } = useAuth()
  const router = useRouter()
  const { next } = useSearch({ from: '/plain/login' })
  return (
    <AuthCard
      title={t('auth.welcome_back')}
      lead={next ? t('auth.log_in_first') : undefined}
      foot={
        <>
          {t('auth.no_account')} <Link to="/signup">{t('auth.sign_up')}</Link>
        </>
      }
    >
      <SignInForm
        onDone={(session) => {
          forgetTyped()
          // where the page was somebody else's, so was the place that it was to lead to
          if (signedIn(session, '/dashboard')) router.history.push(within(next))
        }}
      />
    </AuthCard>
  )
}
