import { useState, type ReactNode } from 'react'
import { useI18n } from '@/i18n'
import { ApiError } from '@/services/api'
import { Problem } from './Alert'
import { Button } from './Button'
import { Dialog } from './Dialog'

/** Asks before what can't be taken back. */
export function Confirm({ title, children, yes, act, onClose }: { title: string; children: ReactNode; yes: string; act: () => Promise<void>; onClose: () => void }) {
  const { t } = useI18n()
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<ApiError | null>(null)
  async function go() {
    setPending(true)
    setError(null)
    try {
      await act()
      onClose()
    } catch (reason) {
      if (!(reason instanceof ApiError)) throw reason
      setError(reason)
      setPending(false)
    }
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="text-muted">{children}</div>
      {error ? <Problem error={error} /> : null}
      <div className="flex flex-wrap justify-end gap-3">
        <Button look="ghost" onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button look="danger" pending={pending} onClick={() => void go()}>
          {yes}
        </Button>
      </div>
    </Dialog>
  )
}
