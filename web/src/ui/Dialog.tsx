/** A dialog of the browser's own: it holds the focus, closes with Escape and gives the focus back. */
import { X } from 'lucide-react'
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useI18n } from '@/i18n'
import { IconButton } from './Button'
import { cx } from './cx'

interface Props {
  title: ReactNode
  onClose: () => void
  children: ReactNode
  wide?: boolean
  bare?: boolean
  onKeyDown?: (event: KeyboardEvent) => void
}

export function Dialog({ title, onClose, children, wide, bare, onKeyDown }: Props) {
  const { t } = useI18n()
  const dialog = useRef<HTMLDialogElement>(null)
  const name = useId()
  const close = useRef(onClose)
  close.current = onClose
  useEffect(() => {
    const opener = document.activeElement
    const one = dialog.current
    one?.showModal()
    return () => {
      one?.close()
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby={name}
      onKeyDown={onKeyDown}
      onCancel={(event) => {
        event.preventDefault()
        close.current()
      }}
      onMouseDown={(event) => {
        if (event.target === dialog.current) close.current()
      }}
      className={cx(
        'm-auto max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] overflow-y-auto rounded-card border border-line bg-raised p-0 text-ink shadow-pop open:animate-rise',
        wide ? 'max-w-2xl' : 'max-w-md',
        bare && 'mt-[12dvh]',
      )}
    >
      <div className={cx(bare ? '' : 'grid gap-5 p-6')}>
        <div className={bare ? 'sr-only' : 'flex items-start justify-between gap-4'}>
          <h2 id={name} className="text-xl">
            {title}
          </h2>
          {bare ? null : (
            <IconButton label={t('action.close')} onClick={onClose} className="-me-2 -mt-2">
              <X aria-hidden className="size-5" />
            </IconButton>
          )}
        </div>
        {children}
      </div>
    </dialog>
  )
}
