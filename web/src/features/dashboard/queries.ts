/** What the first page of members asks for: at most six short lists and figures, all at the same time. */
import { queryOptions } from '@tanstack/react-query'
import { api, ok } from '@/services/api'

const KEPT = { staleTime: 60_000 }

export const movingQuery = queryOptions({
  // under the topics, so that what makes those new makes this new as well
  queryKey: ['topics', 'dashboard', 'moving'],
  queryFn: async ({ signal }) => (await ok(api.GET('/api/v1/forums/topics', { params: { query: { sort: 'latest', limit: 8 } }, signal }))).items,
})

export const openQuery = (author: string) =>
  queryOptions({
    queryKey: ['topics', 'dashboard', 'open', author],
    queryFn: ({ signal }) => ok(api.GET('/api/v1/forums/topics', { params: { query: { author, answered: false, sort: 'newest', limit: 5, count: true } }, signal })),
  })

export const waitingQuery = queryOptions({
  queryKey: ['topics', 'dashboard', 'waiting'],
  queryFn: ({ signal }) => ok(api.GET('/api/v1/forums/topics', { params: { query: { answered: false, sort: 'newest', limit: 5, count: true } }, signal })),
})

export const draftsQuery = queryOptions({
  queryKey: ['drafts', 'dashboard'],
  queryFn: ({ signal }) => ok(api.GET('/api/v1/drafts', { params: { query: { limit: 3, count: true } }, signal })),
})

export const figuresQuery = queryOptions({
  queryKey: ['statistics', '30d'],
  queryFn: ({ signal }) => ok(api.GET('/api/v1/organizations/stats', { params: { query: { range: '30d' } }, signal })),
  ...KEPT,
})

export const invitationsQuery = queryOptions({
  queryKey: ['invitations', 'stats'],
  queryFn: ({ signal }) => ok(api.GET('/api/v1/invitations/stats', { signal })),
  ...KEPT,
})
