/** The second factor: an app that shows codes, and codes on paper for when the app is gone. */
import { useQueryClient } from '@tanstack/react-query'
import { ShieldCheck, Smartphone } from 'lucide-react'
import { useState } from 'react'
import { renderSVG } from 'uqr'
import { sessionQuery, useAuth } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { ApiError, api, ok } from '@/services/api'
import { Alert, Problem } from '@/ui/Alert'
import { Button } from '@/ui/Button'
import { Confirm } from '@/ui/Confirm'
import { Field, Form, Submit, text } from '@/ui/form'
import { Section } from '@/ui/Section'
import { useToasts } from '@/ui/Toast'

interface Enrolment {
  secret: string
  otpauth_uri: string
}

export function Security() {
  const { t } = useI18n()
  const { tell } = useToasts()
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const { session } = useAuth()
  const on = session?.second_factor ?? false
  const queries = useQueryClient()
  const setOn = (second_factor: boolean) => queries.setQueryData(sessionQuery.queryKey, (old) => (old ? { ...old, second_factor } : old))
  const [removing, setRemoving] = useState(false)
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)

  async function begin() {
    setPending(true)
    setError(null)
    try {
      setEnrolment(await ok(api.POST('/api/v1/auth/second-factor')))
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      if (reason.code === 'second_factor_on') setOn(true)
      else if (reason.code !== 'reauth_required') setError(reason)
    } finally {
      setPending(false)
    }
  }

  return (
    <Section title={t('factor.title')} lead={t('factor.lead')}>
      {on || codes || enrolment ? null : <p className="font-medium text-muted">{t('factor.off')}</p>}
      {error ? <Problem error={error} /> : null}
      {codes ? (
        <Recovery
          codes={codes}
          onDone={() => setCodes(null)}
        />
      ) : enrolment ? (
        <Enrol
          enrolment={enrolment}
          onDone={(given) => {
            setEnrolment(null)
            setCodes(given)
            setOn(true)
          }}
          onCancel={() => setEnrolment(null)}
        />
      ) : on ? (
        <>
          <Alert tone="ok" title={t('factor.on')}>
            {t('factor.on_why')}
          </Alert>
          <Button look="danger" className="justify-self-start" onClick={() => setRemoving(true)}>
            {t('factor.remove')}
          </Button>
        </>
      ) : (
        <Button className="justify-self-start" pending={pending} icon={<Smartphone aria-hidden className="size-5" />} onClick={() => void begin()}>
          {t('factor.set_up')}
        </Button>
      )}
      {removing ? (
        <Confirm
          title={t('factor.remove_title')}
          yes={t('factor.remove')}
          onClose={() => setRemoving(false)}
          act={async () => {
            await ok(api.DELETE('/api/v1/auth/second-factor'))
            setOn(false)
            tell(t('factor.removed'))
          }}
        >
          {t('factor.remove_why')}
        </Confirm>
      ) : null}
    </Section>
  )
}

function Enrol({ enrolment, onDone, onCancel }: { enrolment: Enrolment; onDone: (codes: string[]) => void; onCancel: () => void }) {
  const { t } = useI18n()
  const picture = `data:image/svg+xml,${encodeURIComponent(renderSVG(enrolment.otpauth_uri, { border: 2 }))}`
  return (
    <div className="grid gap-5 sm:grid-cols-[auto_1fr]">
      <img src={picture} alt={t('factor.qr')} className="size-48 rounded-control border border-line bg-white p-1" />
      <div className="grid content-start gap-4">
        <ol className="grid list-decimal gap-1 ps-5">
          <li>{t('factor.step_scan')}</li>
          <li>{t('factor.step_code')}</li>
        </ol>
        <p className="text-sm text-muted">
          {t('factor.by_hand')}{' '}
          <code dir="ltr" className="rounded bg-sunk px-1.5 py-0.5 font-mono break-all text-ink">
            {enrolment.secret.replace(/(.{4})(?=.)/g, '$1 ')}
          </code>
        </p>
        <Form onSubmit={async (values) => onDone((await ok(api.POST('/api/v1/auth/second-factor/confirm', { body: { code: text(values, 'code').replace(/\s/g, '') } }))).recovery_codes)}>
          <Field name="code" label={t('factor.code')} dir="ltr" inputMode="numeric" autoComplete="one-time-code" autoFocus />
          <div className="flex gap-3">
            <Submit>{t('factor.switch_on')}</Submit>
            <Button look="ghost" onClick={onCancel}>
              {t('action.cancel')}
            </Button>
          </div>
        </Form>
      </div>
    </div>
  )
}

function Recovery({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useI18n()
  const { tell } = useToasts()
  return (
    <div className="grid gap-4">
      <Alert tone="ok" title={t('factor.now_on')}>
        {t('factor.recovery_why')}
      </Alert>
      <ul dir="ltr" className="grid grid-cols-2 gap-2 rounded-control border border-line bg-sunk p-4 font-mono">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-3">
        {navigator.clipboard ? (
          <Button look="quiet" onClick={() => void navigator.clipboard.writeText(codes.join('\n')).then(() => tell(t('action.copied')))}>
            {t('action.copy')}
          </Button>
        ) : null}
        <Button icon={<ShieldCheck aria-hidden className="size-5" />} onClick={onDone}>
          {t('factor.kept')}
        </Button>
      </div>
    </div>
  )
}
