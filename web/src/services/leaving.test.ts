import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

/** The modules anew: who has left a page doesn't come back to it. */
const page = async () => {
  vi.resetModules()
  return { api: await import('./api'), gate: await import('./gate'), upload: await import('./upload'), storage: await import('@/lib/storage') }
}
const went: string[] = []
const asked: string[] = []

beforeEach(() => {
  vi.stubGlobal('location', { ...location, origin: 'http://localhost', reload: () => went.push('here'), replace: (to: string) => went.push(to) })
  vi.stubGlobal('fetch', (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`)
    return Promise.resolve(new Response('{}', { status: 401 }))
  })
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.hidden = false
  went.length = asked.length = 0
})

describe('a page that is left to somebody else', () => {
  it('shows nothing and sends nothing more, neither words nor files', async () => {
    const { api, upload } = await page()
    expect(api.isShut()).toBe(false)
    api.leaveToSomebodyElse()
    expect([went, document.body.hidden, api.isShut()]).toEqual([['here'], true, true])
    await expect(api.ok(api.api.GET('/api/v1/drafts'))).rejects.toMatchObject({ status: 0 })
    await expect(upload.exchange('POST', '/api/v1/files')).rejects.toMatchObject({ status: 0 })
    expect(asked).toEqual([])
  })

  it('is left for another place where it has no place for them', async () => {
    const { api } = await page()
    api.leaveToSomebodyElse('/dashboard')
    expect(went).toEqual(['/dashboard'])
  })
})

describe('a request that waits for a sign-in', () => {
  const sent = async (before: string, after: string) => {
    const { api, gate, storage } = await page()
    if (before) storage.keepFor(before)
    gate.answerWith(async () => {
      if (after !== before) storage.keepForNobody()
      storage.keepFor(after)
      return true
    })
    await api.send(new Request('http://localhost/api/v1/invitations/1', { method: 'DELETE' }))
    return asked.length
  }

  it('is sent again for who sent it', async () => {
    expect(await sent('sara', 'sara')).toBe(2)
  })

  it('is not sent again for somebody else', async () => {
    expect(await sent('sara', 'omar')).toBe(1)
    asked.length = 0
    expect(await sent('', 'omar')).toBe(1)
  })
})
