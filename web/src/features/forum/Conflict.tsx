import { useI18n } from '@/i18n'
import { Alert } from '@/ui/Alert'
import { Button } from '@/ui/Button'

/** Somebody else was faster: theirs is shown, one's own is still in the field. */
export function Conflict({ theirs, onTheirs, onMine }: { theirs: string; onTheirs: () => void; onMine: () => void }) {
  const { t } = useI18n()
  return (
    <Alert tone="warn" role="alert" title={t('conflict.title')}>
      <p>{t('conflict.why')}</p>
      <pre dir="auto" className="mt-2 max-h-48 overflow-auto rounded-lg border border-line bg-surface p-3 font-sans whitespace-pre-wrap">
        {theirs}
      </pre>
      <p className="mt-3 flex flex-wrap gap-2">
        <Button size="small" onClick={onMine}>
          {t('conflict.mine')}
        </Button>
        <Button size="small" look="quiet" onClick={onTheirs}>
          {t('conflict.theirs')}
        </Button>
      </p>
    </Alert>
  )
}
