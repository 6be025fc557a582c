import { useState } from 'react'
import { useI18n } from '@/i18n'
import { Alert } from '@/ui/Alert'
import { Button } from '@/ui/Button'

/** Says that what was written is kept, and since when; offers to begin anew where it was found again. */
export function DraftNote({ savedAt, restored, onDrop }: { savedAt: string | null; restored: boolean; onDrop: () => void }) {
  const { t, tag } = useI18n()
  const [asked, setAsked] = useState(restored)
  if (asked && savedAt) {
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
  return (
    <p role="status" className="min-h-5 text-sm text-muted">
      {savedAt ? t('draft.saved', { time: new Intl.DateTimeFormat(tag, { timeStyle: 'short' }).format(new Date(savedAt)) }) : ''}
    </p>
  )
}
