/** Every address there is: pages come as they are asked for, those of members only with a session. */
import { createRootRouteWithContext, createRoute, createRouter, lazyRouteComponent, redirect, useRouter, Outlet, type RouterHistory } from '@tanstack/react-router'
import type { QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { seemsSignedIn, sessionQuery, useAuth } from '@/contexts/AuthContext'
import { within } from '@/features/auth/within'
import type { Mine } from '@/features/forum/Mine'
import type { Asked } from '@/features/search/Filters'
import { queryClient } from '@/services/query-client'
import { persistently } from '@/services/reach'
import { INDUSTRIES, type Complaint, type Industry } from '@/types/api.types'
import { ErrorPage, NotFound } from './ErrorPage'
import { Gate } from './Gate'
import { Plain } from './Plain'
import { useFocusOnNavigation } from './hooks'
import { Shell } from './Shell'

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Root, notFoundComponent: NotFound, errorComponent: ErrorPage })

function Root() {
  useFocusOnNavigation()
  return (
    <>
      <Outlet />
      <Gate />
    </>
  )
}

/** Nobody stands here without a session: one that has ended meanwhile is asked for anew, which leads to the login. */
function Members() {
  const { user } = useAuth()
  const router = useRouter()
  useEffect(() => {
    if (!user) void router.invalidate()
  }, [user, router])
  return user ? <Shell /> : null
}

type Search = Record<string, unknown>
const word = (search: Search, name: string): string | undefined => {
  const value = search[name]
  return typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined
}
function oneOf<Choice extends string>(search: Search, name: string, choices: readonly Choice[]): Choice | undefined {
  return choices.find((choice) => choice === search[name])
}

const plain = createRoute({ getParentRoute: () => root, id: 'plain', component: Plain, notFoundComponent: NotFound })
const members = createRoute({
  getParentRoute: () => root,
  id: 'members',
  component: Members,
  notFoundComponent: NotFound,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (!session) throw redirect({ to: '/login', search: { next: location.href } })
  },
})

/** Pages for everybody, around which members keep their own frame. */
const either = createRoute({
  getParentRoute: () => root,
  id: 'either',
  component: function Either() {
    return useAuth().user ? <Shell /> : <Plain />
  },
  beforeLoad: async ({ context }) => {
    if (seemsSignedIn()) await context.queryClient.ensureQueryData(sessionQuery).catch(() => null)
  },
})
const helpRoute = createRoute({ getParentRoute: () => either, path: '/help', component: lazyRouteComponent(() => persistently(() => import('@/features/help/Help')), 'Help') })

const finding = [
  createRoute({ getParentRoute: () => members, path: '/dashboard', component: lazyRouteComponent(() => persistently(() => import('@/features/dashboard/Dashboard')), 'Dashboard') }),
  createRoute({
    getParentRoute: () => members,
    path: '/search',
    validateSearch: (search: Search): Asked => ({
      q: word(search, 'q')?.slice(0, 200),
      category: word(search, 'category'),
      tag: word(search, 'tag'),
      mine: oneOf(search, 'mine', ['yes'] as const),
      answered: oneOf(search, 'answered', ['yes', 'no'] as const),
      within: oneOf(search, 'within', ['week', 'month', 'year'] as const),
      sort: oneOf(search, 'sort', ['newest'] as const),
    }),
    component: lazyRouteComponent(() => persistently(() => import('@/features/search/SearchPage')), 'SearchPage'),
  }),
  createRoute({
    getParentRoute: () => members,
    path: '/notifications',
    validateSearch: (search: Search): { unread?: 'yes' } => ({ unread: oneOf(search, 'unread', ['yes'] as const) }),
    component: lazyRouteComponent(() => persistently(() => import('@/features/notifications/NotificationsPage')), 'NotificationsPage'),
  }),
] as const

/** Whoever is signed in has no use for the way in. */
async function pastTheDoor(queries: QueryClient, next = '/dashboard') {
  const session = seemsSignedIn() ? await queries.ensureQueryData(sessionQuery).catch(() => null) : null
  if (session) throw redirect({ to: within(next), replace: true })
}
const auth = () => persistently(() => import('@/features/auth/pages'))
const visitors = [
  createRoute({ getParentRoute: () => plain, path: '/', beforeLoad: ({ context }) => pastTheDoor(context.queryClient), component: lazyRouteComponent(() => persistently(() => import('@/features/landing/Landing')), 'Landing') }),
  createRoute({
    getParentRoute: () => plain,
    path: '/login',
    validateSearch: (search: Search): { next?: string } => ({ next: word(search, 'next') }),
    beforeLoad: ({ context, search }) => pastTheDoor(context.queryClient, search.next),
    component: lazyRouteComponent(auth, 'LogIn'),
  }),
  createRoute({ getParentRoute: () => plain, path: '/signup', validateSearch: (search: Search): { step?: 'you' } => ({ step: oneOf(search, 'step', ['you'] as const) }), component: lazyRouteComponent(auth, 'SignUp') }),
  createRoute({ getParentRoute: () => plain, path: '/forgot-password', component: lazyRouteComponent(auth, 'ForgotPassword') }),
  createRoute({ getParentRoute: () => plain, path: '/reset-password', component: lazyRouteComponent(auth, 'ResetPassword') }),
  createRoute({ getParentRoute: () => plain, path: '/verify-email', component: lazyRouteComponent(auth, 'VerifyEmail') }),
  createRoute({ getParentRoute: () => plain, path: '/confirm-email', component: lazyRouteComponent(auth, 'ConfirmEmail') }),
  createRoute({ getParentRoute: () => plain, path: '/accept-invitation', component: lazyRouteComponent(auth, 'AcceptInvitation') }),
  createRoute({ getParentRoute: () => plain, path: '$', component: NotFound }),
] as const

const forumRoute = createRoute({
  getParentRoute: () => members,
  path: '/forum',
  validateSearch: (search: Search): { category?: string; tag?: string; sort?: 'newest' | 'top' | 'hot' | 'unanswered'; answered?: 'yes' | 'no'; mine?: Mine } => ({
    category: word(search, 'category'),
    tag: word(search, 'tag'),
    sort: oneOf(search, 'sort', ['newest', 'top', 'hot', 'unanswered'] as const),
    answered: oneOf(search, 'answered', ['yes', 'no'] as const),
    mine: oneOf(search, 'mine', ['following', 'bookmarked'] as const),
  }),
  component: lazyRouteComponent(() => persistently(() => import('@/features/forum/TopicList')), 'TopicList'),
})
const newTopicRoute = createRoute({
  getParentRoute: () => members,
  path: '/forum/new',
  validateSearch: (search: Search): { category?: string; draft?: string } => ({ category: word(search, 'category'), draft: word(search, 'draft') }),
  component: lazyRouteComponent(() => persistently(() => import('@/features/forum/NewTopic')), 'NewTopic'),
})
const topicRoute = createRoute({
  getParentRoute: () => members,
  path: '/forum/$topicId',
  validateSearch: (search: Search): { write?: string } => ({ write: word(search, 'write') }),
  component: lazyRouteComponent(() => persistently(() => import('@/features/forum/TopicPage')), 'TopicPage'),
})
const draftsRoute = createRoute({ getParentRoute: () => members, path: '/drafts', component: lazyRouteComponent(() => persistently(() => import('@/features/drafts/Drafts')), 'Drafts') })
const moderationRoute = createRoute({
  getParentRoute: () => members,
  path: '/moderation',
  validateSearch: (search: Search): { status?: 'resolved'; reason?: Complaint } => ({
    status: oneOf(search, 'status', ['resolved'] as const),
    reason: oneOf(search, 'reason', ['spam', 'abuse', 'off_topic', 'dangerous', 'confidential', 'other'] as const),
  }),
  component: lazyRouteComponent(() => persistently(() => import('@/features/moderation/Queue')), 'Queue'),
})
const wholeAuditRoute = createRoute({
  getParentRoute: () => members,
  path: '/moderation/audit',
  validateSearch: (search: Search): { action?: string } => ({ action: word(search, 'action') }),
  component: lazyRouteComponent(() => persistently(() => import('@/features/admin/Audit')), 'WholeAudit'),
})
const peopleRoute = createRoute({
  getParentRoute: () => members,
  path: '/people',
  validateSearch: (search: Search): { q?: string; industry?: Industry; expertise?: string; city?: string } => ({
    q: word(search, 'q'),
    industry: oneOf(search, 'industry', INDUSTRIES),
    expertise: word(search, 'expertise'),
    city: word(search, 'city'),
  }),
  component: lazyRouteComponent(() => persistently(() => import('@/features/people/Directory')), 'Directory'),
})
const personRoute = createRoute({
  getParentRoute: () => members,
  path: '/people/$personId',
  component: lazyRouteComponent(() => persistently(() => import('@/features/people/PersonPage')), 'PersonPage'),
})
const organization = () => persistently(() => import('@/features/organization/pages'))
const ownRoute = createRoute({ getParentRoute: () => members, path: '/organization', component: lazyRouteComponent(organization, 'OwnOrganization') })
const organizationRoute = createRoute({
  getParentRoute: () => members,
  path: '/organizations/$organizationId',
  component: lazyRouteComponent(organization, 'OtherOrganization'),
})

const settings = createRoute({ getParentRoute: () => members, path: '/settings', component: lazyRouteComponent(() => persistently(() => import('@/features/settings/Frame')), 'SettingsFrame') })
const settingsPages = [
  createRoute({ getParentRoute: () => settings, path: '/', beforeLoad: () => { throw redirect({ to: '/settings/profile' }) } }),
  createRoute({ getParentRoute: () => settings, path: '/profile', component: lazyRouteComponent(() => persistently(() => import('@/features/settings/Profile')), 'Profile') }),
  createRoute({ getParentRoute: () => settings, path: '/account', component: lazyRouteComponent(() => persistently(() => import('@/features/settings/Account')), 'Account') }),
  createRoute({ getParentRoute: () => settings, path: '/notifications', component: lazyRouteComponent(() => persistently(() => import('@/features/notifications/Preferences')), 'Preferences') }),
  createRoute({ getParentRoute: () => settings, path: '/security', component: lazyRouteComponent(() => persistently(() => import('@/features/settings/Security')), 'Security') }),
  createRoute({ getParentRoute: () => settings, path: '/sessions', component: lazyRouteComponent(() => persistently(() => import('@/features/settings/Sessions')), 'Sessions') }),
  createRoute({ getParentRoute: () => settings, path: '/tokens', component: lazyRouteComponent(() => persistently(() => import('@/features/settings/Tokens')), 'Tokens') }),
  createRoute({ getParentRoute: () => settings, path: '/data', component: lazyRouteComponent(() => persistently(() => import('@/features/settings/OwnData')), 'OwnData') }),
] as const

const admin = createRoute({ getParentRoute: () => members, path: '/admin', component: lazyRouteComponent(() => persistently(() => import('@/features/admin/Frame')), 'AdminFrame') })
const adminPages = [
  createRoute({ getParentRoute: () => admin, path: '/', beforeLoad: () => { throw redirect({ to: '/admin/users' }) } }),
  createRoute({
    getParentRoute: () => admin,
    path: '/users',
    validateSearch: (search: Search): { q?: string; role?: 'admin' | 'member'; status?: 'active' | 'inactive' } => ({
      q: word(search, 'q'),
      role: oneOf(search, 'role', ['admin', 'member'] as const),
      status: oneOf(search, 'status', ['active', 'inactive'] as const),
    }),
    component: lazyRouteComponent(() => persistently(() => import('@/features/admin/Users')), 'Users'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: '/invitations',
    validateSearch: (search: Search): { status?: 'pending' | 'accepted' | 'cancelled' | 'expired' } => ({ status: oneOf(search, 'status', ['pending', 'accepted', 'cancelled', 'expired'] as const) }),
    component: lazyRouteComponent(() => persistently(() => import('@/features/admin/Invitations')), 'Invitations'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: '/statistics',
    validateSearch: (search: Search): { range?: '7d' | '90d' | 'all' } => ({ range: oneOf(search, 'range', ['7d', '90d', 'all'] as const) }),
    component: lazyRouteComponent(() => persistently(() => import('@/features/admin/Statistics')), 'Statistics'),
  }),
  createRoute({
    getParentRoute: () => admin,
    path: '/audit',
    validateSearch: (search: Search): { action?: string } => ({ action: word(search, 'action') }),
    component: lazyRouteComponent(() => persistently(() => import('@/features/admin/Audit')), 'Audit'),
  }),
] as const
const download = createRoute({
  getParentRoute: () => members,
  path: '/download-export',
  component: lazyRouteComponent(() => persistently(() => import('@/features/settings/DownloadExport')), 'DownloadExport'),
})

const tree = root.addChildren([
  plain.addChildren(visitors),
  either.addChildren([helpRoute]),
  members.addChildren([
    forumRoute, newTopicRoute, topicRoute, draftsRoute, moderationRoute, wholeAuditRoute, peopleRoute, personRoute, ownRoute, organizationRoute, download,
    ...finding,
    settings.addChildren(settingsPages),
    admin.addChildren(adminPages),
  ]),
])

/** The addresses in this window, or in a history that a test goes through. */
export const makeRouter = (history?: RouterHistory) =>
  createRouter({
    routeTree: tree,
    history,
    context: { queryClient },
    search: { strict: true }, // what an address has besides is none of its page's filters
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    scrollRestoration: true,
    defaultErrorComponent: ErrorPage,
    defaultNotFoundComponent: NotFound,
  })
export const router = makeRouter()

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
