/** What is to be seen in a picture, in words for who can't see it; as long as it is empty, its name stands for it. */
import { useI18n } from '@/i18n'
import type { Item, Uploads } from './uploads'

const LONGEST = 500

export default function Describe({ item, uploads }: { item: Item; uploads: Uploads }) {
  const { t } = useI18n()
  const id = `unsaid-${item.key}`
  return (
    <>
      <input
        dir="auto"
        value={item.description ?? ''}
        maxLength={LONGEST}
        placeholder={t('files.describe')}
        aria-label={t('files.describe_one', { name: item.name })}
        aria-invalid={item.unsaid ? true : undefined}
        aria-describedby={item.unsaid ? id : undefined}
        onChange={(event) => uploads.describe(item.key, event.target.value.replace(/\s/g, ' '))} // one line: a tab comes along from a table
        onBlur={() => void uploads.settle()}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault() // the words aren't ready for being sent because a picture is described
          if (event.ctrlKey || event.metaKey) event.currentTarget.form?.requestSubmit()
          else void uploads.settle()
        }}
        className="min-h-10 w-full min-w-0 rounded-lg border border-edge bg-surface px-2.5 text-sm"
      />
      {item.unsaid ? (
        <p id={id} role="alert" className="text-sm text-bad">
          {item.unsaid.fields[0]?.message ?? item.unsaid.message}
        </p>
      ) : null}
    </>
  )
}
