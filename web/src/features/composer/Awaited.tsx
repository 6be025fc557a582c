/** A file that is still being looked into: asked for again, ever more rarely, until it is settled. */
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ApiError, api, ok, quietly } from '@/services/api'
import type { Attachment } from '@/types/api.types'

const FIRST = 1_000
const LONGEST = 30_000

/** Nobody is asked to sign in for it, and what the server refuses isn't asked again. */
export default function Awaited({ id, onSettled }: { id: string; onSettled: (file: Attachment) => void }) {
  const { data } = useQuery({
    queryKey: ['file', id],
    queryFn: ({ signal }) => ok(api.GET('/api/v1/files/{file_id}', { params: { path: { file_id: id } }, signal, fetch: quietly })),
    staleTime: 0,
    retry: false,
    refetchInterval: ({ state: { error, dataUpdateCount, errorUpdateCount } }) =>
      error instanceof ApiError && !error.passing ? false : Math.min(FIRST * (1 + dataUpdateCount + errorUpdateCount), LONGEST),
  })
  const isSettled = data !== undefined && data.status !== 'processing'
  useEffect(() => {
    if (isSettled) onSettled(data)
  }, [isSettled, data, onSettled])
  return null
}
