/** Drafts as the server keeps them. */
import { queryOptions } from '@tanstack/react-query'
import { ApiError, api, ok, quietly } from '@/services/api'
import { queryClient } from '@/services/query-client'
import type { ServerDraft } from '@/types/api.types'

/** All drafts that the server keeps; there are a hundred at the most. */
export const draftsQuery = queryOptions({
  queryKey: ['drafts'],
  queryFn: async ({ signal }) => (await ok(api.GET('/api/v1/drafts', { params: { query: { limit: 100 } }, signal }))).items,
  staleTime: 15_000,
})
const changedThere = () => queryClient.invalidateQueries({ queryKey: draftsQuery.queryKey })

/** How the server keeps drafts; nobody is asked to sign in for that in mid-typing. */
export interface Shelf {
  /** What it has; who never heard of one there is content with a glance. */
  get: (key: string, known: boolean) => Promise<ServerDraft | null>
  put: (key: string, body: object, sequence: number, leaving?: boolean) => Promise<ServerDraft>
  drop: (key: string) => Promise<void>
}

const unlessMissing = (error: unknown): null => {
  if (error instanceof ApiError && error.status === 404) return null
  throw error
}

export const shelf: Shelf = {
  get: async (key, known) => {
    if (!known && !(await queryClient.fetchQuery(draftsQuery)).some((draft) => draft.key === key)) return null
    return ok(api.GET('/api/v1/drafts/{key}', { params: { path: { key } }, fetch: quietly })).catch(unlessMissing)
  },
  put: async (key, body, sequence, leaving = false) => {
    const draft = await ok(
      api.PUT('/api/v1/drafts/{key}', {
        params: { path: { key } },
        body: { body: body as Record<string, never>, sequence },
        keepalive: leaving,
        fetch: quietly,
      }),
    )
    void changedThere()
    return draft
  },
  drop: async (key) => {
    await ok(api.DELETE('/api/v1/drafts/{key}', { params: { path: { key } }, fetch: quietly })).catch(unlessMissing)
    void changedThere()
  },
}
