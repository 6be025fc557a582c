import { describe, expect, it } from 'vitest'
import { page, topic } from '@/test/fixtures'
import { address, find, open, press, shows, text, until, withServer } from '@/test/page'
import { away, on } from '@/test/server'

withServer()

const topics = '/api/v1/forums/topics'

describe('topics of one’s own choice', () => {
  it('are a list with an address of its own, reached from the person’s menu', async () => {
    const asked: URLSearchParams[] = []
    on('get', topics, ({ url }) => {
      asked.push(url.searchParams)
      return page([topic({ title: url.searchParams.get('bookmarked') ? 'Kept for later' : 'Anything' })])
    })
    await open('/forum')
    await shows('Anything')
    press('button', 'Your account')
    await until(() => press('[role=menuitem]', 'Bookmarks'))
    await shows('Kept for later')
    expect(address()).toBe('/forum?mine=bookmarked')
    expect([...document.querySelectorAll('nav[aria-label="Which topics"] a[aria-current]')].map((one) => one.textContent)).toEqual(['Bookmarked'])
    expect([asked.at(-1)?.get('bookmarked'), asked.at(-1)?.get('following')]).toEqual(['true', null])
  })

  it('go together with what else narrows the list', async () => {
    let asked = new URLSearchParams()
    on('get', topics, ({ url }) => ((asked = url.searchParams), page([topic()])))
    await open('/forum?mine=following&sort=newest&answered=no')
    await until(() => expect(asked.get('following')).toBe('true'))
    expect([asked.get('sort'), asked.get('answered'), asked.get('bookmarked')]).toEqual(['newest', 'false', null])
    expect(find<HTMLAnchorElement>('nav[aria-label="Which topics"] a', 'Bookmarked').href).toContain('mine=bookmarked&')
  })

  it.each([
    ['following', 'You follow no topic yet', 'Press the bell'],
    ['bookmarked', 'Nothing bookmarked yet', 'Press the ribbon'],
  ])('teach how something gets there: %s', async (mine, title, how) => {
    on('get', topics, () => page([]))
    await open(`/forum?mine=${mine}`)
    await shows(title)
    expect(text()).toContain(how)
  })

  it('say so where the other filters leave none of them', async () => {
    on('get', topics, () => page([]))
    await open('/forum?mine=following&tag=pump')
    await shows('Nothing fits')
  })

  it('are neither for whoever makes an address up', async () => {
    let asked = new URLSearchParams()
    on('get', topics, ({ url }) => ((asked = url.searchParams), page([topic()])))
    await open('/forum?mine=everybody')
    await shows('Which oil')
    expect([asked.get('following'), asked.get('bookmarked')]).toEqual([null, null])
  })
})

describe('what is published', () => {
  it('takes its draft along in the same step: nobody has to throw it away', async () => {
    let sent: Record<string, unknown> = {}
    const kept: string[] = []
    on('get', topics, () => page([]))
    on('get', '/api/v1/drafts', () => page([]))
    on('get', '/api/v1/limits', away)
    on('get', '/api/v1/forums/topics/{topic_id}', () => whole)
    on('get', '/api/v1/forums/topics/{topic_id}/posts', () => page([]))
    on('post', '/api/v1/forums/topics/{topic_id}/read', () => whole)
    on('put', '/api/v1/drafts/{key}', async ({ url, request }) => {
      kept.push(decodeURIComponent(url.pathname.split('/').at(-1) ?? ''))
      const { body, sequence } = (await request.json()) as { body: Record<string, never>; sequence: number }
      return { key: kept[0] ?? '', body, sequence, created_at: AT, updated_at: AT, version: 1 }
    })
    on('post', '/api/v1/forums/topics/{topic_id}/posts', async ({ request }) => {
      sent = (await request.json()) as Record<string, unknown>
      return reply
    })
    await open('/forum/topic-1')
    await shows('Your reply')
    write('textarea', 'A thicker one')
    await until(() => expect(kept).toEqual(['reply:topic-1']))
    press('button[type=submit]', 'Send')
    await until(() => expect(sent.draft_key).toBe('reply:topic-1'))
    await until(() => expect(document.querySelector('textarea')?.value).toBe(''))
  })
})

const AT = '2026-03-02T08:00:00Z'
const whole = { ...topic(), body: 'It leaks.', body_html: '<p>It leaks.</p>', attachments: [] }
const reply = {
  id: 'post-1', topic_id: 'topic-1', parent_id: null, depth: 0, seq: 1, body: 'A thicker one', body_html: '<p>A thicker one</p>', author: topic().author,
  attachments: [], like_count: 0, reply_count: 0, replies: { items: [], next_cursor: null }, best_answer: false,
  viewer: { liked: false, can_edit: false, can_delete: false }, created_at: AT, edited_at: null, deleted: false, version: 1,
}

function write(selector: string, words: string): void {
  const field = find<HTMLTextAreaElement>(selector)
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set?.call(field, words)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
