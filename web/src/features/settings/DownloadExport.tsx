/** Where the mail about a finished export leads: one press of a button. */
import { Download } from 'lucide-react'
import { useState } from 'react'
import { NoToken } from '@/features/auth/Verify'
import { currentLanguage, useI18n } from '@/i18n'
import { useLinkToken } from '@/lib/token'
import { ApiError, send } from '@/services/api'
import { Problem } from '@/ui/Alert'
import { Title } from '@/ui/bits'
import { Button } from '@/ui/Button'

export function DownloadExport() {
  const { t } = useI18n()
  const token = useLinkToken()
  const [error, setError] = useState<ApiError | null>(null)
  const [pending, setPending] = useState(false)
  const [done, setDone] = useState(false)
  if (!token) return <NoToken />

  async function fetchIt() {
    setPending(true)
    setError(null)
    try {
      const response = await send(
        new Request('/api/v1/users/me/export/download', {
          method: 'POST',
          body: JSON.stringify({ token }),
          headers: { 'Content-Type': 'application/json', 'Accept-Language': currentLanguage() },
        }),
      )
      if (!response.ok) throw new ApiError(response.status, await response.json())
      const name = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'p2p-sandbox.zip'
      const url = URL.createObjectURL(await response.blob())
      Object.assign(document.createElement('a'), { href: url, download: name }).click()
      setTimeout(() => URL.revokeObjectURL(url), 10_000)
      setDone(true)
    } catch (reason) {
      setError(reason instanceof ApiError ? reason : new ApiError(0, {}))
    } finally {
      setPending(false)
    }
  }

  return (
    <div className="mx-auto grid max-w-xl gap-5">
      <Title name={t('data.download')} lead={t('data.download_lead')} />
      {error ? <Problem error={error} /> : null}
      {done ? <p role="status">{t('data.downloaded')}</p> : null}
      <Button size="large" className="justify-self-start" pending={pending} icon={<Download aria-hidden className="size-5" />} onClick={() => void fetchIt()}>
        {t('data.download_button')}
      </Button>
    </div>
  )
}
