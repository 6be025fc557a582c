/** The rest of a list: a button that also presses itself when it comes near. */
import { useEffect, useRef } from 'react'
import { useI18n } from '@/i18n'
import { Button } from './Button'

export function More({ has, pending, load, label }: { has: boolean; pending: boolean; load: () => void; label?: string }) {
  const { t } = useI18n()
  const here = useRef<HTMLDivElement>(null)
  const latest = useRef(load)
  latest.current = load
  useEffect(() => {
    if (!has || pending || !here.current || typeof IntersectionObserver === 'undefined') return
    const eye = new IntersectionObserver((seen) => seen[0]?.isIntersecting && latest.current(), { rootMargin: '300px' })
    eye.observe(here.current)
    return () => eye.disconnect()
  }, [has, pending])
  if (!has) return null
  return (
    <div ref={here} className="grid justify-items-center pt-2">
      <Button look="quiet" pending={pending} onClick={load}>
        {label ?? t('action.more')}
      </Button>
    </div>
  )
}
