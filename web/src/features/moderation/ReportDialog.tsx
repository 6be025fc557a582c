/** Tells those who look after the place what shouldn't stand there. */
import { useRef } from 'react'
import { useI18n } from '@/i18n'
import { api, ok, once } from '@/services/api'
import type { Complaint } from '@/types/api.types'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Area, Form, Submit, text } from '@/ui/form'
import { useToasts } from '@/ui/Toast'

export const COMPLAINTS: readonly Complaint[] = ['spam', 'abuse', 'off_topic', 'dangerous', 'confidential', 'other']

export default function ReportDialog({ kind, id, onClose }: { kind: 'topic' | 'post'; id: string; onClose: () => void }) {
  const { t } = useI18n()
  const { tell } = useToasts()
  const sender = useRef(once())
  return (
    <Dialog title={t(kind === 'topic' ? 'report.title_topic' : 'report.title_post')} onClose={onClose}>
      <p className="text-muted">{t('report.lead')}</p>
      <Form
        onSubmit={async (values) => {
          await ok(
            api.POST('/api/v1/reports', {
              headers: sender.current,
              body: { target_type: kind, target_id: id, reason: text(values, 'reason') as Complaint, details: text(values, 'details').trim() },
            }),
          )
          onClose()
          tell(t('report.sent'))
        }}
      >
        <fieldset className="grid gap-1">
          <legend className="mb-1.5 font-semibold">{t('report.why')}</legend>
          {COMPLAINTS.map((one, index) => (
            <label key={one} className="flex min-h-11 cursor-pointer items-center gap-3 rounded-control border border-transparent px-3 has-checked:border-brand has-checked:bg-brand-soft">
              <input type="radio" name="reason" value={one} defaultChecked={index === 0} className="size-5 accent-brand" />
              {t(`complaint.${one}`)}
            </label>
          ))}
        </fieldset>
        <Area name="details" label={t('report.details')} hint={t('report.details_hint')} optional maxLength={2000} rows={3} />
        <div className="flex flex-wrap justify-end gap-3">
          <Button look="ghost" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Submit>{t('report.send')}</Submit>
        </div>
      </Form>
    </Dialog>
  )
}
