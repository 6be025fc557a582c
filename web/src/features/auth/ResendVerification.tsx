import { useState } from 'react'
import { useI18n } from '@/i18n'
import { api, ok } from '@/services/api'
import { Alert } from '@/ui/Alert'
import { EmailField, Form, Submit, text } from '@/ui/form'

/** Another mail with a link; answered alike whether or not anybody waits for one. */
export function ResendVerification({ email }: { email?: string }) {
  const { t } = useI18n()
  const [sent, setSent] = useState(false)
  if (sent) {
    return (
      <Alert tone="ok" role="status">
        {t('auth.resent')}
      </Alert>
    )
  }
  return (
    <Form
      className="gap-3"
      onSubmit={async (values) => {
        await ok(api.POST('/api/v1/auth/email/resend', { body: { email: email ?? text(values, 'email') } }))
        setSent(true)
      }}
    >
      {email ? null : <EmailField name="email" label={t('auth.email')} />}
      <Submit look="quiet">{t('auth.resend')}</Submit>
    </Form>
  )
}
