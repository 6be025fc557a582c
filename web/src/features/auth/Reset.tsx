import { Link } from '@tanstack/react-router'
import { MailCheck } from 'lucide-react'
import { useState } from 'react'
import { useI18n } from '@/i18n'
import { useLinkToken } from '@/lib/token'
import { api, ok } from '@/services/api'
import { Empty } from '@/ui/bits'
import { ButtonLink } from '@/ui/Button'
import { EmailField, Form, PasswordField, Submit, text } from '@/ui/form'
import { AuthCard } from './Card'
import { Done, NoToken } from './Verify'

export function ForgotPassword() {
  const { t } = useI18n()
  const [sentTo, setSentTo] = useState<string | null>(null)
  if (sentTo) {
    return (
      <div className="mx-auto w-full max-w-xl px-4 py-12">
        <Empty page icon={<MailCheck />} title={t('auth.check_mail')}>
          <p>
            {t('auth.reset_sent')} <bdi className="font-semibold text-ink">{sentTo}</bdi>
          </p>
          <p className="mt-2">{t('auth.reset_sent_why')}</p>
        </Empty>
      </div>
    )
  }
  return (
    <AuthCard title={t('auth.forgot_title')} lead={t('auth.forgot_lead')} foot={<Link to="/login">{t('auth.back_to_log_in')}</Link>}>
      <Form
        onSubmit={async (values) => {
          const email = text(values, 'email')
          await ok(api.POST('/api/v1/auth/password/forgot', { body: { email } }))
          setSentTo(email)
        }}
      >
        <EmailField name="email" label={t('auth.email')} autoFocus />
        <Submit size="large">{t('auth.send_link')}</Submit>
      </Form>
    </AuthCard>
  )
}

export function ResetPassword() {
  const { t } = useI18n()
  const token = useLinkToken()
  const [done, setDone] = useState(false)
  if (!token) return <NoToken />
  if (done) {
    return (
      <Done title={t('auth.password_set')} action={<ButtonLink to="/login">{t('auth.log_in')}</ButtonLink>}>
        {t('auth.password_set_why')}
      </Done>
    )
  }
  return (
    <AuthCard title={t('auth.reset_title')} lead={t('auth.reset_lead')} foot={<Link to="/forgot-password">{t('auth.another_link')}</Link>}>
      <Form
        onSubmit={async (values) => {
          await ok(api.POST('/api/v1/auth/password/reset', { body: { token, password: text(values, 'password') } }))
          setDone(true)
        }}
      >
        <PasswordField name="password" label={t('auth.new_password')} hint={t('auth.password_hint')} autoComplete="new-password" minLength={12} autoFocus />
        <Submit size="large">{t('auth.set_password')}</Submit>
      </Form>
    </AuthCard>
  )
}
