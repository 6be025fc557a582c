/** Where links of mails lead that prove an address: nothing happens before the button is pressed. */
import { Link } from '@tanstack/react-router'
import { CircleCheck, MailWarning } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useI18n } from '@/i18n'
import { useLinkToken } from '@/lib/token'
import { ApiError, api, ok } from '@/services/api'
import { Empty } from '@/ui/bits'
import { Button, ButtonLink } from '@/ui/Button'
import { Problem } from '@/ui/Alert'
import { AuthCard } from './Card'
import { ResendVerification } from './ResendVerification'

export function NoToken() {
  const { t } = useI18n()
  return (
    <div className="mx-auto w-full max-w-xl px-4 py-12">
      <Empty page icon={<MailWarning />} title={t('link.missing')}>
        {t('link.missing_why')}
      </Empty>
    </div>
  )
}

/** Whether a link itself is no good any more, so that pressing again won't help. */
export const isSpent = (error: ApiError | null): boolean => error !== null && error.code.startsWith('token_')

function useDone<Given>(act: (token: string) => Promise<Given>) {
  const token = useLinkToken()
  const [done, setDone] = useState<Given | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const [pending, setPending] = useState(false)
  async function press() {
    setPending(true)
    setError(null)
    try {
      setDone(await act(token as string))
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setError(reason)
    } finally {
      setPending(false)
    }
  }
  return { token, done, error, pending, press }
}

export function VerifyEmail() {
  const { t } = useI18n()
  const { token, done, error, pending, press } = useDone((secret) => ok(api.POST('/api/v1/auth/email/verify', { body: { token: secret } })))
  if (!token) return <NoToken />
  if (done) {
    return (
      <Done title={t('auth.account_open')} action={<ButtonLink to="/login">{t('auth.log_in')}</ButtonLink>}>
        <p>
          <bdi className="font-semibold text-ink">{done.user.display_name}</bdi> · <bdi>{done.organization.name}</bdi>
        </p>
        <p className="mt-2">{t('auth.account_open_next')}</p>
      </Done>
    )
  }
  return (
    <AuthCard title={t('auth.confirm_title')} lead={t('auth.confirm_lead')}>
      {error ? <Problem error={error} /> : null}
      {isSpent(error) ? (
        <div className="grid gap-4">
          <h2 className="text-lg">{t('auth.new_link')}</h2>
          <ResendVerification />
          <p className="text-muted">
            {t('auth.or')} <Link to="/signup">{t('auth.sign_up_again')}</Link>
          </p>
        </div>
      ) : (
        <Button size="large" pending={pending} onClick={() => void press()}>
          {t('auth.confirm_button')}
        </Button>
      )}
    </AuthCard>
  )
}

export function ConfirmEmail() {
  const { t } = useI18n()
  const { token, done, error, pending, press } = useDone((secret) => ok(api.POST('/api/v1/auth/email/change/confirm', { body: { token: secret } })))
  if (!token) return <NoToken />
  if (done) {
    return (
      <Done title={t('auth.email_changed')} action={<ButtonLink to="/forum">{t('not_found.forum')}</ButtonLink>}>
        <bdi>{done.email}</bdi>
      </Done>
    )
  }
  return (
    <AuthCard title={t('auth.new_email_title')} lead={t('auth.new_email_lead')}>
      {error ? <Problem error={error} /> : null}
      {isSpent(error) ? (
        <ButtonLink to="/settings/account" look="quiet">
          {t('auth.to_account')}
        </ButtonLink>
      ) : (
        <Button size="large" pending={pending} onClick={() => void press()}>
          {t('auth.confirm_button')}
        </Button>
      )}
    </AuthCard>
  )
}

export function Done({ title, children, action }: { title: string; children: ReactNode; action: ReactNode }) {
  return (
    <div className="mx-auto w-full max-w-xl px-4 py-12">
      <Empty page icon={<CircleCheck />} title={title} action={action}>
        {children}
      </Empty>
    </div>
  )
}
