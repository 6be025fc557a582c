import { describe, expect, it } from 'vitest'
import { page, topic } from '@/test/fixtures'
import { address, again, find, key, open, shows, signedInAs, struckAt, text, until, withServer } from '@/test/page'
import { on } from '@/test/server'
import { leapsOf } from './leaps'

withServer()

const topics = '/api/v1/forums/topics'

describe('G and a letter', () => {
  const slowly = (name: string, after: number) => {
    const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true })
    Object.defineProperty(event, 'timeStamp', { value: performance.now() + after })
    document.body.dispatchEvent(event)
  }
  const inForum = async () => {
    on('get', topics, () => page([topic({ id: 'one', title: 'The first' }), topic({ id: 'two', title: 'The second' })]))
    on('get', '/api/v1/people', () => page([]))
    on('get', '/api/v1/people/expertise' as never, () => page([]) as never)
    await open('/forum')
    await shows('The second')
  }

  it('lead to a section, on a keyboard that writes Arabic too', async () => {
    await inForum()
    key('g')
    key('p')
    await until(() => expect(address()).toBe('/people'))
    struckAt('ل', 'KeyG')
    struckAt('ب', 'KeyF')
    await until(() => expect(address()).toBe('/forum'))
  })

  it('are no other shortcut, and nothing where the letter leads nowhere', async () => {
    await inForum()
    for (const second of ['c', 'j', 'k', '/', '?', 'z']) {
      key('g')
      expect(key(second)).toBe(false)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(address()).toBe('/forum')
    expect(document.querySelector('main [data-entry]')?.contains(document.activeElement)).toBe(false)
    expect(document.querySelector('dialog')).toBeNull()
    key('j')
    expect(document.activeElement?.textContent).toBe('The first')
  })

  it('are heard a second and a half apart, and no later', async () => {
    await inForum()
    slowly('g', 0)
    slowly('p', 1_600)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(address()).toBe('/forum')
    slowly('g', 2_000)
    slowly('d', 3_400)
    await until(() => expect(address()).toBe('/dashboard'))
  })

  it('are letters where somebody types, chooses, answers, or wants no single keys', async () => {
    await inForum()
    find<HTMLElement>('main select').focus()
    key('g')
    key('p')
    key('g')
    find<HTMLElement>('main select').blur()
    key('p')
    const dialog = document.body.appendChild(document.createElement('dialog'))
    dialog.setAttribute('open', '')
    key('g')
    key('p')
    dialog.remove()
    const menu = document.body.appendChild(document.createElement('div'))
    menu.setAttribute('role', 'menu')
    key('g')
    key('p')
    menu.remove()
    localStorage.setItem('p2p.keys-off', '1')
    key('g')
    key('p')
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(address()).toBe('/forum')
  })

  it('lead nobody where they may not go', async () => {
    const letters = (role: { isAdmin: boolean; isOperator: boolean }) => leapsOf(role).map(({ letter }) => letter).join('')
    expect(letters({ isAdmin: false, isOperator: false })).toBe('dfpons')
    expect(letters({ isAdmin: false, isOperator: true })).toBe('dfponsm')
    expect(letters({ isAdmin: true, isOperator: false })).toBe('dfponsma')
    await inForum()
    key('g')
    key('a')
    key('g')
    key('p')
    await until(() => expect(address()).toBe('/people'))
  })

  it('stand in the list of keys, in both languages', async () => {
    signedInAs('admin')
    localStorage.setItem('p2p.signed-in', '1')
    await open('/help')
    await shows('GthenAAdministration')
    await again('/help', 'ar')
    await shows('GثمAالإدارة')
    expect(text()).not.toContain('بعد تسجيل الدخول')
  })

  it('are said to be for members where a visitor reads them', async () => {
    await open('/help')
    await shows('These keys work once you are logged in:')
  })
})
