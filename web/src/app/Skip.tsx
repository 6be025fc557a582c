import { useI18n } from '@/i18n'

export function Skip() {
  const { t } = useI18n()
  return (
    <a
      href="#content"
      data-chrome
      onClick={(event) => {
        event.preventDefault()
        document.getElementById('content')?.focus()
      }}
      className="fixed start-4 top-3 z-50 -translate-y-24 rounded-control bg-brand px-4 py-3 font-semibold text-on-brand focus:translate-y-0"
    >
      {t('nav.skip')}
    </a>
  )
}
