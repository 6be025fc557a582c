/** Chooses where a topic belongs. */
import { useQuery } from '@tanstack/react-query'
import { useI18n } from '@/i18n'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { Choice, Form, Submit, text } from '@/ui/form'
import { useCategoryName } from './parts'
import { categoriesQuery } from './queries'

export default function MoveDialog({ from, onMove, onClose }: { from: string; onMove: (category: string, name: string) => void; onClose: () => void }) {
  const { t } = useI18n()
  const name = useCategoryName()
  const { data: categories = [] } = useQuery(categoriesQuery)
  const others = categories.filter(({ id }) => id !== from)
  return (
    <Dialog title={t('topic.move')} onClose={onClose}>
      <Form
        onSubmit={async (values) => {
          const to = others.find(({ id }) => id === text(values, 'category'))
          if (to) onMove(to.id, name(to))
        }}
      >
        <Choice name="category" label={t('forum.category')} none={t('form.choose')} choices={others.map((one) => [one.id, name(one)] as const)} />
        <div className="flex flex-wrap justify-end gap-3">
          <Button look="ghost" onClick={onClose}>
            {t('action.cancel')}
          </Button>
          <Submit>{t('topic.move')}</Submit>
        </div>
      </Form>
    </Dialog>
  )
}
