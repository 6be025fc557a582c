/** Who is signed in: a thin view over one query, and the two ways to change it. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useCallback, useContext, useEffect, useMemo, type ReactNode } from 'react'
import { useI18n } from '@/i18n'
import { dropAllDrafts, sweepDrafts } from '@/lib/kept-drafts'
import { keep, keepFor, keepForNobody, kept } from '@/lib/storage'
import { forgetSearches } from '@/lib/searches'
import { ApiError, api, leaveToSomebodyElse, ok } from '@/services/api'
import { askAnew } from '@/services/query-client'
import type { Organization, SessionOverview, User } from '@/types/api.types'

const HINT = 'signed-in'
/** What other tabs are told instead of an id when somebody leaves. */
const NOBODY = ''
/** Whether this browser was signed in when it was last told; the server alone knows. */
export const seemsSignedIn = (): boolean => kept(HINT) === '1'

/** Takes note of who is here; false where the page has been somebody else's, which is left to the newcomer empty. */
function entered(id: string, to?: string): boolean {
  keep(HINT, '1')
  sweepDrafts()
  if (keepFor(id)) return true
  leaveToSomebodyElse(to)
  return false
}

/** The session, or null for a visitor. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<SessionOverview | null> => {
    try {
      const session = await ok(api.GET('/api/v1/auth/session', { signal }))
      return entered(session.user.id) ? session : new Promise<never>(() => undefined)
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error
      keep(HINT, null)
      return null
    }
  },
  staleTime: 60_000,
})

interface Auth {
  session: SessionOverview | null
  user: User | null
  organization: Organization | null
  isAdmin: boolean
  /** Looks after the whole platform. */
  isOperator: boolean
  /** False where the page was somebody else's: it is loaded anew, or left for another. */
  signedIn: (session: SessionOverview, to?: string) => boolean
  /** Ends the session, then leaves what is for members alone. */
  signOut: (away: () => Promise<void>) => Promise<void>
  /** The same where the session has ended with what was done. */
  signedOut: (away: () => Promise<void>) => Promise<void>
}

const Context = createContext<Auth | null>(null)
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('p2p')

export function AuthProvider({ children }: { children: ReactNode }) {
  const queries = useQueryClient()
  const { setLanguage } = useI18n()
  // a stranger on a public page isn't asked for: where a session is needed, the route asks
  const { data } = useQuery({ ...sessionQuery, enabled: seemsSignedIn() })
  const session = data ?? null

  const signedIn = useCallback(
    (next: SessionOverview, to?: string) => {
      channel?.postMessage(next.user.id)
      if (!entered(next.user.id, to)) return false
      queries.setQueryData(sessionQuery.queryKey, next)
      if (!kept('language')) void setLanguage(next.user.language)
      return true
    },
    [queries, setLanguage],
  )

  const signedOut = useCallback(async (away: () => Promise<void>) => {
    keep(HINT, null)
    await away()
    dropAllDrafts()
    forgetSearches()
    keepForNobody()
    queries.clear()
    queries.setQueryData(sessionQuery.queryKey, null)
    channel?.postMessage(NOBODY)
  }, [queries])
  const signOut = useCallback(async (away: () => Promise<void>) => {
    await ok(api.POST('/api/v1/auth/logout')).catch((error: unknown) => {
      if (!(error instanceof ApiError) || error.status !== 401) throw error
    })
    await signedOut(away)
  }, [signedOut])

  useEffect(() => {
    const look = () => void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
    const hear = ({ data: who }: MessageEvent<string>) => {
      if (who === NOBODY) {
        keepForNobody()
        leaveToSomebodyElse()
      } else if (entered(who)) look()
    }
    // a page that the browser had put aside may be somebody else's by now
    const shown = ({ persisted }: PageTransitionEvent) => persisted && look()
    channel?.addEventListener('message', hear)
    window.addEventListener('pageshow', shown)
    return () => {
      channel?.removeEventListener('message', hear)
      window.removeEventListener('pageshow', shown)
    }
  }, [queries])

  const value = useMemo<Auth>(
    () => ({
      session,
      user: session?.user ?? null,
      organization: session?.organization ?? null,
      isAdmin: session?.user.role === 'admin',
      isOperator: session?.operator ?? false,
      signedIn,
      signOut,
      signedOut,
    }),
    [session, signedIn, signOut, signedOut],
  )
  return <Context value={value}>{children}</Context>
}

export function useAuth(): Auth {
  const value = useContext(Context)
  if (!value) throw new Error('useAuth stands outside of AuthProvider')
  return value
}

/** Whoever is signed in, on pages that nobody else reaches. */
export function useMe(): { user: User; organization: Organization } {
  const { user, organization } = useAuth()
  if (!user || !organization) throw new Error('nobody is signed in')
  return { user, organization }
}

/** Takes over what the server answered about oneself, everywhere it is shown. */
export function useShowMe(): (user: User) => void {
  const queries = useQueryClient()
  return useCallback(
    (user) => {
      queries.setQueryData(sessionQuery.queryKey, (old) => (old ? { ...old, user } : old))
      void askAnew(queries, ['people'])
      void askAnew(queries, ['topics'])
    },
    [queries],
  )
}
