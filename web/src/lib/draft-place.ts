/** Where a draft is gone on with. */
import type { LinkProps } from '@tanstack/react-router'
import type { ServerDraft } from '@/types/api.types'

const said = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The composer it belongs to, by its key and by what our composers write into it; none for what they don't write. */
export function placeOf({ key, body }: Pick<ServerDraft, 'key' | 'body'>): LinkProps | null {
  const [kind, first, second] = key.split(':')
  if (kind === 'topic') return { to: '/forum/new', search: { draft: second } } as LinkProps
  const topicId = said(body.topic_id) || (kind === 'reply' ? first : '')
  if (!topicId || (kind !== 'reply' && kind !== 'post')) return null
  const at = said(body.post_id) || said(body.parent_id)
  const write = kind === 'post' ? `edit:${said(body.post_id) || topicId}` : `reply:${said(body.parent_id) || topicId}`
  return { to: '/forum/$topicId', params: { topicId }, search: { write }, hash: at ? `post-${at}` : undefined } as LinkProps
}
