/** A picture as large as the window lets it be; arrows lead to those beside it. */
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState, type KeyboardEvent } from 'react'
import { DIRECTIONS, useI18n } from '@/i18n'
import { bytes } from '@/i18n/format'
import type { Attachment } from '@/types/api.types'
import { IconButton } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { seen, wide } from './pictures'

export default function Enlarged({ files, first, onClose }: { files: readonly Attachment[]; first: number; onClose: () => void }) {
  const { t, tag, language } = useI18n()
  const [at, go] = useState(first)
  const shown = files[at]
  if (!shown) return null
  const step = (by: number) => go((at + by + files.length) % files.length)
  function turn({ key, altKey }: KeyboardEvent) {
    const by = altKey ? 0 : key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0 // Alt and an arrow is the browser's
    if (by && files.length > 1) step(DIRECTIONS[language] === 'rtl' ? -by : by)
  }
  return (
    <Dialog title={<bdi className="break-all">{shown.name}</bdi>} onClose={onClose} onKeyDown={turn} wide>
      <figure className="grid gap-3">
        <img key={shown.id} src={wide(shown, 1280)} alt={seen(shown)} className="max-h-[62dvh] w-full rounded-lg object-contain" />
        {shown.description ? (
          <figcaption dir="auto" className="text-pretty">
            {shown.description}
          </figcaption>
        ) : null}
        <div className="flex min-h-11 flex-wrap items-center justify-between gap-3">
          <a href={shown.url} target="_blank" rel="noreferrer">
            {t('files.original', { size: bytes(shown.size, tag) })}
          </a>
          {files.length > 1 ? (
            <div className="flex items-center gap-1">
              <IconButton label={t('files.previous')} onClick={() => step(-1)}>
                <ChevronLeft aria-hidden className="size-5 rtl:-scale-x-100" />
              </IconButton>
              <span role="status" className="text-muted">
                {t('files.place', { place: at + 1, count: files.length })}
              </span>
              <IconButton label={t('files.next')} onClick={() => step(1)}>
                <ChevronRight aria-hidden className="size-5 rtl:-scale-x-100" />
              </IconButton>
            </div>
          ) : null}
        </div>
      </figure>
    </Dialog>
  )
}
