/** Around everything for members: a side bar on wide screens, tabs at the bottom on narrow ones. */
import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { Building2, House, LifeBuoy, MessagesSquare, Search, ShieldCheck, Users } from 'lucide-react'
import { Suspense, lazy, useEffect, useState } from 'react'
import { useAuth } from '@/contexts/AuthContext'
import { Bell, News } from '@/features/notifications/Bell'
import { useI18n, type Key } from '@/i18n'
import { Button, IconButton } from '@/ui/Button'
import { cx } from '@/ui/cx'
import { AccountMenu } from './AccountMenu'
import { Brand } from './Brand'
import { Skip } from './Skip'
import { LanguageSwitch, ThemeSwitch } from './Switches'
import { useEntries, useNewer, useOnline, useReachable, useShortcut } from './hooks'
import { leapsOf, useLeaps } from './leaps'

const loadPalette = () => import('./CommandPalette')
const CommandPalette = lazy(loadPalette)

export const PLACES = [
  { to: '/dashboard', name: 'nav.home', icon: House, admin: false },
  { to: '/forum', name: 'nav.forum', icon: MessagesSquare, admin: false },
  { to: '/people', name: 'nav.people', icon: Users, admin: false },
  { to: '/organization', name: 'nav.organization', icon: Building2, admin: false },
  { to: '/admin/users', name: 'nav.admin', icon: ShieldCheck, admin: true },
] as const satisfies readonly { to: string; name: Key; icon: typeof Users; admin: boolean }[]

export function Shell() {
  const { t } = useI18n()
  const { isAdmin, isOperator } = useAuth()
  const [palette, setPalette] = useState(false)
  const navigate = useNavigate()
  useEffect(() => {
    const timer = setTimeout(() => void loadPalette().catch(() => null), 1_000) // there before its keys are pressed: what is typed at once isn't lost
    return () => clearTimeout(timer)
  }, [])
  useShortcut('k', () => setPalette(true), { control: true })
  useShortcut('/', () => {
    if (!document.querySelector('main [type=search]')) setPalette(true) // a page's own field comes first
  })
  useEntries()
  useLeaps(leapsOf({ isAdmin, isOperator }), (to) => void navigate({ to }))
  useShortcut('?', () => void navigate({ to: '/help', hash: 'keyboard' }))
  const places = PLACES.filter((place) => isAdmin || !place.admin)

  return (
    <div className="min-h-dvh md:grid md:grid-cols-[15.5rem_minmax(0,1fr)] print:block!">
      <Skip />
      <aside data-chrome className="sticky top-0 z-30 hidden h-dvh flex-col gap-1 border-e border-line bg-surface p-4 md:flex">
        <div className="flex items-center justify-between">
          <Brand />
          <Bell panel />
        </div>
        <button
          type="button"
          onClick={() => setPalette(true)}
          className="mt-4 mb-2 flex min-h-11 items-center gap-2 rounded-control border border-line bg-ground px-3 text-muted hover:border-edge"
        >
          <Search aria-hidden className="size-4" />
          <span className="flex-1 text-start">{t('palette.open')}</span>
          <kbd dir="ltr" className="rounded border border-line bg-surface px-1.5 font-sans text-xs">
            Ctrl K
          </kbd>
        </button>
        <nav aria-label={t('nav.main')} className="grid gap-1">
          {places.map((place) => (
            <NavLink key={place.to} {...place} />
          ))}
        </nav>
        <div className="mt-auto grid gap-1">
          <div className="flex items-center justify-between">
            <LanguageSwitch />
            <ThemeSwitch up />
            <IconButton label={t('nav.help')} onClick={() => void navigate({ to: '/help' })}>
              <LifeBuoy aria-hidden className="size-5" />
            </IconButton>
          </div>
          <AccountMenu />
        </div>
      </aside>
      <div className="flex min-w-0 flex-col pb-20 md:pb-0">
        <header data-chrome className="sticky top-0 z-30 flex min-h-14 items-center border-b border-line bg-ground/90 px-4 backdrop-blur-md md:hidden">
          <Brand />
          <div className="ms-auto flex items-center">
            <IconButton label={t('palette.open')} onClick={() => setPalette(true)}>
              <Search aria-hidden className="size-5" />
            </IconButton>
            <Bell />
            <AccountMenu small />
          </div>
        </header>
        <Cut />
        <News />
        <main id="content" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 py-6 sm:px-8 sm:py-8">
          <Outlet />
        </main>
      </div>
      <nav
        data-chrome
        aria-label={t('nav.main')}
        className="fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
      >
        {places.map((place) => (
          <Tab key={place.to} {...place} />
        ))}
      </nav>
      {palette ? (
        <Suspense>
          <CommandPalette onClose={() => setPalette(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}

/** Says that nothing comes or goes at present, which goes by itself, or that there is a newer client. */
function Cut() {
  const { t } = useI18n()
  const online = useOnline()
  const reachable = useReachable()
  const newer = useNewer()
  const here = online && reachable
  return (
    <div role="status" data-chrome className={here && !newer ? 'sr-only' : 'bg-gold-soft px-4 py-2 text-center font-medium text-gold'}>
      {!online ? t('state.offline') : !reachable ? t('state.away') : newer ? t('state.newer') : ''}
      {here && newer ? (
        <Button size="small" className="ms-3" onClick={() => location.reload()}>
          {t('state.load_newer')}
        </Button>
      ) : null}
    </div>
  )
}

type Place = (typeof PLACES)[number]

/** The place that the present page belongs to. */
function useHere(to: string): boolean {
  const path = useRouterState({ select: (state) => state.location.pathname })
  const root = `/${to.split('/')[1]}`
  return path === root || path.startsWith(`${root}/`) || (root === '/organization' && path.startsWith('/organizations/'))
}

function NavLink({ to, name, icon: Icon }: Place) {
  const { t } = useI18n()
  const here = useHere(to)
  return (
    <Link
      to={to}
      aria-current={here ? 'page' : undefined}
      className={cx(
        'flex min-h-11 items-center gap-3 rounded-control px-3 font-medium no-underline transition-colors',
        here ? 'bg-brand-soft text-brand' : 'text-muted hover:bg-sunk hover:text-ink',
      )}
    >
      <Icon aria-hidden className="size-5" />
      {t(name)}
    </Link>
  )
}

function Tab({ to, name, icon: Icon }: Place) {
  const { t } = useI18n()
  const here = useHere(to)
  return (
    <Link
      to={to}
      aria-current={here ? 'page' : undefined}
      className={cx('grid min-h-16 content-center justify-items-center gap-0.5 px-1 text-xs no-underline', here ? 'font-semibold text-brand' : 'text-muted')}
    >
      <Icon aria-hidden className="size-6" />
      {t(name)}
    </Link>
  )
}
