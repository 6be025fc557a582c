/** A picture that is chosen or dropped, cut square by its owner, and shown once the server took it. */
import { ImageUp, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState, type PointerEvent } from 'react'
import { useI18n } from '@/i18n'
import { ApiError } from '@/services/api'
import type { Picture } from '@/types/api.types'
import { Problem } from './Alert'
import { Avatar } from './bits'
import { Button } from './Button'
import { Dialog } from './Dialog'
import { cx } from './cx'

const SIDE = 1024
const MOST_BYTES = 5_000_000

interface Props {
  id: string
  name: string
  label: string
  picture: Picture | null
  square?: boolean
  onSend: (file: Blob) => Promise<void>
  onRemove: () => Promise<void>
}

export function PictureField({ id, name, label, picture, square, onSend, onRemove }: Props) {
  const { t } = useI18n()
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<File | null>(null)
  const [error, setError] = useState<ApiError | null>(null)
  const [pending, setPending] = useState(false)
  const [over, setOver] = useState(false)

  async function act(what: () => Promise<void>) {
    setPending(true)
    setError(null)
    try {
      await what()
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setError(reason)
    } finally {
      setPending(false)
    }
  }

  function take(file: File | undefined) {
    if (!file) return
    setError(null)
    if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return setError(new ApiError(415, { title: t('picture.kind') }))
    setChosen(file)
  }

  return (
    <div
      role="group"
      aria-label={label}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer.files[0])
      }}
      className={cx('grid gap-3 rounded-card', over && 'outline-2 outline-offset-4 outline-brand')}
    >
      <div className="flex flex-wrap items-center gap-5">
        <Avatar id={id} name={name} picture={picture} size="large" square={square} />
        <div className="grid gap-2">
          <p className="font-semibold">{label}</p>
          <div className="flex flex-wrap gap-2">
            <Button look="quiet" size="small" pending={pending} icon={<ImageUp aria-hidden className="size-4" />} onClick={() => input.current?.click()}>
              {picture ? t('picture.change') : t('picture.choose')}
            </Button>
            {picture ? (
              <Button look="ghost" size="small" icon={<Trash2 aria-hidden className="size-4" />} onClick={() => void act(onRemove)}>
                {t('picture.remove')}
              </Button>
            ) : null}
          </div>
          <p className="text-sm text-muted">{t('picture.hint')}</p>
        </div>
      </div>
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        className="hidden"
        aria-label={label}
        onChange={(event) => {
          take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
      {error ? <Problem error={error} /> : null}
      {chosen ? (
        <Crop
          file={chosen}
          round={!square}
          onClose={() => setChosen(null)}
          onDone={(blob) => {
            setChosen(null)
            void act(() => onSend(blob))
          }}
        />
      ) : null}
    </div>
  )
}

interface View {
  zoom: number
  x: number
  y: number
}

function Crop({ file, round, onClose, onDone }: { file: File; round: boolean; onClose: () => void; onDone: (blob: Blob) => void }) {
  const { t } = useI18n()
  const canvas = useRef<HTMLCanvasElement>(null)
  const [image, setImage] = useState<ImageBitmap | null>(null)
  const [failed, setFailed] = useState(false)
  const [view, setView] = useState<View>({ zoom: 1, x: 0, y: 0 })
  const held = useRef<{ x: number; y: number } | null>(null)

  useEffect(() => {
    let open = true
    createImageBitmap(file).then(
      (made) => (open ? setImage(made) : made.close()),
      () => setFailed(true),
    )
    return () => {
      open = false
    }
  }, [file])
  useEffect(() => {
    if (image && canvas.current) draw(canvas.current, image, view)
  }, [image, view])

  const move = (x: number, y: number) =>
    setView((old) => {
      if (!image) return old
      const reach = limits(image, old.zoom)
      return { ...old, x: clamp(old.x + x, reach.x), y: clamp(old.y + y, reach.y) }
    })

  function drag(event: PointerEvent<HTMLCanvasElement>) {
    if (!held.current || !canvas.current) return
    const scale = SIDE / canvas.current.clientWidth
    move((event.clientX - held.current.x) * scale, (event.clientY - held.current.y) * scale)
    held.current = { x: event.clientX, y: event.clientY }
  }

  function finish() {
    const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg'
    canvas.current?.toBlob((blob) => {
      if (blob && blob.size <= MOST_BYTES) onDone(blob)
      else canvas.current?.toBlob((smaller) => smaller && onDone(smaller), 'image/jpeg', 0.85)
    }, type, 0.92)
  }

  return (
    <Dialog title={t('picture.crop')} onClose={onClose}>
      {failed ? (
        <p role="alert" className="text-bad">
          {t('picture.broken')}
        </p>
      ) : (
        <>
          <p className="text-sm text-muted">{t('picture.crop_hint')}</p>
          <canvas
            ref={canvas}
            width={SIDE}
            height={SIDE}
            tabIndex={0}
            role="img"
            aria-label={t('picture.crop_hint')}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId)
              held.current = { x: event.clientX, y: event.clientY }
            }}
            onPointerMove={drag}
            onPointerUp={() => (held.current = null)}
            onKeyDown={(event) => {
              const by = { ArrowLeft: [-24, 0], ArrowRight: [24, 0], ArrowUp: [0, -24], ArrowDown: [0, 24] }[event.key]
              if (!by) return
              event.preventDefault()
              move(by[0] as number, by[1] as number)
            }}
            className={cx('mx-auto aspect-square w-full max-w-72 cursor-grab touch-none bg-sunk', round ? 'rounded-full' : 'rounded-3xl')}
          />
          <label className="grid gap-1">
            <span className="font-semibold">{t('picture.zoom')}</span>
            <input
              type="range"
              min={1}
              max={4}
              step={0.05}
              value={view.zoom}
              className="accent-brand"
              onChange={(event) => {
                const zoom = Number(event.target.value)
                setView((old) => {
                  if (!image) return old
                  const reach = limits(image, zoom)
                  return { zoom, x: clamp(old.x, reach.x), y: clamp(old.y, reach.y) }
                })
              }}
            />
          </label>
          <Button onClick={finish} disabled={!image}>
            {t('picture.use')}
          </Button>
        </>
      )}
    </Dialog>
  )
}

const scaleOf = (image: ImageBitmap, zoom: number): number => (SIDE / Math.min(image.width, image.height)) * zoom
const clamp = (value: number, reach: number): number => Math.min(reach, Math.max(-reach, value))
function limits(image: ImageBitmap, zoom: number): { x: number; y: number } {
  const scale = scaleOf(image, zoom)
  return { x: (image.width * scale - SIDE) / 2, y: (image.height * scale - SIDE) / 2 }
}

function draw(canvas: HTMLCanvasElement, image: ImageBitmap, { zoom, x, y }: View): void {
  const scale = scaleOf(image, zoom)
  const context = canvas.getContext('2d')
  if (!context) return
  context.clearRect(0, 0, SIDE, SIDE)
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, (SIDE - image.width * scale) / 2 + x, (SIDE - image.height * scale) / 2 + y, image.width * scale, image.height * scale)
}
