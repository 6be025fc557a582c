import { describe, expect, it } from 'vitest'
import { hit, page, session, topic } from '@/test/fixtures'
import { address, find, key, open, press, shows, text, type, until, withServer } from '@/test/page'
import { on, refused } from '@/test/server'
import { partsOf } from './Marked'
import { since } from './queries'
import { recent, remember } from '@/lib/searches'
import { keepFor } from '@/lib/storage'

withServer()

describe('the search page', () => {
  it('teaches what can be typed before anything is', async () => {
    keepFor(session().user.id)
    remember('valve')
    await open('/search')
    await shows('What you can type')
    await shows('Recent searches')
    expect(text()).toContain('"weld line"')
    press('button', 'valve leak')
    on('get', '/api/v1/forums/search', () => page([hit()], { total: 1 }))
    await shows('1 result')
    expect(address()).toContain('q=valve')
  })

  it('asks once for what is typed in one go, and marks what was asked for', async () => {
    const asked: (string | null)[] = []
    on('get', '/api/v1/forums/search', ({ url }) => {
      asked.push(url.searchParams.get('q'))
      return page([hit({ highlight: { title: 'Which <mark>oil</mark>?', body: 'a &lt;img src=x onerror=alert(1)&gt; &amp;amp; b' } })], { total: 1 })
    })
    await open('/search')
    await until(() => find('[type=search]'))
    type('[type=search]', 'oil')
    await shows('1 result')
    expect(asked).toEqual(['oil'])
    expect(find('main mark').textContent).toBe('oil')
    expect(document.querySelector('main img')).toBeNull()
    expect(text()).toContain('a <img src=x onerror=alert(1)> &amp; b')
  })

  it('lets go of a question that was overtaken', async () => {
    let overtaken = false
    on('get', '/api/v1/forums/search', async ({ url, request }) => {
      if (url.searchParams.get('q') === 'oil press') return page([hit({ topic: topic({ title: 'The second' }), highlight: { title: 'The second', body: '' } })], { total: 1 })
      return new Promise((answer) =>
        request.signal.addEventListener('abort', () => {
          overtaken = true
          answer(page([hit()], { total: 1 }))
        }),
      )
    })
    await open('/search?q=oil')
    await until(() => find('[type=search]'))
    type('[type=search]', 'oil press')
    await shows('The second')
    await until(() => expect(overtaken).toBe(true))
  })

  it('sends the filters of the address, and keeps them there', async () => {
    const asked: URLSearchParams[] = []
    on('get', '/api/v1/forums/search', ({ url }) => {
      asked.push(url.searchParams)
      return page([], { total: 0 })
    })
    await open('/search?q=oil&category=maintenance&answered=no&mine=yes&within=week&sort=newest&tag=seals&lang=en&utm=x')
    await shows('Nothing found for')
    expect(Object.fromEntries(asked[0] as URLSearchParams)).toEqual({ q: 'oil', category: 'maintenance', answered: 'false', author: session().user.id, from: since('week'), sort: 'newest', tag: 'seals', limit: '20', count: 'true' })
    press('main button', 'Search everywhere')
    await until(() => expect(address()).toBe('/search?q=oil'))
  })

  it('says that not all were counted, and goes on by the cursor', async () => {
    on('get', '/api/v1/forums/search', ({ url }) =>
      url.searchParams.get('cursor') === 'next'
        ? page([hit({ topic: topic({ id: 'topic-2' }), highlight: { title: 'The other page', body: '' } })])
        : page([hit()], { next_cursor: 'next', total: 10_001 }),
    )
    await open('/search?q=oil')
    await shows('At least 10,000 results')
    press('main button', 'Show more')
    await shows('The other page')
  })

  it('leads into a reply, and the arrows through what was found', async () => {
    on('get', '/api/v1/forums/search', () => page([hit({ post_id: 'post-7' }), hit({ topic: topic({ id: 'topic-2' }) })], { total: 2 }))
    await open('/search?q=oil')
    await shows('In a reply')
    expect(find<HTMLAnchorElement>('[data-hit]').getAttribute('href')).toBe('/forum/topic-1#post-post-7')
    find('[type=search]').focus()
    key('ArrowDown')
    expect(document.activeElement).toBe(find('[data-hit]'))
    key('ArrowUp')
    expect(document.activeElement).toBe(find('[type=search]'))
  })

  it('shows what went wrong, and tries again', async () => {
    on('get', '/api/v1/forums/search', () => refused(500, 'internal', 'The index is being made.'))
    await open('/search?q=oil')
    await shows('The index is being made.')
    on('get', '/api/v1/forums/search', () => page([hit()], { total: 1 }))
    press('main button', 'Try again')
    await shows('1 result')
  })

  it('speaks Arabic', async () => {
    on('get', '/api/v1/forums/search', () => page([hit({ highlight: { title: '<mark>الصِّمام</mark> القديم', body: '' } })], { total: 10_001 }))
    await open('/search?q=صمام', 'ar')
    await shows('10,000 نتيجة على الأقل')
    expect(find('main mark').textContent).toBe('الصِّمام')
  })
})

describe('marked text', () => {
  it('is read as text and marks', () => {
    expect(partsOf('a <mark>b &lt;c&gt;</mark> &quot;d&quot; &#x27;e&#x27; &amp;lt;')).toEqual(['a ', 'b <c>', ` "d" 'e' &lt;`])
    expect(partsOf('<mark>first</mark>')).toEqual(['', 'first', ''])
  })
})

describe('recent searches', () => {
  it('are the last six, each once, and survive what isn’t a list', () => {
    for (const q of ['a', 'b', 'c', 'd', 'e', 'f', 'g', ' b ', '  ']) remember(q)
    expect(recent()).toEqual(['b', 'g', 'f', 'e', 'd', 'c'])
    localStorage.setItem('p2p.searches', '{"a":1}')
    expect(recent()).toEqual([])
  })
})

describe('a time to look back', () => {
  it('begins with a day, so that the same question stays the same', () => {
    expect(since('week', Date.parse('2026-03-09T17:30:00Z'))).toBe('2026-03-02T00:00:00.000Z')
  })
})
