/** The field with its tray of files, and what guards both. */
import { useI18n } from '@/i18n'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { DraftElsewhere } from './DraftNote'
import { MarkdownField } from './MarkdownField'
import { Tray } from './Tray'
import type { useComposer } from './useComposer'

type Composing = Pick<ReturnType<typeof useComposer>, 'content' | 'uploads' | 'wrong' | 'type' | 'other' | 'choose' | 'blocker'>
interface Props {
  composing: Composing
  label: string
  hint?: string
  placeholder?: string
  rows?: number
  autoFocus?: boolean
  onSend: () => void
}

export function Composer({ composing, ...field }: Props) {
  const { content, uploads, wrong, type, other, choose, blocker } = composing
  const { t } = useI18n()
  return (
    <>
      {other ? <DraftElsewhere words={other.content.body} at={other.savedAt} onChoose={choose} /> : null}
      <MarkdownField {...field} value={content.body} error={wrong} onChange={type} onFiles={(files) => uploads.add(files)}>
        <Tray uploads={uploads} />
      </MarkdownField>
      {blocker.status === 'blocked' ? (
        <Dialog title={t('leave.title')} onClose={blocker.reset}>
          <p className="text-muted">{t(uploads.busy ? 'leave.uploading' : 'leave.unsaved')}</p>
          <div className="flex flex-wrap justify-end gap-3">
            <Button look="ghost" onClick={blocker.proceed}>
              {t('leave.go')}
            </Button>
            <Button onClick={blocker.reset}>{t('leave.stay')}</Button>
          </div>
        </Dialog>
      ) : null}
    </>
  )
}
