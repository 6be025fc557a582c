import { useState } from 'react'
import { useI18n } from '@/i18n'
import { Alert } from '@/ui/Alert'
import { Button } from '@/ui/Button'

/** Offers to begin anew where something was found that was begun before. */
export function DraftFound({ onDrop }: { onDrop: () => void }) {
  const { t } = useI18n()
  const [asked, setAsked] = useState(true)
  if (!asked) return null
  return (
    <Alert title={t('draft.found')}>
      <p>{t('draft.found_why')}</p>
      <p className="mt-2 flex flex-wrap gap-2">
        <Button size="small" look="quiet" onClick={() => setAsked(false)}>
          {t('draft.go_on')}
        </Button>
        <Button
          size="small"
          look="ghost"
          onClick={() => {
            setAsked(false)
            onDrop()
          }}
        >
          {t('draft.drop')}
        </Button>
      </p>
    </Alert>
  )
}

/** Says that what was written is kept, and since when. */
export function DraftSaved({ savedAt }: { savedAt: string | null }) {
  const { t, tag } = useI18n()
  return (
    <p role="status" className="text-sm text-muted">
      {savedAt ? t('draft.saved', { time: new Intl.DateTimeFormat(tag, { timeStyle: 'short' }).format(new Date(savedAt)) }) : ''}
    </p>
  )
}
