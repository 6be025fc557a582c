import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Download, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useAuth } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { day } from '@/i18n/format'
import { ApiError, api, ok } from '@/services/api'
import { Alert, Problem } from '@/ui/Alert'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Choice, Form, Submit, Tick, text } from '@/ui/form'
import { Section } from '@/ui/Section'

const KEY = ['export']

export function OwnData() {
  return (
    <div className="grid gap-6">
      <Export />
      <Erasure />
    </div>
  )
}

function Export() {
  const { t, tag } = useI18n()
  const queries = useQueryClient()
  const [error, setError] = useState<ApiError | null>(null)
  const [pending, setPending] = useState(false)
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => {
      try {
        return await ok(api.GET('/api/v1/users/me/export', { signal }))
      } catch (reason) {
        if (reason instanceof ApiError && reason.status === 404) return null
        throw reason
      }
    },
    refetchInterval: (query) => (query.state.data?.status === 'pending' ? 3000 : false),
  })

  async function request() {
    setPending(true)
    setError(null)
    try {
      queries.setQueryData(KEY, await ok(api.POST('/api/v1/users/me/export')))
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setError(reason)
    } finally {
      setPending(false)
    }
  }

  return (
    <Section title={t('data.export')} lead={t('data.export_lead')}>
      {error ? <Problem error={error} /> : null}
      {data?.status === 'pending' ? (
        <Alert role="status" title={t('data.packing')}>
          {t('data.packing_why')}
        </Alert>
      ) : null}
      {data?.status === 'ready' ? (
        <Alert tone="ok" role="status" title={t('data.ready')}>
          {t('data.ready_why', { date: day(data.expires_at, tag) })}
        </Alert>
      ) : null}
      <Button look="quiet" className="justify-self-start" pending={pending} disabled={data?.status === 'pending'} icon={<Download aria-hidden className="size-5" />} onClick={() => void request()}>
        {t('data.request')}
      </Button>
    </Section>
  )
}

function Erasure() {
  const { t } = useI18n()
  const { signedOut } = useAuth()
  const navigate = useNavigate()
  const [asking, setAsking] = useState(false)

  async function erase(values: FormData) {
    if (!values.has('sure')) return
    await ok(api.POST('/api/v1/users/me/erasure', { body: { contributions: text(values, 'contributions') as 'keep_anonymous' | 'delete' } }))
    await signedOut(() => navigate({ to: '/' }))
  }

  return (
    <Section title={t('data.erase')} lead={t('data.erase_lead')}>
      <Button look="danger" className="justify-self-start" icon={<Trash2 aria-hidden className="size-5" />} onClick={() => setAsking(true)}>
        {t('data.erase_button')}
      </Button>
      {asking ? (
        <Dialog title={t('data.erase_title')} onClose={() => setAsking(false)}>
          <p className="text-muted">{t('data.erase_why')}</p>
          <Form onSubmit={erase}>
            <Choice
              name="contributions"
              label={t('data.contributions')}
              choices={[
                ['keep_anonymous', t('data.keep_anonymous')],
                ['delete', t('data.delete_all')],
              ]}
            />
            <Tick name="sure" label={t('data.sure')} required />
            <div className="flex justify-end gap-3">
              <Button look="ghost" onClick={() => setAsking(false)}>
                {t('action.cancel')}
              </Button>
              <Submit look="danger">{t('data.erase_button')}</Submit>
            </div>
          </Form>
        </Dialog>
      ) : null}
    </Section>
  )
}
