import { useState } from 'react'
import { useMe, useShowMe } from '@/contexts/AuthContext'
import { useI18n, type Language } from '@/i18n'
import { dateTime } from '@/i18n/format'
import { CALENDARS, DIGITS, type Manner } from '@/i18n/manner'
import { api, ok } from '@/services/api'
import { Alert } from '@/ui/Alert'
import { Choice, EmailField, Form, PasswordField, Submit, text } from '@/ui/form'
import { Section } from '@/ui/Section'
import { useToasts } from '@/ui/Toast'

export function Account() {
  return (
    <div className="grid gap-6">
      <Preferences />
      <Writing />
      <Email />
      <Password />
    </div>
  )
}

function Preferences() {
  const { t, setLanguage } = useI18n()
  const { user } = useMe()
  const show = useShowMe()
  const { tell } = useToasts()
  const zones = [...new Set([user.timezone, 'Asia/Riyadh', ...Intl.supportedValuesOf('timeZone')])]
  return (
    <Section title={t('account.preferences')} lead={t('account.preferences_lead')}>
      <Form
        onSubmit={async (values) => {
          const language = text(values, 'language') as Language
          show(await ok(api.PATCH('/api/v1/users/me', { body: { language, timezone: text(values, 'timezone') } })))
          await setLanguage(language)
          tell(t('state.saved'))
        }}
      >
        <div className="grid gap-5 sm:grid-cols-2">
          <Choice name="language" label={t('account.language')} choices={[['ar', 'العربية'], ['en', 'English']]} defaultValue={user.language} />
          <Choice name="timezone" label={t('account.timezone')} dir="ltr" choices={zones.map((zone) => [zone, zone.replaceAll('_', ' ')] as const)} defaultValue={user.timezone} />
        </div>
        <Submit className="justify-self-start">{t('action.save')}</Submit>
      </Form>
    </Section>
  )
}

/** Applied as it is chosen, and shown by the present moment. */
function Writing() {
  const { t, tag, manner, setManner } = useI18n()
  const now = dateTime(new Date().toISOString(), tag)
  return (
    <Section title={t('account.writing')} lead={t('account.writing_lead')}>
      <div className="grid gap-5 sm:grid-cols-2">
        <Choice
          name="digits"
          label={t('account.digits')}
          choices={DIGITS.map((one) => [one, t(`account.digits_${one}`)] as const)}
          value={manner.digits}
          onChange={(event) => setManner({ ...manner, digits: event.currentTarget.value as Manner['digits'] })}
        />
        <Choice
          name="calendar"
          label={t('account.calendar')}
          choices={CALENDARS.map((one) => [one, t(`account.calendar_${one}`)] as const)}
          value={manner.calendar}
          onChange={(event) => setManner({ ...manner, calendar: event.currentTarget.value as Manner['calendar'] })}
        />
      </div>
      <p role="status" className="text-muted">
        {t('account.writing_sample')} <bdi className="font-semibold text-ink">{now}</bdi>
      </p>
    </Section>
  )
}

function Email() {
  const { t } = useI18n()
  const { user } = useMe()
  const [sentTo, setSentTo] = useState<string | null>(null)
  return (
    <Section
      title={t('auth.email')}
      lead={
        <>
          {t('account.email_now')} <bdi className="font-semibold text-ink">{user.email}</bdi>
        </>
      }
    >
      {sentTo ? (
        <Alert tone="ok" role="status" title={t('auth.check_mail')}>
          {t('account.email_sent')} <bdi>{sentTo}</bdi>
        </Alert>
      ) : (
        <Form
          onSubmit={async (values) => {
            const address = text(values, 'new_email')
            await ok(api.POST('/api/v1/auth/email/change', { body: { new_email: address } }))
            setSentTo(address)
          }}
        >
          <EmailField name="new_email" label={t('account.new_email')} hint={t('account.new_email_hint')} />
          <Submit look="quiet" className="justify-self-start">
            {t('account.change_email')}
          </Submit>
        </Form>
      )}
    </Section>
  )
}

function Password() {
  const { t } = useI18n()
  const { user } = useMe()
  const { tell } = useToasts()
  const [edition, setEdition] = useState(0)
  return (
    <Section title={t('auth.password')} lead={t('account.password_lead')}>
      <Form
        key={edition}
        onSubmit={async (values) => {
          const body = { current_password: text(values, 'current_password'), new_password: text(values, 'new_password') }
          await ok(api.POST('/api/v1/auth/password/change', { body }))
          setEdition(edition + 1)
          tell(t('account.password_changed'))
        }}
      >
        <input type="email" autoComplete="username" value={user.email} readOnly hidden />
        <PasswordField name="current_password" label={t('account.current_password')} />
        <PasswordField name="new_password" label={t('auth.new_password')} hint={t('auth.password_hint')} autoComplete="new-password" minLength={12} />
        <Submit look="quiet" className="justify-self-start">
          {t('auth.set_password')}
        </Submit>
      </Form>
    </Section>
  )
}
