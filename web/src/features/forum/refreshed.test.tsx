import type { InfiniteData } from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import { queryClient } from '@/services/query-client'
import { attachment, loaded, page, post } from '@/test/fixtures'
import { find, open, press, shows, text, type, until, withServer } from '@/test/page'
import { composing, on, refused } from '@/test/server'
import type { Page, Post, StoredFile, Topic } from '@/types/api.types'

withServer()

const POSTS = '/api/v1/forums/topics/{topic_id}/posts'
/** An answer that is on its way until it is let arrive. */
function held<Answer>(answer: Answer): { arrives: () => void; answer: Promise<Answer> } {
  let arrives = (): void => undefined
  const arrived = new Promise<Answer>((resolve) => (arrives = () => resolve(answer)))
  return { arrives: () => arrives(), answer: arrived }
}
const topicIs = (...files: Parameters<typeof attachment>[0][]) => on('get', '/api/v1/forums/topics/{topic_id}', () => loaded({ attachments: files.map(attachment) }))

describe('a topic’s page', () => {
  it('shows files by itself once they have been looked into', async () => {
    composing()
    const file = { id: 'file-7', name: 'runs.csv', media_type: 'text/csv' } as const
    let asked = 0
    topicIs({ ...file, status: 'processing' })
    on('get', POSTS, () => page([]))
    on('get', '/api/v1/files/{file_id}', () => {
      asked += 1
      if (asked === 1) return refused(503, 'unavailable')
      return attachment({ ...file, status: asked === 2 ? 'processing' : 'ready' }) as StoredFile
    })
    await open('/forum/topic-1')
    await shows('being checked')
    expect(document.querySelector('main a[download]')).toBeNull()
    await until(() => find('main a[download="runs.csv"]'))
    expect(asked).toBe(3)
  })

  it('stays as it is while the server is away', async () => {
    composing()
    topicIs()
    on('get', POSTS, () => page([]))
    await open('/forum/topic-1')
    await shows('It leaks.')
    on('get', '/api/v1/forums/topics/{topic_id}', () => refused(503, 'unavailable'))
    await queryClient.invalidateQueries({ queryKey: ['topic'] })
    expect(queryClient.getQueryState(['topic', 'topic-1'])?.status).toBe('error')
    expect(text()).toContain('It leaks.')
    on('get', '/api/v1/forums/topics/{topic_id}', () => refused(404, 'not_found'))
    await queryClient.invalidateQueries({ queryKey: ['topic'] })
    await until(() => expect(text()).not.toContain('It leaks.'))
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

    const older = held(page([now()]))
    const asked = new Promise<void>((ask) => on('get', POSTS, () => (isLiked ? page([now()]) : (ask(), older.answer))))
    void queryClient.invalidateQueries({ queryKey: ['posts'] })
    await asked
    press(`article#post-${post().id} [aria-pressed]`)
    await until(() => expect(isLiked).toBe(true))
    await until(() => expect(queryClient.isFetching({ queryKey: ['posts'] })).toBe(0))
    older.arrives()
    expect(like().getAttribute('aria-pressed')).toBe('true')
  })

  it('shows one’s own reply, whatever was first asked before it', async () => {
    composing()
    topicIs()
    const mine = post({ id: 'mine', body: 'Vent it.', body_html: '<p>Vent it.</p>' })
    const older = held(page<Post>([]))
    let isSent = false
    on('get', POSTS, () => (isSent ? page([mine]) : older.answer))
    on('post', POSTS, () => ((isSent = true), mine))
    await open('/forum/topic-1')
    await until(() => find('[name=body]'))
    type('[name=body]', 'Vent it.')
    press('main form button[type=submit]')
    await until(() => find('article#post-mine'))
    older.arrives()
    await until(() => expect(queryClient.isFetching()).toBe(0))
    expect(find('article#post-mine').textContent).toContain('Vent it.')
  })

  it('keeps a best answer that was chosen while it was told how far one had read', async () => {
    composing()
    const now = (best: string | null, unread_count: number) =>
      loaded({ answered: best !== null, best_answer_id: best, viewer: { ...loaded().viewer, can_mark_best: true, unread_count } })
    const told = held(now(null, 0))
    on('get', '/api/v1/forums/topics/{topic_id}', () => now(null, 1))
    on('get', POSTS, () => page([post()]))
    on('get', '/api/v1/forums/posts/{post_id}', () => post())
    on('get', '/api/v1/forums/topics', () => page([]))
    on('post', '/api/v1/forums/topics/{topic_id}/read', () => told.answer)
    on('put', '/api/v1/forums/topics/{topic_id}/best-answer', () => now(post().id, 1))
    await open('/forum/topic-1')
    await until(() => find('main button', 'This helped'))
    press('main button', 'This helped')
    await until(() => find('#answer'))
    await until(() => expect(queryClient.isFetching()).toBe(0))
    told.arrives()
    const shown = () => queryClient.getQueryData<Topic>(['topic', 'topic-1'])
    await until(() => expect(shown()?.viewer.unread_count).toBe(0))
    expect(shown()?.best_answer_id).toBe(post().id)
  })

  it('keeps what was marked where an older state comes before its answer', async () => {
    composing()
    const answered = held({ following: true, count: 1 })
    let following = false
    on('get', '/api/v1/forums/topics/{topic_id}', () => loaded({ viewer: { ...loaded().viewer, following } }))
    on('get', POSTS, () => page([]))
    on('get', '/api/v1/forums/topics', () => page([]))
    on('put', '/api/v1/forums/topics/{topic_id}/follow', async () => {
      const answer = await answered.answer
      following = answer.following
      return answer
    })
    await open('/forum/topic-1')
    await until(() => find('main button', 'Follow'))
    press('main button', 'Follow')
    await until(() => find('main button[aria-pressed=true]', 'Following'))
    await queryClient.invalidateQueries({ queryKey: ['topic'] })
    await until(() => find('main button[aria-pressed=false]', 'Follow'))
    answered.arrives()
    await until(() => find('main button[aria-pressed=true]', 'Following'))
  })

  it('keeps what was edited while an older state was on its way', async () => {
    composing()
    topicIs()
    const said = (words: string) => post({ body: words, body_html: `<p>${words}</p>`, viewer: { ...post().viewer, can_edit: true } })
    let words = 'Vent it.'
    const older = held(page([said(words)]))
    on('get', POSTS, () => page([said(words)]))
    on('patch', '/api/v1/forums/posts/{post_id}', () => said((words = 'Vent it twice.')))
    await open('/forum/topic-1')
    await until(() => find('li article button', 'Edit'))
    press('li article button', 'Edit')
    await until(() => find('article [name=body]'))
    const asked = new Promise<void>((ask) => on('get', POSTS, () => (words === 'Vent it.' ? (ask(), older.answer) : page([said(words)]))))
    void queryClient.invalidateQueries({ queryKey: ['posts'] })
    await asked
    type('article [name=body]', 'Vent it twice.')
    press('article form button[type=submit]')
    await until(() => expect(document.querySelector('article [name=body]')).toBeNull())
    older.arrives()
    await until(() => expect(queryClient.isFetching()).toBe(0))
    const shown = queryClient.getQueriesData<InfiniteData<Page<Post>>>({ queryKey: ['posts'] }).map(([, data]) => data?.pages[0]?.items[0]?.body)
    expect(shown).toEqual(['Vent it twice.'])
  })

  it('asks for the rest of a list once the list itself has come anew', async () => {
    composing()
    topicIs()
    let version = 'old'
    const renewed = held(page([post({ id: 'first', body_html: '<p>new</p>' })], { next_cursor: 'rest' }))
    on('get', POSTS, ({ url }) =>
      url.searchParams.has('cursor') ? page([post({ id: 'second' })]) : version === 'old' ? page([post({ id: 'first', body_html: '<p>old</p>' })], { next_cursor: 'rest' }) : renewed.answer,
    )
    await open('/forum/topic-1')
    await until(() => find('article#post-first', 'old'))
    version = 'new'
    void queryClient.invalidateQueries({ queryKey: ['posts'] })
    await until(() => find('main button[aria-busy=true]', 'Show more'))
    press('main button', 'Show more')
    renewed.arrives()
    await until(() => find('article#post-first', 'new'))
    press('main button', 'Show more')
    await until(() => find('article#post-second'))
    find('article#post-first', 'new')
  })
})
