import { afterEach, describe, expect, it, vi } from 'vitest'
import { persistently, reach } from './reach'

afterEach(() => vi.unstubAllGlobals())

describe('scripts', () => {
  it('are waited for, however often the server comes and goes', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('network')))
    let tries = 0
    const load = () => ((tries += 1), tries < 3 ? Promise.reject(new TypeError('network')) : Promise.resolve('page'))
    const page = persistently(load)
    for (const seen of [1, 2]) {
      await vi.waitFor(() => expect([tries, reach.isAway()]).toEqual([seen, true]))
      reach.found()
    }
    expect(await page).toBe('page')
  })

  it('that are gone are the caller’s to miss', async () => {
    vi.stubGlobal('fetch', () => Promise.resolve(new Response()))
    await expect(persistently(() => Promise.reject(new TypeError('gone')))).rejects.toThrow('gone')
  })
})
