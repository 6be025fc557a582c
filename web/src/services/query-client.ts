/** What is known of the server's data, how long it counts as fresh, and what is asked again. */
import { QueryClient } from '@tanstack/react-query'
import { ApiError } from './api'

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && error instanceof ApiError && error.passing,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
})
