/** Files beside the words that are being written: how far each is, what is wrong with it, and the way out. */
import { ArrowUp, CircleAlert, File as FileIcon, RotateCw, X } from 'lucide-react'
import { Suspense, lazy, useSyncExternalStore } from 'react'
import { useI18n, type Translate } from '@/i18n'
import { bytes, number } from '@/i18n/format'
import { IconButton } from '@/ui/Button'
import { cx } from '@/ui/cx'
import { isPicture, type Item, type Uploads } from './uploads'

const Describe = lazy(() => import('./Describe'))

export function Tray({ uploads }: { uploads: Uploads }) {
  const { t } = useI18n()
  const items = useSyncExternalStore(uploads.subscribe, uploads.read)
  if (!items.length) return null
  const there = items.filter(({ state }) => state === 'done').length
  return (
    <div className="border-t border-line p-2">
      <ul aria-label={t('files.list')} className="grid gap-1">
        {items.map((item, index) => (
          <Row key={item.key} item={item} uploads={uploads} first={index === 0} />
        ))}
      </ul>
      <p role="status" className="sr-only">
        {t('files.there', { count: there })}
      </p>
    </div>
  )
}

function Row({ item, uploads, first }: { item: Item; uploads: Uploads; first: boolean }) {
  const { t, tag } = useI18n()
  const wrong = item.state === 'failed' ? wordsFor(item, t, tag) : null
  const again = item.state === 'failed' && item.error !== undefined
  const picture = item.preview ?? item.kept?.thumb
  return (
    <li className={cx('flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg p-1.5', wrong ? 'bg-bad-soft' : 'hover:bg-ground')}>
      <span aria-hidden className="grid size-11 shrink-0 place-items-center overflow-hidden rounded-lg bg-sunk text-muted">
        {wrong ? <CircleAlert className="size-5 text-bad" /> : picture ? <img src={picture} alt="" className="size-full object-cover" /> : <FileIcon className="size-5" />}
      </span>
      <div className="grid min-w-0 flex-1 gap-0.5">
        <span className="truncate text-sm font-medium">
          <bdi>{item.name}</bdi>
        </span>
        {wrong ? (
          <p role="alert" className="text-sm text-bad">
            {wrong}
          </p>
        ) : item.state === 'sending' || item.state === 'waiting' ? (
          <span className="flex items-center gap-2">
            <progress aria-label={t('files.progress', { name: item.name })} max={Math.max(1, item.size)} value={item.sent} className="h-1.5 min-w-0 flex-1 accent-brand" />
            <span className="w-24 shrink-0 text-end text-sm text-muted tabular-nums">
              {item.state === 'waiting' ? t('files.waiting') : `${number(item.sent / Math.max(1, item.size), tag, { style: 'percent' })}`}
            </span>
          </span>
        ) : (
          <span className="text-sm text-muted">
            {bytes(item.size, tag)}
            {item.state === 'checking' ? ` · ${t('files.checking')}` : ''}
          </span>
        )}
      </div>
      {first || item.state !== 'done' ? null : (
        <IconButton label={t('files.earlier', { name: item.name })} onClick={() => uploads.move(item.key, -1)} className="size-10">
          <ArrowUp aria-hidden className="size-4.5" />
        </IconButton>
      )}
      {again ? (
        <IconButton label={t('files.again', { name: item.name })} onClick={() => uploads.retry(item.key)} className="size-10">
          <RotateCw aria-hidden className="size-4.5" />
        </IconButton>
      ) : null}
      <IconButton
        label={item.state === 'sending' || item.state === 'waiting' ? t('files.cancel', { name: item.name }) : t('form.remove', { what: item.name })}
        onClick={() => uploads.remove(item.key)}
        className="size-10"
      >
        <X aria-hidden className="size-4.5" />
      </IconButton>
      {isPicture(item) && !wrong ? (
        <div className="min-h-10 basis-full sm:ps-14">
          <Suspense>
            <Describe item={item} uploads={uploads} />
          </Suspense>
        </div>
      ) : null}
    </li>
  )
}

function wordsFor({ refusal, most, error, rejected }: Item, t: Translate, tag: string): string {
  if (refusal === 'large') return t('files.too_large', { most: bytes(most ?? 0, tag) })
  if (refusal === 'many') return t('files.too_many', { count: most ?? 0 })
  if (refusal) return t(`files.refused_${refusal}`)
  if (rejected !== undefined) return rejected || t('files.rejected')
  if (!error || error.status === 0) return t('files.cut_off')
  return error.fields[0]?.message ?? error.message ?? t('files.cut_off')
}
