import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import { useAuth } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { day } from '@/i18n/format'
import { ApiError, api, ok } from '@/services/api'
import { askAnew } from '@/services/query-client'
import type { Scope } from '@/types/api.types'
import { Alert, Problem } from '@/ui/Alert'
import { Badge, Empty, Rows } from '@/ui/bits'
import { Button } from '@/ui/Button'
import { Choice, Field, Form, Submit, Tick, text } from '@/ui/form'
import { More } from '@/ui/More'
import { Section } from '@/ui/Section'
import { useToasts } from '@/ui/Toast'

const KEY = ['tokens']
const SCOPES: readonly Scope[] = ['read', 'write', 'admin']

export function Tokens() {
  const { t, tag } = useI18n()
  const { isAdmin } = useAuth()
  const queries = useQueryClient()
  const { tell } = useToasts()
  const [made, setMade] = useState<string | null>(null)
  const [edition, setEdition] = useState(0)
  const tokens = useInfiniteQuery({
    queryKey: KEY,
    queryFn: ({ pageParam, signal }) => ok(api.GET('/api/v1/auth/tokens', { params: { query: { limit: 50, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
  const items = tokens.data?.pages.flatMap((page) => page.items) ?? []
  const reload = () => askAnew(queries, KEY)

  async function create(values: FormData) {
    const scopes = SCOPES.filter((scope) => scope === 'read' || values.has(`scope_${scope}`))
    const body = { name: text(values, 'name'), scopes, expires_in_days: Number(text(values, 'expires_in_days')) }
    const issued = await ok(api.POST('/api/v1/auth/tokens', { body }))
    setMade(issued.token)
    setEdition(edition + 1)
    await reload()
  }
  async function end(id: string) {
    await ok(api.DELETE('/api/v1/auth/tokens/{token_id}', { params: { path: { token_id: id } } }))
    await reload()
    tell(t('tokens.ended'))
  }

  return (
    <div className="grid gap-6">
      <Section title={t('tokens.new')} lead={t('tokens.lead')}>
        {made ? (
          <Alert tone="ok" role="status" title={t('tokens.made')}>
            <p>{t('tokens.made_why')}</p>
            <p className="mt-2 flex flex-wrap items-center gap-2">
              <code dir="ltr" className="rounded-lg border border-line bg-surface px-3 py-2 font-mono break-all">
                {made}
              </code>
              {navigator.clipboard ? (
                <Button look="quiet" size="small" onClick={() => void navigator.clipboard.writeText(made).then(() => tell(t('action.copied')))}>
                  {t('action.copy')}
                </Button>
              ) : null}
            </p>
          </Alert>
        ) : null}
        <Form key={edition} onSubmit={create}>
          <div className="grid gap-5 sm:grid-cols-2">
            <Field name="name" label={t('tokens.name')} hint={t('tokens.name_hint')} dir="auto" autoComplete="off" />
            <Choice name="expires_in_days" label={t('tokens.lasts')} choices={[7, 30, 90, 365].map((days) => [String(days), t('tokens.days', { count: days })] as const)} defaultValue="90" />
          </div>
          <fieldset className="grid gap-3">
            <legend className="mb-2 font-semibold">{t('tokens.scopes')}</legend>
            <Tick name="scope_read" label={t('tokens.read')} hint={t('tokens.read_hint')} checked readOnly disabled />
            <Tick name="scope_write" label={t('tokens.write')} hint={t('tokens.write_hint')} />
            {isAdmin ? <Tick name="scope_admin" label={t('tokens.admin')} hint={t('tokens.admin_hint')} /> : null}
          </fieldset>
          <Submit className="justify-self-start">{t('tokens.create')}</Submit>
        </Form>
      </Section>
      <Section title={t('settings.tokens')}>
        {tokens.error instanceof ApiError ? <Problem error={tokens.error} retry={() => void tokens.refetch()} /> : null}
        {tokens.isPending ? <Rows count={2} /> : null}
        {tokens.isSuccess && items.length === 0 ? <Empty icon={<KeyRound />} title={t('tokens.none')} /> : null}
        <ul className="grid gap-3">
          {items.map((token) => (
            <li key={token.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-control border border-line p-4">
              <div className="grid min-w-0 flex-1 gap-1">
                <span className="flex flex-wrap items-center gap-2">
                  <bdi className="font-semibold">{token.name}</bdi>
                  {token.scopes.map((scope) => (
                    <Badge key={scope}>{SCOPES.includes(scope as Scope) ? t(`tokens.${scope as Scope}`) : scope}</Badge>
                  ))}
                </span>
                <span className="text-sm text-muted">
                  {t('tokens.until', { date: day(token.expires_at, tag) })} · {token.last_used_at ? t('tokens.used', { date: day(token.last_used_at, tag) }) : t('tokens.unused')}
                </span>
              </div>
              <Button look="quiet" size="small" onClick={() => void end(token.id)}>
                {t('tokens.end')}
              </Button>
            </li>
          ))}
        </ul>
        <More has={tokens.hasNextPage} pending={tokens.isFetching} load={() => void tokens.fetchNextPage()} />
      </Section>
    </div>
  )
}
