import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { MailCheck } from 'lucide-react'
import { useRef, useState } from 'react'
import { useI18n } from '@/i18n'
import { useCountries, useIndustries } from '@/i18n/choices'
import { ApiError, api, ok } from '@/services/api'
import { SIZES, type Industry, type Size } from '@/types/api.types'
import { Empty } from '@/ui/bits'
import { Button } from '@/ui/Button'
import { cx } from '@/ui/cx'
import { Choice, EmailField, Field, Form, PasswordField, Submit, text } from '@/ui/form'
import { AuthCard } from './Card'
import { ResendVerification } from './ResendVerification'
import { forgetTyped, keepTyped, only, typedBefore, type Typed } from './signing-up'

const OF_COMPANY = { 'organization.name': 'name', 'organization.industry': 'industry', 'organization.size': 'size', 'organization.city': 'city', 'organization.country': 'country' }
const LEAST = 2

export function SignUp() {
  const { t } = useI18n()
  const { step: asked } = useSearch({ from: '/plain/signup' })
  const navigate = useNavigate({ from: '/signup' })
  const { history } = useRouter()
  const [refusal, setRefusal] = useState<ApiError | null>(null)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const typed = useRef<Typed>(null)
  typed.current ??= typedBefore()
  const before = typed.current
  const step = asked && (before.name?.length ?? 0) >= LEAST ? 2 : 1 // the browser's own way back leads from the second to the first

  function note(values: FormData) {
    typed.current = { ...typed.current, ...only(Object.fromEntries(values)) }
    keepTyped(typed.current)
  }

  async function send(values: FormData) {
    note(values)
    const { name = '', industry, size, city, country } = typed.current ?? {}
    const body = {
      email: text(values, 'email'),
      password: text(values, 'password'),
      first_name: text(values, 'first_name'),
      last_name: text(values, 'last_name'),
      organization: { name, industry: (industry || null) as Industry | null, size: (size || null) as Size | null, city: city || null, country: country || null },
    }
    try {
      await ok(api.POST('/api/v1/auth/signup', { body }))
      forgetTyped()
      setSentTo(body.email)
    } catch (error) {
      if (!(error instanceof ApiError) || !error.fields.some(({ field }) => field in OF_COMPANY)) throw error
      setRefusal(error)
      await navigate({ search: {} })
    }
  }

  if (sentTo) return <CheckMail email={sentTo} />
  return (
    <AuthCard
      title={t('auth.sign_up_title')}
      lead={t('auth.sign_up_lead')}
      foot={
        <>
          {t('auth.have_account')} <Link to="/login">{t('auth.log_in')}</Link>
        </>
      }
    >
      <Steps at={step} names={[t('auth.step_company'), t('auth.step_you')]} />
      {step === 1 ? (
        <CompanyStep
          before={before}
          refusal={refusal}
          onType={note}
          onDone={(values) => {
            note(values)
            setRefusal(null)
            void navigate({ search: { step: 'you' } })
          }}
        />
      ) : (
        <Form key="you" onSubmit={send} onInput={(event) => note(new FormData(event.currentTarget))}>
          <div className="grid gap-5 sm:grid-cols-2 sm:gap-3">
            <Field name="first_name" label={t('auth.first_name')} autoComplete="given-name" dir="auto" defaultValue={before.first_name} autoFocus />
            <Field name="last_name" label={t('auth.last_name')} autoComplete="family-name" dir="auto" defaultValue={before.last_name} />
          </div>
          <EmailField name="email" label={t('auth.work_email')} hint={t('auth.work_email_hint')} autoComplete="username" defaultValue={before.email} />
          <PasswordField name="password" label={t('auth.new_password')} hint={t('auth.password_hint')} autoComplete="new-password" minLength={12} />
          <div className="flex flex-wrap gap-3">
            <Button look="quiet" onClick={() => history.back()}>
              {t('action.back')}
            </Button>
            <Submit className="flex-1">{t('auth.open_account')}</Submit>
          </div>
        </Form>
      )}
    </AuthCard>
  )
}

interface CompanyProps {
  before: Typed
  refusal: ApiError | null
  onType: (values: FormData) => void
  onDone: (values: FormData) => void
}

function CompanyStep({ before, refusal, onType, onDone }: CompanyProps) {
  const { t } = useI18n()
  const industries = useIndustries()
  const countries = useCountries()
  return (
    <Form
      key="company"
      names={OF_COMPANY}
      refusal={refusal}
      onInput={(event) => onType(new FormData(event.currentTarget))}
      onSubmit={async (values) => onDone(values)}
    >
      <Field name="name" label={t('org.name')} hint={t('org.name_hint')} autoComplete="organization" minLength={LEAST} dir="auto" defaultValue={before.name} autoFocus />
      <Choice name="industry" label={t('org.industry')} optional none={t('form.choose')} choices={industries} defaultValue={before.industry ?? ''} />
      <div className="grid gap-5 sm:grid-cols-2 sm:gap-3">
        <Choice name="size" label={t('org.size')} optional none={t('form.choose')} choices={SIZES.map((size) => [size, size] as const)} defaultValue={before.size ?? ''} />
        <Field name="city" label={t('org.city')} optional autoComplete="address-level2" dir="auto" defaultValue={before.city ?? ''} />
      </div>
      <Choice name="country" label={t('org.country')} optional none={t('form.choose')} choices={countries} defaultValue={before.country ?? 'SA'} />
      <Submit size="large">{t('auth.go_on')}</Submit>
    </Form>
  )
}

function Steps({ at, names }: { at: number; names: string[] }) {
  const { t } = useI18n()
  return (
    <ol aria-label={t('auth.steps', { at, of: names.length })} className="flex gap-2">
      {names.map((name, index) => (
        <li key={name} aria-current={index + 1 === at ? 'step' : undefined} className={cx('flex-1 border-t-4 pt-2 text-sm', index < at ? 'border-brand font-semibold' : 'border-line text-muted')}>
          {index + 1}. {name}
        </li>
      ))}
    </ol>
  )
}

function CheckMail({ email }: { email: string }) {
  const { t } = useI18n()
  return (
    <div className="mx-auto grid w-full max-w-xl gap-6 px-4 py-12">
      <Empty page icon={<MailCheck />} title={t('auth.check_mail')}>
        <p>
          {t('auth.check_mail_sent')} <bdi className="font-semibold text-ink">{email}</bdi>
        </p>
        <p className="mt-2">{t('auth.check_mail_why')}</p>
      </Empty>
      <div className="grid gap-2 text-center text-muted">
        <p>{t('auth.no_mail')}</p>
        <ResendVerification email={email} />
      </div>
    </div>
  )
}
