import { describe, expect, it } from 'vitest'
import { wordsOf } from '@/features/dashboard/Drafts'
import { placeOf } from '@/lib/draft-place'
import { WORDS } from '@/features/help/words'
import { category, page, person, session, topic } from '@/test/fixtures'
import { address, find, open, press, shows, signedInAs, text, until, withServer } from '@/test/page'
import { away, on, refused } from '@/test/server'

withServer()

const topics = '/api/v1/forums/topics'
const drafts = (total = 0) => on('get', '/api/v1/drafts', () => page(total ? [{ key: 'reply:topic-9', body: { body: 'Half a reply' }, sequence: 1, created_at: '2026-03-02T08:00:00Z', updated_at: '2026-03-02T08:00:00Z', version: 1 }] : [], { total }))

describe('the first page', () => {
  it('shows what needs its reader, with a member’s four requests', async () => {
    const asked: string[] = []
    on('get', '/api/v1/notifications/unread-count', () => ({ notifications: 12, messages: 0 }))
    on('get', topics, ({ url }) => {
      asked.push(url.search)
      if (url.searchParams.get('author')) return page([topic({ id: 'mine', title: 'My own question' })], { total: 4 })
      if (url.searchParams.get('answered')) return page([topic({ id: 'mine', title: 'My own question', author: person({ id: session().user.id }) }), topic({ id: 'theirs', title: 'Somebody waits' })], { total: 5 })
      return page([topic({ viewer: { ...topic().viewer, unread_count: 3 } })])
    })
    drafts(2)
    await open('/dashboard')
    await shows('Somebody waits')
    await shows('3 new replies')
    await shows('Half a reply')
    expect(asked).toHaveLength(3)
    expect([...document.querySelectorAll('main ul a span.text-3xl')].map((one) => one.textContent)).toEqual(['12', '4', '5', '2'])
    expect(text()).not.toContain('Your organization')
  })

  it('teaches somebody new', async () => {
    on('get', topics, () => page([], { total: 0 }))
    drafts()
    await open('/dashboard')
    await shows('Ask your first question')
    expect(text()).toContain('Nothing half-written.')
    expect(text()).toContain('Nobody else waits for an answer right now.')
  })

  it('shows an admin the organization and its open invitations', async () => {
    signedInAs('admin')
    on('get', topics, () => page([], { total: 0 }))
    drafts()
    on('get', '/api/v1/organizations/stats', () => ({
      range: '30d' as const,
      since: null,
      users: { total: 5, admins: 1, members: 4, active: 5, inactive: 0 },
      topics: 7,
      posts: 31,
      use_cases: { draft: 0, submitted: 0, published: 0, rejected: 0, unpublished: 0, archived: 0 },
      messages_sent: 0,
      active_users: 3,
      storage: { used: 0, quota: 1 },
    }))
    on('get', '/api/v1/invitations/stats', () => ({ sent: 3, pending: 2, accepted: 1, expired: 0, cancelled: 0, acceptance_rate: null }))
    await open('/dashboard')
    await shows('31')
    await shows('2 invitations are open')
  })

  it('keeps the rest where one part fails, and tries that part again', async () => {
    on('get', topics, ({ url }) => (url.searchParams.get('author') ? refused(500, 'internal', 'Not these.') : page([topic({ title: 'This is there' })], { total: 1 })))
    drafts()
    await open('/dashboard')
    await shows('Not these.')
    expect(text()).toContain('This is there')
    on('get', topics, () => page([topic({ id: 'mine', title: 'Now it came' })], { total: 1 }))
    press('main button', 'Try again')
    await shows('Now it came')
  })
})

describe('the forum', () => {
  it('lists topics, by the filters of the address', async () => {
    const asked: URLSearchParams[] = []
    on('get', topics, ({ url }) => {
      asked.push(url.searchParams)
      return page([topic({ post_count: 12, answered: true })])
    })
    await open('/forum?tag=seals&sort=top&answered=no')
    await shows('Which oil for the old press?')
    expect(text()).toContain('12 replies')
    expect(Object.fromEntries(asked[0] as URLSearchParams)).toMatchObject({ tag: 'seals', sort: 'top', answered: 'false' })
  })

  it('asks for the first question where there is none', async () => {
    on('get', topics, () => page([]))
    await open('/forum', 'ar')
    await shows('اطرح السؤال الأول')
  })

  it('shows what went wrong, and tries again', async () => {
    on('get', topics, () => refused(500, 'internal', 'Too much at once.'))
    await open('/forum')
    await shows('Too much at once.')
    on('get', topics, () => page([topic()]))
    press('main button', 'Try again')
    await shows('Which oil for the old press?')
  })
})

describe('where a page can’t be', () => {
  const one = '/api/v1/forums/topics/{topic_id}'

  it('says that there is nothing', async () => {
    on('get', one, () => refused(404, 'not_found'))
    await open('/forum/gone')
    await shows('There is nothing here')
    expect(find('main a', 'Search')).toBeTruthy()
  })

  it('says that it isn’t open to its reader, and who can help', async () => {
    on('get', one, () => refused(403, 'forbidden', 'Only for its organization.'))
    await open('/forum/theirs')
    await shows('This isn’t open to you')
    expect(text()).toContain('Only for its organization.')
    expect(text()).toContain('مصنع نجد للبلاستيك')
  })

  it('comes by itself once the server answers again', async () => {
    on('get', topics, away)
    on('get', '/api/v1/forums/categories', away)
    await open('/forum')
    await shows('The server can’t be reached')
    await until(() => expect(document.body.textContent).toContain('The server doesn’t answer at present.'))
    on('get', topics, () => page([topic()]))
    on('get', '/api/v1/forums/categories', () => page([category]))
    on('get', '/health' as never, () => ({ status: 'ok' }) as never)
    window.dispatchEvent(new Event('online'))
    await shows('Which oil for the old press?')
    await until(() => expect(document.body.textContent).not.toContain('The server doesn’t answer at present.'))
  })

  it('is told where not even the session can be asked for', async () => {
    on('get', '/api/v1/auth/session', away)
    await open('/dashboard')
    await until(() => expect(document.body.textContent).toContain('The page comes by itself'))
    on('get', '/api/v1/auth/session', () => session())
    on('get', topics, () => page([], { total: 0 }))
    drafts()
    on('get', '/health' as never, () => ({ status: 'ok' }) as never)
    window.dispatchEvent(new Event('online'))
    await shows('Welcome,')
  })
})

describe('help', () => {
  it('is there for a visitor, without asking who that is', async () => {
    on('get', '/api/v1/auth/session', () => refused(401, 'unauthenticated'))
    await open('/help')
    await shows('Who sees what')
    expect(address()).toBe('/help')
    expect(find('main a', 'Log in')).toBeTruthy()
  })

  it('says the same in both languages', () => {
    const shape = (value: unknown): unknown => (Array.isArray(value) ? value.map(shape) : typeof value === 'object' && value ? Object.entries(value).map(([name, one]) => [name, shape(one)]) : typeof value)
    expect(shape(WORDS.ar)).toEqual(shape(WORDS.en))
  })
})

describe('a draft', () => {
  it('is led to where it is written on, and shows its first words', () => {
    expect(placeOf({ key: 'topic:new:1', body: {} })).toEqual({ to: '/forum/new', search: { draft: '1' } })
    expect(placeOf({ key: 'reply:t1', body: {} })).toMatchObject({ params: { topicId: 't1' }, search: { write: 'reply:t1' } })
    expect(placeOf({ key: 'post:p1', body: { topic_id: 't1', post_id: 'p1' } })).toMatchObject({ params: { topicId: 't1' }, search: { write: 'edit:p1' }, hash: 'post-p1' })
    expect(placeOf({ key: 'message:u1', body: {} })).toBeNull()
    expect([wordsOf({ body: { title: ' ', body: 'b' } }), wordsOf({ body: { tags: [] } })]).toEqual(['b', ''])
  })
})
