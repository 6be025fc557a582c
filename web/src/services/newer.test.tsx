import { http, HttpResponse } from 'msw'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { find, open, until, withServer } from '@/test/page'
import { server } from '@/test/server'
import { isNewer } from './newer'

withServer()
const served = (script: string) => server.use(http.get(`${location.origin}/`, () => HttpResponse.html(`<html><script type="module" crossorigin src="${script}"></script></html>`)))

describe('a newer client', () => {
  it('is one whose page names another script', async () => {
    served('/assets/index-new.js')
    expect(await isNewer('/assets/index-old.js')).toBe(true)
    expect(await isNewer('/assets/index-new.js')).toBe(false)
    expect(await isNewer(null)).toBe(false)
  })

  it('isn’t one that is being built, or that nobody hands out', async () => {
    server.use(http.get(`${location.origin}/`, () => HttpResponse.html('<html>It is being built.</html>')))
    expect(await isNewer('/assets/index-old.js')).toBe(false)
    server.use(http.get(`${location.origin}/`, () => new HttpResponse(null, { status: 503 })))
    expect(await isNewer('/assets/index-old.js')).toBe(false)
    server.use(http.get(`${location.origin}/`, () => HttpResponse.error()))
    expect(await isNewer('/assets/index-old.js')).toBe(false)
  })
})

describe('a tab that somebody comes back to', () => {
  beforeEach(() => {
    document.head.innerHTML = '<script type="module" src="/assets/index-old.js"></script>'
  })
  afterEach(() => {
    document.head.innerHTML = ''
    vi.restoreAllMocks()
  })

  it('says that there is a newer client, and asks no oftener than every ten minutes', async () => {
    localStorage.setItem('p2p.signed-in', '1')
    served('/assets/index-new.js')
    await open('/help')
    await until(() => find('aside'))
    const asked = vi.spyOn(window, 'fetch')
    document.dispatchEvent(new Event('visibilitychange'))
    expect(asked).not.toHaveBeenCalled()
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 600_001)
    document.dispatchEvent(new Event('visibilitychange'))
    clock.mockRestore()
    await until(() => find('[role=status]', 'P2P Sandbox was updated.'))
    find('[role=status] button', 'Load it')
  })
})
