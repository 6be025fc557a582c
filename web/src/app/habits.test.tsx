import { describe, expect, it } from 'vitest'
import { loaded, page, post, topic } from '@/test/fixtures'
import { address, find, key, open, press, shows, struckAt, text, type, until, withServer } from '@/test/page'
import { away, composing, on, refused } from '@/test/server'
import { struck } from './hooks'

withServer()

const topics = '/api/v1/forums/topics'
describe('a key', () => {
  it('is the same one on a keyboard that writes Arabic', () => {
    expect(struck({ key: 'ن', code: 'KeyK', shiftKey: false })).toBe('k')
    expect(struck({ key: 'لا', code: 'KeyB', shiftKey: false })).toBe('b')
    expect(struck({ key: 'ظ', code: 'Slash', shiftKey: false })).toBe('/')
    expect(struck({ key: '؟', code: 'Slash', shiftKey: true })).toBe('?')
    expect(struck({ key: 'K', code: 'KeyT', shiftKey: true })).toBe('k')
    expect(struck({ key: 'Enter', code: 'Enter', shiftKey: false })).toBe('enter')
  })

  it('goes from entry to entry, and not while somebody types', async () => {
    on('get', topics, () => page([topic({ id: 'one', title: 'The first' }), topic({ id: 'two', title: 'The second' })]))
    await open('/forum')
    await shows('The second')
    const at = () => document.activeElement?.textContent
    key('j')
    expect(at()).toBe('The first')
    struckAt('ت', 'KeyJ')
    expect(at()).toBe('The second')
    key('j')
    expect(at()).toBe('The second')
    key('k')
    expect(at()).toBe('The first')
    find<HTMLElement>('main select').focus()
    key('j')
    expect(document.activeElement?.tagName).toBe('SELECT')
  })
})

describe('the way in', () => {
  it('leads on whoever is signed in already', async () => {
    localStorage.setItem('p2p.signed-in', '1')
    on('get', '/api/v1/people', () => page([]))
    on('get', '/api/v1/people/expertise' as never, () => page([]) as never)
    await open('/login?next=/people')
    await until(() => expect(address()).toBe('/people'))
  })

  it('says how long to wait, and nothing of headers', async () => {
    on('get', '/api/v1/auth/session', () => refused(401, 'unauthenticated'))
    on('post', '/api/v1/auth/login', () => {
      const told = refused(429, 'rate_limited', 'Wait as long as Retry-After says.')
      told.headers.set('retry-after', '60')
      return told
    })
    await open('/login')
    await shows('Welcome back')
    type('[name=email]', 'sara@factory.example')
    type('[name=password]', 'wrong')
    press('form button[type=submit]')
    await shows('You can try again in')
    expect(text()).not.toContain('Retry-After')
  })
})

describe('logging out', () => {
  const leave = async () => {
    on('get', topics, () => page([], { total: 0 }))
    on('get', '/api/v1/drafts', () => page([], { total: 0 }))
    await open('/help')
    await until(() => find('aside button[aria-haspopup]', 'سارة'))
    press('aside button[aria-haspopup]', 'سارة')
    await until(() => find('[role=menuitem]', 'Log out'))
    press('[role=menuitem]', 'Log out')
  }

  it('leads to the front page', async () => {
    localStorage.setItem('p2p.signed-in', '1')
    on('post', '/api/v1/auth/logout', () => new Response(null, { status: 204 }))
    await leave()
    await until(() => expect(address()).toBe('/'))
    await until(() => expect(document.body.textContent).toContain('You are logged out.'))
  })

  it('says so where it could not be', async () => {
    localStorage.setItem('p2p.signed-in', '1')
    on('post', '/api/v1/auth/logout', away)
    await leave()
    await until(() => expect(document.body.textContent).toContain('you are still logged in'))
    expect(address()).toBe('/dashboard')
  })
})

describe('a new topic', () => {
  it('shows what was asked before, once the title says enough', async () => {
    const asked: string[] = []
    composing()
    on('get', '/api/v1/forums/similar', ({ url }) => {
      asked.push(url.searchParams.get('title') ?? '')
      return page([topic({ title: 'Oil for presses', answered: true })])
    })
    await open('/forum/new')
    await until(() => find('[name=title]'))
    type('[name=title]', 'Which oil')
    type('[name=title]', 'Which oil for our presses?')
    await shows('Oil for presses')
    expect(asked).toEqual(['Which oil for our presses?'])
  })

  it('asks nobody to sign in for that in mid-typing', async () => {
    let asked = 0
    composing()
    on('get', '/api/v1/forums/similar', () => {
      asked += 1
      return refused(401, 'unauthenticated')
    })
    await open('/forum/new')
    await until(() => find('[name=title]'))
    type('[name=title]', 'Which oil for our presses?')
    await until(() => expect(asked).toBe(1))
    await shows('Publish')
    expect(document.querySelector('dialog')).toBeNull()
  })
})

describe('a thread', () => {
  it('tells what came since its reader was here, and marks it', async () => {
    composing()
    on('get', '/api/v1/forums/topics/{topic_id}', () => loaded({ post_count: 3, viewer: { ...topic().viewer, unread_count: 2 } }))
    on('get', '/api/v1/forums/topics/{topic_id}/posts', () =>
      page([post({ id: 'old', seq: 1, reply_count: 1, replies: page([post({ id: 'deep', seq: 3, depth: 1 })]) }), post({ id: 'next', seq: 2 })]),
    )
    on('post', '/api/v1/forums/topics/{topic_id}/read', () => loaded({ post_count: 3 }))
    await open('/forum/topic-1')
    await shows('2 replies are new since you were here')
    const isNew = (one: Element) => [...one.querySelectorAll('span')].some((badge) => badge.textContent === 'New' && badge.closest('article') === one)
    await until(() => expect([...document.querySelectorAll('article')].filter(isNew).map((one) => one.id)).toEqual(['post-deep', 'post-next']))
    press('main button', 'To the first of them')
    expect(document.activeElement?.id).toBe('post-next')
  })
})

describe('an address', () => {
  it('with a word of nobody’s is taken without it', async () => {
    const asked: string[] = []
    on('get', '/api/v1/people', ({ url }) => {
      asked.push(url.searchParams.get('industry') ?? 'any')
      return page([])
    })
    on('get', '/api/v1/people/expertise' as never, () => page([]) as never)
    await open('/people?industry=zzz')
    await shows('Nobody found')
    expect(asked).toEqual(['any'])
  })
})
