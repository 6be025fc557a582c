/** The files of one composer, in step with what its draft remembers of them. */
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { api, ok } from '@/services/api'
import { abandon, describeFile, dropFile, fileAt, sendFile } from '@/services/upload'
import { Uploads, type Kept } from './uploads'

const TRANSPORT = { send: sendFile, look: fileAt, abandon, drop: dropFile, describe: describeFile }
const ids = (kept: readonly Kept[]): string => JSON.stringify(kept.map(({ id, description, said }) => [id, description, said]))

export function useUploads(kept: readonly Kept[], published: readonly Kept[], onKept: (kept: Kept[]) => void): Uploads {
  const [uploads] = useState(() => new Uploads(TRANSPORT, kept, published))
  const items = useSyncExternalStore(uploads.subscribe, uploads.read)
  const limits = useQuery({
    queryKey: ['limits'],
    queryFn: ({ signal }) => ok(api.GET('/api/v1/limits', { signal })),
    staleTime: Infinity,
  })
  uploads.allowed = limits.data?.files.attachment ?? null

  const told = useRef(ids(kept))
  const tell = useRef(onKept)
  tell.current = onKept
  const outside = ids(kept)
  useEffect(() => {
    if (outside === told.current) return
    told.current = outside
    if (ids(uploads.kept) !== outside) uploads.replace(kept) // another draft was taken over, or it was sent
  }, [outside, kept, uploads])
  useEffect(() => {
    const now = uploads.kept
    if (ids(now) === told.current) return
    told.current = ids(now)
    tell.current(now)
  }, [items, uploads])
  return uploads
}
