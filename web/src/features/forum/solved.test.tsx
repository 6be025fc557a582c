import { describe, expect, it } from 'vitest'
import { loaded, page, person, post, topic } from '@/test/fixtures'
import { again, find, open, press, shows, text, until, withServer } from '@/test/page'
import { composing, on } from '@/test/server'
import type { Post, Topic } from '@/types/api.types'

withServer()

describe('an author', () => {
  const me = person({ id: 'user-1' })
  const asking = (items: Post[], more: Partial<Topic> = {}) => {
    composing()
    on('get', '/api/v1/forums/topics/{topic_id}', () => loaded({ author: me, viewer: { ...topic().viewer, can_mark_best: true }, ...more }))
    on('get', '/api/v1/forums/topics/{topic_id}/posts', () => page(items))
  }
  const ASKED = 'Did this solve it?'
  const reply = (day: number, more: Partial<Post> = {}) => post({ id: `on-${day}`, seq: day, created_at: `2026-03-0${day}T08:00:00Z`, ...more })

  it('is asked whether a reply solved it, until a newer one is there', async () => {
    asking([reply(2, { author: me, id: 'own', reply_count: 1, replies: page([reply(3)]) })])
    await open('/forum/topic-1')
    await shows(ASKED)
    expect(text()).toContain('Press “This helped” beneath the reply')
    press('main button', 'To the replies')
    expect(document.activeElement?.id).toBe('post-on-3')
    press('main button', 'Not yet')
    await until(() => expect(text()).not.toContain(ASKED))
    expect(document.activeElement?.id).toBe('replies')
    await again('/forum/topic-1')
    await shows('Your reply')
    await until(() => find('article#post-on-3'))
    expect(text()).not.toContain(ASKED)
    asking([reply(3), reply(4, { author: me })])
    await again('/forum/topic-1')
    await until(() => find('article#post-on-4'))
    expect(text()).not.toContain(ASKED)
    asking([reply(3)], { last_post: { id: 'far', author: person(), created_at: '2026-03-05T08:00:00Z' } })
    await again('/forum/topic-1')
    await shows(ASKED)
  })

  it.each<[string, Post[], Partial<Topic>]>([
    ['of no reply', [], {}],
    ['of own replies alone', [reply(2, { author: me })], {}],
    ['of a deleted reply', [reply(2, { deleted: true })], {}],
    ['of what has its answer', [reply(2, { best_answer: true })], { answered: true, best_answer_id: 'on-2' }],
    ['of another’s topic, as an operator', [reply(2)], { author: person({ id: 'user-3' }) }],
  ])('isn’t asked %s', async (_, items, more) => {
    asking(items, more)
    on('get', '/api/v1/forums/posts/{post_id}', () => items[0] as Post)
    await open('/forum/topic-1')
    await shows('Your reply')
    if (items[0]) await until(() => find(`article#post-${items[0]?.id}`))
    expect(text()).not.toContain(ASKED)
  })

  it('is asked in Arabic', async () => {
    asking([reply(2)])
    await open('/forum/topic-1', 'ar')
    await shows('هل حُلّت المشكلة؟')
    expect(text()).toContain('«هذا ما أفادني»')
  })
})
