import { describe, expect, it } from 'vitest'
import { ar } from '@/i18n/ar'
import { en } from '@/i18n/en'
import { say, type Key } from '@/i18n'
import { notification, page, person } from '@/test/fixtures'
import { find, open, press, shows, text, until, withServer } from '@/test/page'
import { on, refused, type Body } from '@/test/server'
import { byDay } from './days'
import { lineOf } from './Item'

withServer()

const counts = (notifications: number) => on('get', '/api/v1/notifications/unread-count', () => ({ notifications, messages: 0 }))
const now = () => new Date().toISOString()
const unread = () => document.querySelectorAll('main li button').length

describe('the notifications', () => {
  it('stand under their days, lead to the very reply, and go on by the cursor', async () => {
    counts(2)
    const yesterday = new Date(Date.now() - 86_400_000).toISOString()
    on('get', '/api/v1/notifications', ({ url }) =>
      url.searchParams.get('cursor') === 'more'
        ? page([notification({ id: 'old', happened_at: '2026-03-02T08:00:00Z', read: true, topic: { id: 't', title: 'An old one' } })])
        : page([notification({ happened_at: now() }), notification({ id: 'note-2', type: 'best_answer', happened_at: yesterday })], { next_cursor: 'more' }),
    )
    await open('/notifications')
    await shows('2 are new.')
    await shows('Today')
    expect(text()).toContain('Yesterday')
    expect(find<HTMLAnchorElement>('main li a', 'replied to you').getAttribute('href')).toBe('/forum/topic-1#post-post-1')
    press('main button', 'Show more')
    await shows('An old one')
    expect(text()).toContain('2 March')
    expect(document.title).toBe('(2) Notifications · P2P Sandbox')
  })

  it('are read at once, and unread again where the server says no', async () => {
    counts(1)
    on('get', '/api/v1/notifications', () => page([notification({ happened_at: now() })]))
    let answer: ((with_: Response) => void) | null = null
    on('patch', '/api/v1/notifications/{notification_id}/read', () => new Promise((resolve) => (answer = resolve)))
    await open('/notifications')
    await shows('1 is new.')
    press('main li button', 'Mark as read')
    await shows('You have seen everything.')
    expect(unread()).toBe(0)
    await until(() => answer?.(refused(500, 'internal')) ?? expect(answer).not.toBeNull())
    await shows('1 is new.')
    expect(unread()).toBe(1)
    expect(document.body.textContent).toContain('That didn’t work.')
  })

  it('tell what was decided and why, and by nobody in particular', async () => {
    counts(1)
    const removed = { type: 'moderation', actor: null, outcome: 'removed', reason: 'It names a customer.' } as const
    on('get', '/api/v1/notifications', () => page([notification({ ...removed, happened_at: now() })]))
    await open('/notifications')
    await shows('A moderator removed your reply')
    await shows('It names a customer.')
  })

  it('have words for every decision', () => {
    const outcomes = ['edited', 'removed', 'warned', 'moved', 'locked', 'dismissed'] as const
    const told = outcomes.map((outcome) => lineOf((key) => say(en, 'en', key), notification({ type: 'moderation', actor: null, outcome, post_id: null })))
    expect(new Set(told).size).toBe(outcomes.length)
  })

  it('are all read by one press', async () => {
    counts(2)
    let asked = 0
    on('get', '/api/v1/notifications', () => page([notification({ happened_at: now() }), notification({ id: 'note-2', happened_at: now() })]))
    on('post', '/api/v1/notifications/read-all', () => {
      asked += 1
      counts(0)
      return { count: 2 }
    })
    await open('/notifications')
    await until(() => expect(unread()).toBe(2))
    press('main button', 'Mark all as read')
    await shows('You have seen everything.')
    await until(() => expect([asked, unread()]).toEqual([1, 0]))
  })

  it('teach where there are none, and ask for the unread ones alone where that is wanted', async () => {
    const asked: (string | null)[] = []
    on('get', '/api/v1/notifications', ({ url }) => {
      asked.push(url.searchParams.get('unread'))
      return page([])
    })
    await open('/notifications')
    await shows('When somebody replies to you')
    press('main nav a', 'Unread')
    await shows('What is new next will stand here.')
    expect(asked).toEqual([null, 'true'])
  })

  it('show what went wrong', async () => {
    on('get', '/api/v1/notifications', () => refused(500, 'internal', 'The inbox is being mended.'))
    await open('/notifications')
    await shows('The inbox is being mended.')
  })
})

describe('the bell', () => {
  it('asks nobody to sign in when the session has ended', async () => {
    on('get', '/api/v1/notifications/unread-count', () => refused(401, 'unauthenticated'))
    on('get', '/api/v1/notifications', () => page([]))
    await open('/notifications')
    await shows('Nothing yet')
    expect(document.querySelector('dialog')).toBeNull()
  })
})

describe('the wishes', () => {
  const wishes = (): Body<'/api/v1/notifications/preferences', 'get'> => {
    const one = { in_app: true, email: 'off' } as const
    return { reply: one, followed_topic: one, mention: one, best_answer: one, like: one, moderation: one, report: one }
  }
  const box = () => find<HTMLInputElement>('input', 'replies to your topic or reply: By mail')

  it('are kept, each on its own', async () => {
    on('get', '/api/v1/notifications/preferences', wishes)
    const sent: unknown[] = []
    on('put', '/api/v1/notifications/preferences', async ({ request }) => {
      sent.push(await request.json())
      return { ...wishes(), reply: { in_app: true, email: 'instant' as const } }
    })
    await open('/settings/notifications')
    await until(() => box())
    box().click()
    await until(() => expect(document.body.textContent).toContain('Saved.'))
    expect(sent).toEqual([{ reply: { in_app: true, email: 'instant' } }])
    expect(box().checked).toBe(true)
  })

  it('are as before where the server says no', async () => {
    on('get', '/api/v1/notifications/preferences', wishes)
    let answer: ((with_: Response) => void) | null = null
    on('put', '/api/v1/notifications/preferences', () => new Promise((resolve) => (answer = resolve)))
    await open('/settings/notifications')
    await until(() => box())
    box().click()
    await until(() => expect(box().checked).toBe(true))
    await until(() => answer?.(refused(422, 'validation_failed', 'Not this one.')) ?? expect(answer).not.toBeNull())
    await until(() => expect(box().checked).toBe(false))
    await until(() => expect(document.body.textContent).toContain('Not this one.'))
  })
})

describe('days', () => {
  it('are those of the reader’s clock', () => {
    const at = (day: number, hour: number) => new Date(2026, 2, day, hour).toISOString()
    const days = byDay([notification({ id: 'a', happened_at: at(3, 9) }), notification({ id: 'b', happened_at: at(2, 23) }), notification({ id: 'c', happened_at: at(2, 0) })], Date.parse(at(3, 10)))
    expect(days.map(({ ago, items }) => [ago, items.map(({ id }) => id)])).toEqual([[0, ['a']], [1, ['b', 'c']]])
  })
})

describe('a line', () => {
  const inEnglish = (more: object) => lineOf((key: Key, values) => say(en, 'en', key, values), notification({ actor: person({ display_name: 'Omar' }), ...more }))
  const inArabic = (more: object) => lineOf((key: Key, values) => say(ar, 'ar', key, values), notification({ actor: person({ display_name: 'عمر' }), ...more }))

  it('counts all who like something, and keeps names apart', () => {
    expect(inEnglish({ type: 'like', post_id: null })).toBe('\u2068Omar\u2069 likes your topic')
    expect(inEnglish({ type: 'like', count: 2 })).toBe('\u2068Omar\u2069 and 1 other like your reply')
    expect(inArabic({ type: 'like', count: 4 })).toBe('نال ردك إعجاب \u2068عمر\u2069 و3 أشخاص آخرين')
  })

  it('is there for what this client doesn’t know yet', () => {
    expect(inEnglish({ type: 'something_else' })).toContain('Omar')
  })
})
