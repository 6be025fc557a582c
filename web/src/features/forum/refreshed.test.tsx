import { describe, expect, it } from 'vitest'
import { queryClient } from '@/services/query-client'
import { attachment, loaded, page, post } from '@/test/fixtures'
import { find, open, press, shows, until, withServer } from '@/test/page'
import { composing, on } from '@/test/server'
import type { Post } from '@/types/api.types'

withServer()

const POSTS = '/api/v1/forums/topics/{topic_id}/posts'
const topicIs = (...files: Parameters<typeof attachment>[0][]) => on('get', '/api/v1/forums/topics/{topic_id}', () => loaded({ attachments: files.map(attachment) }))

describe('a topic’s page', () => {
  it('shows files by itself once they have been looked into', async () => {
    composing()
    topicIs({ name: 'runs.csv', status: 'processing' })
    on('get', POSTS, () => page([post({ attachments: [attachment({ name: 'lid.csv', status: 'processing' })] })]))
    await open('/forum/topic-1')
    await shows('runs.csv')
    await shows('lid.csv')
    expect(document.querySelector('main a[download]')).toBeNull()
    topicIs({ name: 'runs.csv', status: 'ready', media_type: 'text/csv' })
    on('get', POSTS, () => page([post({ attachments: [attachment({ name: 'lid.csv', status: 'ready', media_type: 'text/csv' })] })]))
    await until(() => find('main a[download="runs.csv"]'))
    await until(() => find('main a[download="lid.csv"]'))
  })

  it('keeps a like that was given while an older state was on its way', async () => {
    composing()
    topicIs()
    let isLiked = false
    const now = (): Post => post({ like_count: isLiked ? 1 : 0, viewer: { ...post().viewer, liked: isLiked } })
    on('get', POSTS, () => page([now()]))
    on('put', '/api/v1/forums/posts/{post_id}/like', () => ((isLiked = true), { liked: true, count: 1 }))
    await open('/forum/topic-1')
    const like = () => find(`article#post-${post().id} [aria-label*="Like"], article#post-${post().id} [aria-pressed]`)
    await until(like)

    let arrive: () => void = () => undefined
    const asked = new Promise<void>((ask) => {
      on('get', POSTS, () => {
        if (isLiked) return page([now()])
        const old = page([now()])
        ask()
        return new Promise((answer) => (arrive = () => answer(old)))
      })
    })
    void queryClient.invalidateQueries({ queryKey: ['posts'] })
    await asked
    press(`article#post-${post().id} [aria-pressed]`)
    await until(() => expect(isLiked).toBe(true))
    await until(() => expect(queryClient.isFetching({ queryKey: ['posts'] })).toBe(0))
    arrive()
    expect(like().getAttribute('aria-pressed')).toBe('true')
  })
})
