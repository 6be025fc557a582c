import type { ReactNode } from 'react'
import { useState } from 'react'
import { useI18n } from '@/i18n'
import type { Where } from '@/lib/drafts'
import { Alert } from '@/ui/Alert'
import { Button } from '@/ui/Button'
import { TimeAgo } from '@/ui/bits'

/** Tells of what was begun before, and offers to begin anew. */
export function DraftFound({ from, onAnew, children }: { from: 'here' | 'server'; onAnew: () => void; children?: ReactNode }) {
  const { t } = useI18n()
  const [asked, setAsked] = useState(true)
  if (!asked) return null
  return (
    <Alert title={t('draft.found')}>
      <p>{t(from === 'here' ? 'draft.found_here' : 'draft.found_elsewhere')}</p>
      {children}
      <p className="mt-2 flex flex-wrap gap-2">
        <Button size="small" look="quiet" onClick={() => setAsked(false)}>
          {t('draft.go_on')}
        </Button>
        <Button
          size="small"
          look="ghost"
          onClick={() => {
            setAsked(false)
            onAnew()
          }}
        >
          {t('draft.drop')}
        </Button>
      </p>
    </Alert>
  )
}

/** Another device wrote on meanwhile: both are there, and one is chosen. */
export function DraftElsewhere({ words, at, onChoose }: { words: string; at: string; onChoose: (which: 'mine' | 'theirs') => void }) {
  const { t } = useI18n()
  return (
    <Alert tone="warn" role="alert" title={t('draft.elsewhere')}>
      <p>
        {t('draft.elsewhere_why')} <TimeAgo at={at} />
      </p>
      <pre dir="auto" tabIndex={0} aria-label={t('draft.elsewhere_words')} className="mt-2 max-h-48 overflow-auto rounded-lg border border-line bg-surface p-3 font-sans whitespace-pre-wrap">
        {words}
      </pre>
      <p className="mt-3 flex flex-wrap gap-2">
        <Button size="small" onClick={() => onChoose('mine')}>
          {t('draft.keep_mine')}
        </Button>
        <Button size="small" look="quiet" onClick={() => onChoose('theirs')}>
          {t('draft.take_theirs')}
        </Button>
      </p>
    </Alert>
  )
}

/** Says that what was written is kept, where, and since when. */
export function DraftSaved({ savedAt, where }: { savedAt: string | null; where: Where }) {
  const { t, tag } = useI18n()
  const time = savedAt ? new Intl.DateTimeFormat(tag, { timeStyle: 'short' }).format(new Date(savedAt)) : ''
  return (
    <p role="status" className="text-sm text-muted">
      {savedAt && where !== 'nowhere' ? t(where === 'server' ? 'draft.saved_there' : 'draft.saved', { time }) : ''}
    </p>
  )
}
