/** What is known of the server's data, how long it counts as fresh, and what is asked again. */
import { QueryClient, type QueryKey } from '@tanstack/react-query'
import { ApiError } from './api'
import { reach } from './reach'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && error instanceof ApiError && error.passing,
      refetchOnWindowFocus: true,
      refetchOnReconnect: true,
      networkMode: 'always', // a workshop's own network may have no way to the internet: `reach` knows better
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/** After a change was answered: what was asked before it and is still under way, be it for the first time, would show what was before. */
export function askAnew(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  void queries.cancelQueries({ queryKey })
  return queries.invalidateQueries({ queryKey })
}

// what is on the page and failed while the server was away comes by itself
reach.subscribe(() => {
  if (!reach.isAway()) void queryClient.refetchQueries({ type: 'active', predicate: ({ state }) => state.status === 'error' })
})
