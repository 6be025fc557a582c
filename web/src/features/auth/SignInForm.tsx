/** E-mail and password, then the code where a second factor is on; also over a page whose session ended. */
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useI18n } from '@/i18n'
import { ApiError, api, ok } from '@/services/api'
import type { SessionOverview } from '@/types/api.types'
import { Alert } from '@/ui/Alert'
import { Button } from '@/ui/Button'
import { EmailField, Field, Form, PasswordField, Submit, Tick, text } from '@/ui/form'
import { ResendVerification } from './ResendVerification'

interface Props {
  email?: string
  onDone: (session: SessionOverview) => void
}

export function SignInForm({ email, onDone }: Props) {
  const { t } = useI18n()
  const [challenge, setChallenge] = useState<string | null>(null)
  const [unverified, setUnverified] = useState<string | null>(null)

  async function logIn(values: FormData) {
    setUnverified(null)
    try {
      const body = { email: text(values, 'email'), password: text(values, 'password'), remember_me: values.has('remember_me') }
      onDone(await ok(api.POST('/api/v1/auth/login', { body })))
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.code === 'second_factor_required' && error.challenge) return setChallenge(error.challenge)
      if (error.code === 'email_not_verified') return setUnverified(text(values, 'email'))
      throw error
    }
  }

  if (challenge) {
    return (
      <Form
        key="code"
        onSubmit={async (values) => onDone(await ok(api.POST('/api/v1/auth/login/second-factor', { body: { challenge, code: text(values, 'code') } })))}
      >
        <Field name="code" label={t('auth.code')} hint={t('auth.code_hint')} autoFocus autoComplete="one-time-code" dir="ltr" spellCheck={false} />
        <Submit size="large">{t('auth.go_on')}</Submit>
        <Button look="ghost" onClick={() => setChallenge(null)}>
          {t('action.back')}
        </Button>
      </Form>
    )
  }
  return (
    <>
      {unverified ? (
        <Alert tone="warn" role="alert" title={t('auth.unverified')}>
          <ResendVerification email={unverified} />
        </Alert>
      ) : null}
      <Form key="password" onSubmit={logIn}>
        <EmailField name="email" label={t('auth.email')} autoComplete="username" defaultValue={email} autoFocus={!email} />
        <div className="grid gap-1">
          <PasswordField name="password" label={t('auth.password')} autoFocus={Boolean(email)} />
          <Link to="/forgot-password" className="justify-self-start py-1 text-sm">
            {t('auth.forgot')}
          </Link>
        </div>
        <Tick name="remember_me" label={t('auth.remember')} hint={t('auth.remember_hint')} />
        <Submit size="large">{t('auth.log_in')}</Submit>
      </Form>
    </>
  )
}
