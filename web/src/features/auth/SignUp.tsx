import { Link, useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { MailCheck } from 'lucide-react'
import { useRef, useState, type FormEvent } from 'react'
import { useI18n } from '@/i18n'
import { useCountries, useIndustries } from '@/i18n/choices'
import { ApiError, api, ok } from '@/services/api'
import { SIZES, type Industry, type Size } from '@/types/api.types'
import { Empty } from '@/ui/bits'
import { Button } from '@/ui/Button'
import { cx } from '@/ui/cx'
import { Choice, EmailField, Field, Form, PasswordField, Submit, maybe, text } from '@/ui/form'
import { AuthCard } from './Card'
import { ResendVerification } from './ResendVerification'

interface Company {
  name: string
  industry: string | null
  size: string | null
  city: string | null
  country: string | null
}
const OF_COMPANY = { 'organization.name': 'name', 'organization.industry': 'industry', 'organization.size': 'size', 'organization.city': 'city', 'organization.country': 'country' }

export function SignUp() {
  const { t } = useI18n()
  const { step: asked } = useSearch({ from: '/plain/signup' })
  const navigate = useNavigate({ from: '/signup' })
  const { history } = useRouter()
  const [company, setCompany] = useState<Company | null>(null)
  const [refusal, setRefusal] = useState<ApiError | null>(null)
  const [sentTo, setSentTo] = useState<string | null>(null)
  const you = useRef<Record<string, string>>({})
  const step = asked && company ? 2 : 1 // the browser's own way back leads from the second to the first

  async function send(values: FormData) {
    const { name, industry, size, city, country } = company as Company
    const body = {
      email: text(values, 'email'),
      password: text(values, 'password'),
      first_name: text(values, 'first_name'),
      last_name: text(values, 'last_name'),
      organization: { name, industry: industry as Industry | null, size: size as Size | null, city, country },
    }
    try {
      await ok(api.POST('/api/v1/auth/signup', { body }))
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
          company={company}
          refusal={refusal}
          onDone={(given) => {
            setCompany(given)
            setRefusal(null)
            void navigate({ search: { step: 'you' } })
          }}
        />
      ) : (
        <Form key="you" onSubmit={send} onInput={(event) => note(you.current, event)}>
          <div className="grid gap-5 sm:grid-cols-2 sm:gap-3">
            <Field name="first_name" label={t('auth.first_name')} autoComplete="given-name" dir="auto" defaultValue={you.current.first_name} autoFocus />
            <Field name="last_name" label={t('auth.last_name')} autoComplete="family-name" dir="auto" defaultValue={you.current.last_name} />
          </div>
          <EmailField name="email" label={t('auth.work_email')} hint={t('auth.work_email_hint')} autoComplete="username" defaultValue={you.current.email} />
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

/** What was typed stays for who goes a step back; a password doesn't. */
function note(typed: Record<string, string>, { target }: FormEvent<HTMLFormElement>) {
  if (target instanceof HTMLInputElement && target.autocomplete !== 'new-password') typed[target.name] = target.value
}

function CompanyStep({ company, refusal, onDone }: { company: Company | null; refusal: ApiError | null; onDone: (company: Company) => void }) {
  const { t } = useI18n()
  const industries = useIndustries()
  const countries = useCountries()
  return (
    <Form
      key="company"
      names={OF_COMPANY}
      refusal={refusal}
      onSubmit={async (values) =>
        onDone({ name: text(values, 'name'), industry: maybe(values, 'industry'), size: maybe(values, 'size'), city: maybe(values, 'city'), country: maybe(values, 'country') })
      }
    >
      <Field name="name" label={t('org.name')} hint={t('org.name_hint')} autoComplete="organization" minLength={2} dir="auto" defaultValue={company?.name} autoFocus />
      <Choice name="industry" label={t('org.industry')} optional none={t('form.choose')} choices={industries} defaultValue={company?.industry ?? ''} />
      <div className="grid gap-5 sm:grid-cols-2 sm:gap-3">
        <Choice name="size" label={t('org.size')} optional none={t('form.choose')} choices={SIZES.map((size) => [size, size] as const)} defaultValue={company?.size ?? ''} />
        <Field name="city" label={t('org.city')} optional autoComplete="address-level2" dir="auto" defaultValue={company?.city ?? ''} />
      </div>
      <Choice name="country" label={t('org.country')} optional none={t('form.choose')} choices={countries} defaultValue={company ? (company.country ?? '') : 'SA'} />
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
