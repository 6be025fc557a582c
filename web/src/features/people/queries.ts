/** What is asked about people. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, ok } from '@/services/api'
import type { Industry } from '@/types/api.types'

export interface PeopleFilter {
  q?: string
  industry?: string
  expertise?: string
  city?: string
}

export const directoryQuery = (filter: PeopleFilter) =>
  infiniteQueryOptions({
    queryKey: ['people', filter],
    queryFn: ({ pageParam, signal }) =>
      ok(
        api.GET('/api/v1/people', {
          params: { query: { ...filter, industry: filter.industry as Industry | undefined, limit: 24, cursor: pageParam, count: true } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })

/** The first few that a word finds, for places where one is looked for by name. */
export const peopleFound = (q: string) =>
  queryOptions({
    queryKey: ['people', 'found', q],
    queryFn: ({ signal }) => ok(api.GET('/api/v1/people', { params: { query: { q, limit: 6 } }, signal })),
  })

export const expertiseQuery = (q?: string) =>
  queryOptions({
    queryKey: ['expertise', q ?? ''],
    queryFn: async ({ signal }) => (await ok(api.GET('/api/v1/people/expertise', { params: { query: { q, limit: 20 } }, signal }))).items,
    staleTime: 300_000,
  })

export const personQuery = (id: string) =>
  queryOptions({
    queryKey: ['person', id],
    queryFn: ({ signal }) => ok(api.GET('/api/v1/users/{user_id}', { params: { path: { user_id: id } }, signal })),
  })
