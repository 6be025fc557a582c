/** The reply that the address names: gone to where it hangs in the thread, or shown above where that isn't loaded. */
import { useQuery } from '@tanstack/react-query'
import { useRouterState } from '@tanstack/react-router'
import { Link2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useI18n } from '@/i18n'
import { RichText } from '@/ui/bits'
import { Byline } from './parts'
import { postQuery } from './queries'

const MARK = 'data-linked'

export function Linked({ topicId, ready }: { topicId: string; ready: boolean }) {
  const hash = useRouterState({ select: (state) => state.location.hash })
  const id = hash.startsWith('post-') ? hash.slice(5) : null
  const [missing, setMissing] = useState<string | null>(null)
  useEffect(() => {
    if (!ready || !id) return
    const post = document.getElementById(`post-${id}`)
    if (!post) return setMissing(id)
    setMissing(null)
    post.setAttribute(MARK, '')
    post.tabIndex = -1
    post.focus({ preventScroll: true })
    post.scrollIntoView({ block: 'center' })
    return () => post.removeAttribute(MARK)
  }, [ready, id])
  return missing !== null && missing === id ? <Elsewhere id={missing} topicId={topicId} /> : null
}

function Elsewhere({ id, topicId }: { id: string; topicId: string }) {
  const { t } = useI18n()
  const { data: post, isError } = useQuery(postQuery(id))
  useEffect(() => {
    if (post) document.getElementById('linked')?.scrollIntoView({ block: 'center' })
  }, [post])
  if (isError || (post && (post.deleted || post.topic_id !== topicId))) return <p className="rounded-control bg-sunk p-4 text-muted">{t('post.gone')}</p>
  if (!post) return null
  return (
    <section aria-labelledby="linked" className="grid gap-3 rounded-card border border-brand bg-surface p-5 shadow-card sm:p-6">
      <h2 id="linked" className="flex items-center gap-2 text-base text-brand">
        <Link2 aria-hidden className="size-5" />
        {t('post.linked')}
      </h2>
      <Byline author={post.author} at={post.created_at} />
      <RichText html={post.body_html ?? ''} />
    </section>
  )
}
