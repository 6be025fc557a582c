/** Asks for a sign-in or a proof over the page, for the request that waits for it. */
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useAuth } from '@/contexts/AuthContext'
import { SignInForm } from '@/features/auth/SignInForm'
import { useI18n } from '@/i18n'
import { ok, api } from '@/services/api'
import { answerWith, type Missing } from '@/services/gate'
import { Dialog } from '@/ui/Dialog'
import { Form, PasswordField, Submit, text } from '@/ui/form'

interface Asked {
  missing: Missing
  answer: (given: boolean) => void
}

export function Gate() {
  const { t } = useI18n()
  const { signedIn, user } = useAuth()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Asked | null>(null)

  useEffect(() => {
    answerWith(
      (missing) =>
        new Promise((resolve) => {
          setAsked({
            missing,
            answer: (given) => {
              setAsked(null)
              resolve(given)
            },
          })
        }),
    )
    return () => answerWith(null)
  }, [])

  if (!asked) return null
  if (asked.missing === 'proof') {
    return (
      <Dialog title={t('gate.proof')} onClose={() => asked.answer(false)}>
        <p className="text-muted">{t('gate.proof_why')}</p>
        <Form
          onSubmit={async (values) => {
            await ok(api.POST('/api/v1/auth/reauthenticate', { body: { password: text(values, 'password') } }))
            asked.answer(true)
          }}
        >
          <PasswordField name="password" label={t('auth.password')} autoFocus />
          <Submit>{t('gate.confirm')}</Submit>
        </Form>
      </Dialog>
    )
  }
  return (
    <Dialog title={t('gate.session')} onClose={() => asked.answer(false)}>
      <p className="text-muted">{t('gate.session_why')}</p>
      <SignInForm
        email={user?.email}
        onDone={(session) => {
          if (!signedIn(session)) return
          void queries.invalidateQueries({ queryKey: ['notifications'] })
          asked.answer(true)
        }}
      />
    </Dialog>
  )
}
