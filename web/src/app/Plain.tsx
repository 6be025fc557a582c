/** Around pages for everybody: a header, a footer, nothing that asks for a session. */
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { useAuth } from '@/contexts/AuthContext'
import { useI18n } from '@/i18n'
import { ButtonLink } from '@/ui/Button'
import { Brand } from './Brand'
import { LanguageSwitch, ThemeSwitch } from './Switches'
import { Skip } from './Skip'

export function Plain() {
  const { t } = useI18n()
  const { user } = useAuth()
  const path = useRouterState({ select: (state) => state.location.pathname })
  return (
    <div className="flex min-h-dvh flex-col">
      <Skip />
      <header data-chrome className="sticky top-0 z-30 border-b border-line bg-ground/90 backdrop-blur-md">
        <div className="mx-auto flex min-h-16 w-full max-w-6xl items-center gap-1 px-4 sm:px-6">
          <Brand />
          <div className="ms-auto flex items-center gap-1">
            <LanguageSwitch />
            <ThemeSwitch />
            {user ? (
              <ButtonLink to="/dashboard" size="small" className="ms-1 max-sm:hidden">
                {t('nav.home')}
              </ButtonLink>
            ) : path === '/login' ? null : (
              <ButtonLink to="/login" look="quiet" size="small" className="ms-1 max-sm:hidden">
                {t('auth.log_in')}
              </ButtonLink>
            )}
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1} className="flex flex-1 flex-col">
        <Outlet />
      </main>
      <Footer />
    </div>
  )
}

export function Footer() {
  const { t } = useI18n()
  return (
    <footer data-chrome className="border-t border-line text-sm text-muted">
      <div className="mx-auto flex w-full max-w-6xl flex-wrap justify-between gap-x-8 gap-y-1 px-4 py-5 sm:px-6">
        <p>{t('footer.licence')}</p>
        <p className="flex gap-4">
          <Link className="text-muted" to="/help">
            {t('nav.help')}
          </Link>
          <a className="text-muted" href="/docs">
            {t('footer.api')}
          </a>
          <a className="text-muted" href="/licences.txt">
            {t('footer.licences')}
          </a>
        </p>
      </div>
    </footer>
  )
}
