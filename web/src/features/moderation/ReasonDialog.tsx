/** Asks why, before something is done to another's words: they are told. */
import { useState } from 'react'
import { useI18n } from '@/i18n'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Area, Form, Submit, text } from '@/ui/form'

interface Props {
  title: string
  lead: string
  yes: string
  /** Whether something is taken away. */
  harsh: boolean
  act: (reason: string) => Promise<void>
  onClose: () => void
}

export default function ReasonDialog({ title, lead, yes, harsh, act, onClose }: Props) {
  const { t } = useI18n()
  const [reason, setReason] = useState('')
  return (
    <Dialog title={title} onClose={onClose}>
      <p className="text-muted">{lead}</p>
      <Form
        onSubmit={async (values) => {
          await act(text(values, 'reason').trim())
          onClose()
        }}
      >
        <Area name="reason" label={t('moderation.reason')} hint={t('moderation.reason_hint')} minLength={3} maxLength={1000} rows={3} value={reason} onChange={(event) => setReason(event.target.value)} autoFocus />
        <div className="flex flex-wrap justify-end gap-3">
          <Button look="ghost" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Submit look={harsh ? 'danger' : 'primary'}>{yes}</Submit>
        </div>
      </Form>
    </Dialog>
  )
}
