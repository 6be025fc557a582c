/** What is looked for in the forum, and under which keys it is remembered. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api, ok } from '@/services/api'

export const WITHIN = ['week', 'month', 'year'] as const
export type Within = (typeof WITHIN)[number]
const DAYS: Record<Within, number> = { week: 7, month: 30, year: 365 }
const DAY = 86_400_000

/** More than this isn't counted: one more says that there are at least so many. */
export const COUNTED = 10_000
/** The longest question that the server takes. */
export const LONGEST = 200

export interface SearchFilter {
  q: string
  category?: string
  tag?: string
  author?: string
  answered?: boolean
  within?: Within
  sort?: 'newest'
}

/** From the beginning of a day on, so that the same question is the same all day long. */
export function since(within: Within, now = Date.now()): string {
  const day = now - DAYS[within] * DAY
  return new Date(day - (day % DAY)).toISOString()
}

export const searchQuery = ({ within, ...filter }: SearchFilter) =>
  infiniteQueryOptions({
    queryKey: ['search', { within, ...filter }],
    queryFn: ({ pageParam, signal }) =>
      ok(
        api.GET('/api/v1/forums/search', {
          params: { query: { ...filter, from: within && since(within), limit: 20, cursor: pageParam, count: pageParam === undefined } },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    enabled: filter.q !== '',
  })

/** The first few that words find, while they are typed. */
export const topicsFound = (q: string) =>
  queryOptions({
    queryKey: ['search', 'found', q],
    queryFn: async ({ signal }) => (await ok(api.GET('/api/v1/forums/search', { params: { query: { q, limit: 5 } }, signal }))).items,
    enabled: q.length > 1,
  })
