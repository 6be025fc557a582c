/** What stands where a page could not: what happened, and what helps. */
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router'
import { CloudOff, Compass, Search, ShieldAlert } from 'lucide-react'
import { useEffect, useRef, type ReactNode } from 'react'
import { useAuth } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { ApiError } from '@/services/api'
import { Problem } from '@/ui/Alert'
import { Empty, Title } from '@/ui/bits'
import { Button, ButtonLink } from '@/ui/Button'
import { useReachable } from './hooks'

const SOON = 10_000

export function ErrorPage({ error, reset }: ErrorComponentProps) {
  const { t } = useI18n()
  const router = useRouter()
  function again() {
    reset()
    void router.invalidate()
  }
  if (error instanceof ApiError && error.status === 404) return <NotFound />
  if (error instanceof ApiError && error.status === 403) return <Forbidden why={error.message} />
  if (error instanceof ApiError && error.passing) return <Away again={again} />
  const known = error instanceof ApiError ? error : new ApiError(0, { title: t('error.unexpected'), code: 'broken' })
  return (
    <Page>
      <div className="grid gap-4">
        <Title name={t('error.unexpected')} />
        <Problem error={known} retry={again} />
      </div>
    </Page>
  )
}

const Page = ({ children }: { children: ReactNode }) => <div className="mx-auto w-full max-w-2xl px-4 py-12">{children}</div>

export function NotFound() {
  const { t } = useI18n()
  const { user } = useAuth()
  return (
    <Page>
      <Empty
        page
        icon={<Compass />}
        title={t('not_found.title')}
        action={
          <div className="mt-2 flex flex-wrap justify-center gap-3">
            <ButtonLink to={user ? '/forum' : '/'}>{user ? t('not_found.forum') : t('not_found.home')}</ButtonLink>
            {user ? (
              <ButtonLink to="/search" look="quiet" icon={<Search aria-hidden className="size-5" />}>
                {t('search.title')}
              </ButtonLink>
            ) : null}
          </div>
        }
      >
        {t('not_found.why')}
      </Empty>
    </Page>
  )
}

export function Forbidden({ why }: { why?: string }) {
  const { t } = useI18n()
  const { organization } = useAuth()
  return (
    <Page>
      <Empty page icon={<ShieldAlert />} title={t('forbidden.title')} action={<ButtonLink to={organization ? '/dashboard' : '/'}>{t('not_found.home')}</ButtonLink>}>
        {why ? <p>{why}</p> : null}
        <p>{organization ? t('forbidden.why', { name: `\u2068${organization.name}\u2069` }) : t('forbidden.why_visitor')}</p>
      </Empty>
    </Page>
  )
}

/** The server doesn't answer: the page comes by itself once it does. */
export function Away({ again }: { again: () => void }) {
  const { t } = useI18n()
  const reachable = useReachable()
  const was = useRef(reachable)
  const latest = useRef(again)
  latest.current = again
  useEffect(() => {
    if (reachable && !was.current) latest.current()
    was.current = reachable
    if (!reachable) return
    const timer = setTimeout(() => latest.current(), SOON) // it answers, but that it can't: asked again in a while
    return () => clearTimeout(timer)
  }, [reachable])
  return (
    <Page>
      <Empty
        page
        icon={<CloudOff />}
        title={t('error.unreachable')}
        action={
          <Button className="mt-2" onClick={again}>
            {t('action.retry')}
          </Button>
        }
      >
        {t('offline.page')}
      </Empty>
    </Page>
  )
}
