import { useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useAuth } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { useLinkToken } from '@/lib/token'
import { ApiError, api, ok } from '@/services/api'
import { Problem } from '@/ui/Alert'
import { Avatar, Skeleton } from '@/ui/bits'
import { Field, Form, PasswordField, Submit, text } from '@/ui/form'
import { AuthCard } from './Card'
import { forgetTyped } from './signing-up'
import { NoToken, isSpent } from './Verify'

export function AcceptInvitation() {
  const { t } = useI18n()
  const { signedIn } = useAuth()
  const router = useRouter()
  const token = useLinkToken()
  const { data: offer, error, refetch } = useQuery({
    queryKey: ['invitation-offer', token],
    queryFn: () => ok(api.POST('/api/v1/invitations/validate', { body: { token: token as string } })),
    enabled: token !== null,
    staleTime: Infinity,
  })
  if (!token) return <NoToken />
  if (error instanceof ApiError) {
    return (
      <AuthCard title={t('invite.title')}>
        <Problem error={error} retry={isSpent(error) ? undefined : () => void refetch()} />
        {isSpent(error) ? <p className="text-muted">{t('invite.spent')}</p> : null}
      </AuthCard>
    )
  }
  if (!offer) {
    return (
      <AuthCard title={t('invite.title')}>
        <Skeleton lines={6} />
      </AuthCard>
    )
  }
  return (
    <AuthCard title={t('invite.title')} lead={t('invite.lead')}>
      <div className="flex items-center gap-4 rounded-card border border-line bg-surface p-4 shadow-card">
        <Avatar id={offer.organization.id} name={offer.organization.name} picture={offer.organization.logo} size="medium" square />
        <div className="grid min-w-0">
          <bdi className="text-lg font-semibold">{offer.organization.name}</bdi>
          <span className="text-sm text-muted">
            {t('invite.by')} <bdi>{offer.inviter.display_name}</bdi> · {t(`role.${offer.role}`)}
          </span>
        </div>
      </div>
      <Form
        onSubmit={async (values) => {
          const body = { token, first_name: text(values, 'first_name'), last_name: text(values, 'last_name'), password: text(values, 'password') }
          const session = await ok(api.POST('/api/v1/invitations/accept', { body }))
          forgetTyped()
          if (signedIn(session, '/dashboard')) router.history.push('/dashboard')
        }}
      >
        <Field name="email" label={t('auth.email')} value={offer.email} readOnly dir="ltr" autoComplete="username" className="bg-sunk" />
        <div className="grid gap-5 sm:grid-cols-2 sm:gap-3">
          <Field name="first_name" label={t('auth.first_name')} autoComplete="given-name" dir="auto" autoFocus />
          <Field name="last_name" label={t('auth.last_name')} autoComplete="family-name" dir="auto" />
        </div>
        <PasswordField name="password" label={t('auth.new_password')} hint={t('auth.password_hint')} autoComplete="new-password" minLength={12} />
        <Submit size="large">{t('invite.accept')}</Submit>
      </Form>
    </AuthCard>
  )
}
