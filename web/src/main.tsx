import './styles/index.css'
import { broke, standsAt } from './services/broken'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './app/router'
import { AuthProvider, seemsSignedIn, sessionQuery } from './contexts/AuthContext'
import { I18nProvider, loadInitialWords } from './i18n'
import { ApiError } from './services/api'
import { queryClient } from './services/query-client'
import { answers } from './services/reach'
import { ToastProvider } from './ui/Toast'

// a tab from before an update asks for pages that are gone: the new ones come with a reload, once;
// where the server is away, a reload would leave the browser's own page instead
window.addEventListener('vite:preloadError', ({ payload }) => void answers().then((isThere) => isThere && reloadOnce(payload)))

function reloadOnce(missing: Error) {
  broke('chunk', missing)
  const last = Number(sessionStorage.getItem('p2p.reloaded') ?? 0)
  if (Date.now() - last > 60_000) {
    sessionStorage.setItem('p2p.reloaded', String(Date.now()))
    location.reload()
  }
}

standsAt(() => router.matchRoutes(router.latestLocation).at(-1)?.fullPath ?? '/')

// what the first page needs is on its way before anything is drawn: who is signed in, and the page's own scripts
if (seemsSignedIn()) void queryClient.prefetchQuery(sessionQuery)
for (const { routeId } of router.matchRoutes(router.latestLocation)) void router.loadRouteChunk(router.routesById[routeId as keyof typeof router.routesById])?.catch(() => null)

// not awaited: the pages' chunks import from this one
void loadInitialWords().then(() => {
  createRoot(document.getElementById('root') as HTMLElement, {
    // what the server refuses is told by the page in its place
    onCaughtError: (error) => {
      if (error instanceof ApiError) return
      console.error(error)
      broke('error', error)
    },
  }).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <I18nProvider>
          <AuthProvider>
            <ToastProvider>
              <RouterProvider router={router} />
            </ToastProvider>
          </AuthProvider>
        </I18nProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
})
