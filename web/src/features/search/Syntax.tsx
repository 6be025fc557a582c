/** What can be typed into a search, each with an example that can be tried. */
import { useI18n, type Key } from '@/i18n'

const RULES: [Key, Key][] = [
  ['syntax.words', 'syntax.words_why'],
  ['syntax.phrase', 'syntax.phrase_why'],
  ['syntax.without', 'syntax.without_why'],
  ['syntax.signs', 'syntax.signs_why'],
  ['syntax.arabic', 'syntax.arabic_why'],
]

export function Syntax({ onTry }: { onTry?: (q: string) => void }) {
  const { t } = useI18n()
  return (
    <dl className="grid gap-x-5 gap-y-3 text-start sm:grid-cols-[auto_1fr]">
      {RULES.map(([example, why]) => (
        <div key={example} className="grid gap-1 sm:contents">
          <dt className="justify-self-start">
            {onTry ? (
              <button type="button" onClick={() => onTry(t(example))} className="min-h-9 rounded-lg border border-edge bg-surface px-3 text-sm font-medium text-brand hover:bg-brand-soft">
                <bdi>{t(example)}</bdi>
              </button>
            ) : (
              <code className="rounded-lg border border-line bg-sunk px-2.5 py-1 font-sans text-sm font-medium">
                <bdi>{t(example)}</bdi>
              </code>
            )}
          </dt>
          <dd className="text-pretty text-muted sm:self-center">{t(why)}</dd>
        </div>
      ))}
    </dl>
  )
}
