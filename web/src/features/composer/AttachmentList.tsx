/** Files beneath the words they belong to: pictures to look at, videos to play, the rest to take along. */
import { Download, File as FileIcon, LoaderCircle } from 'lucide-react'
import { Suspense, lazy, useState } from 'react'
import { useI18n } from '@/i18n'
import { bytes } from '@/i18n/format'
import type { Attachment } from '@/types/api.types'
import { seen, wide } from './pictures'

const Awaited = lazy(() => import('./Awaited'))
const Enlarged = lazy(() => import('./Enlarged'))

const picture = ({ media_type: type, status }: Attachment): boolean => type.startsWith('image/') && status === 'ready'
const video = ({ media_type: type, status }: Attachment): boolean => type.startsWith('video/') && status === 'ready'

export function AttachmentList({ files: given }: { files: readonly Attachment[] }) {
  const { t, tag } = useI18n()
  const [settled, settle] = useState<readonly Attachment[]>([])
  const files = given.map((file) => (file.status === 'processing' ? (settled.find(({ id }) => id === file.id) ?? file) : file))
  const [shown, setShown] = useState<Attachment | null>(null)
  if (!files.length) return null
  const pictures = files.filter(picture)
  const videos = files.filter(video)
  const others = files.filter((file) => !picture(file) && !video(file))
  return (
    <section aria-label={t('files.list')} className="grid gap-3">
      {pictures.length ? (
        <ul className="flex flex-wrap gap-2">
          {pictures.map((file) => (
            <li key={file.id} className="grid w-40 gap-1">
              <button type="button" onClick={() => setShown(file)} aria-label={t('files.enlarge', { name: seen(file) })} className="overflow-hidden rounded-lg border border-line bg-sunk hover:border-edge">
                <img src={wide(file, 320)} alt={seen(file)} loading="lazy" className="h-28 w-full object-cover" />
              </button>
              <Caption file={file} />
            </li>
          ))}
        </ul>
      ) : null}
      {videos.map((file) => (
        <figure key={file.id} className="grid max-w-xl gap-1">
          <video controls preload="none" poster={file.variants.length ? wide(file, 640) : undefined} src={file.url} aria-label={file.name} className="aspect-video w-full rounded-lg bg-black" />
          <figcaption>
            <Caption file={file} />
          </figcaption>
        </figure>
      ))}
      {others.length ? (
        <ul className="grid gap-1.5">
          {others.map((file) => (
            <li key={file.id}>
              {file.status === 'ready' ? (
                <a href={file.url} download={file.name} className="flex min-h-12 max-w-xl items-center gap-3 rounded-control border border-line px-3 py-1.5 text-ink no-underline hover:border-edge">
                  <FileIcon aria-hidden className="size-5 shrink-0 text-muted" />
                  <span className="min-w-0 flex-1 truncate font-medium">
                    <bdi>{file.name}</bdi>
                  </span>
                  <span className="shrink-0 text-sm text-muted">{bytes(file.size, tag)}</span>
                  <Download aria-hidden className="size-4.5 shrink-0 text-muted" />
                  <span className="sr-only">{t('files.download')}</span>
                </a>
              ) : (
                <p className="flex min-h-12 max-w-xl items-center gap-3 rounded-control border border-dashed border-line px-3 py-1.5 text-muted">
                  {file.status === 'processing' ? (
                    <Suspense>
                      <Awaited id={file.id} onSettled={(now) => settle((old) => [...old, now])} />
                    </Suspense>
                  ) : null}
                  <LoaderCircle aria-hidden className="size-5 shrink-0" />
                  <span className="min-w-0 flex-1 truncate">
                    <bdi>{file.name}</bdi>
                  </span>
                  <span className="shrink-0 text-sm">{t(file.status === 'rejected' ? 'files.not_kept' : 'files.checking')}</span>
                </p>
              )}
            </li>
          ))}
        </ul>
      ) : null}
      {shown ? (
        <Suspense>
          <Enlarged files={pictures} first={pictures.indexOf(shown)} onClose={() => setShown(null)} />
        </Suspense>
      ) : null}
    </section>
  )
}

function Caption({ file }: { file: Attachment }) {
  const { tag } = useI18n()
  return (
    <span className="flex min-w-0 items-baseline gap-1.5 text-sm text-muted">
      <bdi className="truncate">{file.name}</bdi>
      <span className="shrink-0">{bytes(file.size, tag)}</span>
    </span>
  )
}
