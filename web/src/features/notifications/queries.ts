/** What is new for oneself: how much, what, and what marks it as read, shown at once and taken back where it fails. */
import { infiniteQueryOptions, queryOptions, type InfiniteData, type QueryClient } from '@tanstack/react-query'
import { ApiError, api, ok, quietly } from '@/services/api'
import type { Notification, NotificationKind, NotificationPreferences, Page } from '@/types/api.types'

const KEY = ['notifications']
export const listKey = [...KEY, 'list']
const EVERY = 30_000

/** Asked again and again on its own: it asks nobody to sign in, and stops where the session has ended. */
export const unreadQuery = queryOptions({
  queryKey: [...KEY, 'count'],
  queryFn: async ({ signal }) => (await ok(api.GET('/api/v1/notifications/unread-count', { signal, fetch: quietly }))).notifications,
  staleTime: 5_000,
  refetchInterval: ({ state }) => (state.error instanceof ApiError && state.error.status === 401 ? false : EVERY),
})

export const notificationsQuery = (unread = false) =>
  infiniteQueryOptions({
    queryKey: [...listKey, unread],
    queryFn: ({ pageParam, signal }) =>
      ok(api.GET('/api/v1/notifications', { params: { query: { unread: unread || undefined, limit: 20, cursor: pageParam } }, signal })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    staleTime: 5_000,
  })

export const preferencesQuery = queryOptions({
  queryKey: ['notification-preferences'],
  queryFn: ({ signal }) => ok(api.GET('/api/v1/notifications/preferences', { signal })),
})

type Pages = InfiniteData<Page<Notification>>

/** Does it in what is shown, then on the server; what is shown is as before where the server says no. */
async function atOnce(queries: QueryClient, change: (one: Notification) => Notification, left: (count: number) => number, act: () => Promise<unknown>): Promise<void> {
  await queries.cancelQueries({ queryKey: KEY })
  const before = queries.getQueriesData({ queryKey: KEY })
  queries.setQueriesData<Pages>({ queryKey: listKey }, (data) => data && { ...data, pages: data.pages.map((page) => ({ ...page, items: page.items.map(change) })) })
  queries.setQueryData(unreadQuery.queryKey, (count) => (count === undefined ? count : Math.max(0, left(count))))
  try {
    await act()
  } catch (error) {
    before.forEach(([key, data]) => queries.setQueryData(key, data))
    throw error
  } finally {
    void queries.invalidateQueries({ queryKey: unreadQuery.queryKey })
  }
}

export const read = (queries: QueryClient, { id }: Notification): Promise<void> =>
  atOnce(
    queries,
    (one) => (one.id === id ? { ...one, read: true } : one),
    (count) => count - 1,
    () => ok(api.PATCH('/api/v1/notifications/{notification_id}/read', { params: { path: { notification_id: id } } })),
  )

export const readAll = (queries: QueryClient): Promise<void> =>
  atOnce(
    queries,
    (one) => ({ ...one, read: true }),
    () => 0,
    () => ok(api.POST('/api/v1/notifications/read-all')),
  )

/** Changes one wish, at once; as before where the server says no. */
export async function wish(queries: QueryClient, kind: NotificationKind, next: NotificationPreferences[NotificationKind]): Promise<void> {
  const key = preferencesQuery.queryKey
  const before = queries.getQueryData(key)
  queries.setQueryData(key, (all) => all && { ...all, [kind]: next })
  try {
    const kept = await ok(api.PUT('/api/v1/notifications/preferences', { body: { [kind]: next } }))
    queries.setQueryData(key, (all) => all && { ...all, [kind]: kept[kind] })
  } catch (error) {
    queries.setQueryData(key, (all) => all && before && { ...all, [kind]: before[kind] })
    throw error
  }
}
