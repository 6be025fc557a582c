import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '@/services/api'
import type { ServerDraft } from '@/types/api.types'
import { Keeper } from './drafts'
import { readDraft } from './kept-drafts'
import type { Shelf } from './shelf'
import { useDraft } from './useDraft'
import { keepFor, keepForNobody } from './storage'

interface Words {
  body: string
}
const EMPTY: Words = { body: '' }
const isEmpty = ({ body }: Words) => body === ''
const KEY = 'topic:new:1'

/** A server's shelf with one rule: numbers rise. */
class Shelved implements Shelf {
  kept = new Map<string, ServerDraft>()
  away = false
  /** Takes what comes, but its answer is lost. */
  mute = false
  puts = 0
  get = async (key: string) => (this.reach(), this.kept.get(key) ?? null)
  put = async (key: string, body: object, sequence: number) => {
    this.reach()
    this.puts += 1
    const there = this.kept.get(key)
    if (there && (sequence < there.sequence || (sequence === there.sequence && JSON.stringify(body) !== JSON.stringify(there.body)))) {
      throw new ApiError(409, { code: 'draft_outdated', draft: there })
    }
    const draft = { key, body: body as ServerDraft['body'], sequence, created_at: '', updated_at: new Date().toISOString(), version: 1 }
    this.kept.set(key, draft)
    if (this.mute) throw new ApiError(0, {})
    return draft
  }
  drop = async (key: string) => (this.reach(), void this.kept.delete(key))
  private reach() {
    if (this.away) throw new ApiError(0, {})
  }
  words = () => (this.kept.get(KEY)?.body as Words | undefined)?.body
}

let shelf: Shelved
const device = async () => {
  const keeper = new Keeper<Words>(KEY, EMPTY, isEmpty, shelf)
  await keeper.open()
  return keeper
}
const pass = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))
/** Another browser: the same server, nothing kept here. */
const elsewhere = () => (localStorage.clear(), device())

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.useFakeTimers()
  localStorage.clear()
  shelf = new Shelved()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a draft in this browser', () => {
  let root: Root
  let draft: ReturnType<typeof useDraft<Words>>
  function Composer() {
    draft = useDraft<Words>(KEY, EMPTY, isEmpty, shelf)
    return null
  }
  const open = () =>
    act(async () => {
      root = createRoot(document.createElement('div'))
      root.render(<Composer />)
    })

  it('is kept shortly after a change and found by the next tab', async () => {
    await open()
    act(() => draft.change({ body: 'temp < 40' }))
    expect(readDraft(KEY)).toBeNull()
    await pass(400)
    expect(readDraft(KEY)).toMatchObject({ content: { body: 'temp < 40' } })
    act(() => root.unmount())
    await open()
    expect(draft).toMatchObject({ content: { body: 'temp < 40' }, restored: 'here' })
  })

  it('is kept at once when the page goes, and sent without waiting', async () => {
    await open()
    act(() => draft.change({ body: 'half a word' }))
    window.dispatchEvent(new Event('pagehide'))
    expect(readDraft(KEY)).toMatchObject({ content: { body: 'half a word' } })
    await pass(0)
    expect(shelf.words()).toBe('half a word')
  })

  it('is gone once it was sent, here and there, and does not come back', async () => {
    await open()
    act(() => draft.change({ body: 'sent' }))
    await pass(2000)
    expect(shelf.words()).toBe('sent')
    act(() => draft.clear())
    await pass(5000)
    act(() => root.unmount())
    expect(readDraft(KEY)).toBeNull()
    expect(shelf.kept.size).toBe(0)
  })

  it('that is empty again is none', async () => {
    await open()
    act(() => draft.change({ body: 'x' }))
    await pass(2000)
    act(() => draft.change(EMPTY))
    await pass(2000)
    expect(readDraft(KEY)).toBeNull()
    expect(shelf.kept.size).toBe(0)
  })
})

describe('a draft whose writer has left', () => {
  afterEach(keepForNobody)

  it('is written nowhere any more', async () => {
    keepFor('sara')
    const here = await device()
    here.change({ body: 'half a word' })
    keepForNobody()
    await pass(5_000)
    here.leave()
    await pass(0)
    expect([readDraft(KEY), shelf.puts, Object.keys(localStorage)]).toEqual([null, 0, []])
  })
})

describe('a draft on the server', () => {
  it('comes there a little after the last change, and reaches another device', async () => {
    const here = await device()
    here.change({ body: 'a' })
    await pass(1000)
    here.change({ body: 'ab' })
    await pass(1000)
    expect(shelf.puts).toBe(0)
    await pass(500)
    expect(shelf.puts).toBe(1)
    expect(here.told.where).toBe('server')
    expect((await elsewhere()).told).toMatchObject({ content: { body: 'ab' }, restored: 'server' })
  })

  it('is sent once there is a network again', async () => {
    shelf.away = true
    const here = await device()
    here.change({ body: 'on the train' })
    await pass(3000)
    expect(here.told).toMatchObject({ where: 'here' })
    shelf.away = false
    here.online()
    await pass(0)
    expect(shelf.words()).toBe('on the train')
  })

  it('is sent at the next visit, if the browser was closed without one', async () => {
    shelf.away = true
    const here = await device()
    here.change({ body: 'on the train' })
    await pass(3000)
    shelf.away = false
    await device()
    expect(shelf.words()).toBe('on the train')
  })

  it('that another device wrote on is taken over where nothing was changed here', async () => {
    const here = await device()
    here.change({ body: 'from the phone' })
    await pass(2000)
    const phone = localStorage.getItem(`p2p.draft.${KEY}`)
    const other = await elsewhere()
    other.change({ body: 'from the desk' })
    await pass(2000)
    localStorage.setItem(`p2p.draft.${KEY}`, phone ?? '')
    expect((await device()).told).toMatchObject({ content: { body: 'from the desk' }, other: null })
  })

  it('of which both wrote on is shown twice, and neither is lost', async () => {
    const here = await device()
    here.change({ body: 'begun' })
    await pass(2000)
    const other = await elsewhere()
    here.change({ body: 'mine' })
    await pass(2000)
    other.change({ body: 'theirs' })
    await pass(2000)
    expect(other.told).toMatchObject({ content: { body: 'theirs' }, other: { content: { body: 'mine' } } })
    other.change({ body: 'theirs, and more' })
    await pass(5000)
    expect(shelf.words()).toBe('mine')
    other.choose('mine')
    await pass(0)
    expect(shelf.words()).toBe('theirs, and more')
    here.change({ body: 'mine again' })
    await pass(2000)
    here.choose('theirs')
    expect(here.told).toMatchObject({ content: { body: 'theirs, and more' }, other: null })
  })

  it('whose answer was lost is known as one’s own', async () => {
    const here = await device()
    shelf.mute = true
    here.change({ body: 'one' })
    await pass(2000)
    shelf.mute = false
    here.change({ body: 'one two' })
    await pass(2000)
    expect(here.told.other).toBeNull()
    expect(shelf.words()).toBe('one two')
    shelf.mute = true
    here.change({ body: 'one two three' })
    await pass(2000)
    here.change({ body: 'one two three four' })
    await pass(500)
    shelf.mute = false
    const again = await device()
    expect(again.told).toMatchObject({ content: { body: 'one two three four' }, other: null })
    expect(shelf.words()).toBe('one two three four')
  })

  it('that was sent from another device is gone here too, unless more was written', async () => {
    const here = await device()
    here.change({ body: 'done' })
    await pass(2000)
    shelf.kept.clear()
    expect((await device()).told.content).toEqual(EMPTY)
    const more = await device()
    more.change({ body: 'still writing' })
    await pass(2000)
    shelf.kept.clear()
    more.change({ body: 'still writing this' })
    await pass(500)
    expect((await device()).told.content).toEqual({ body: 'still writing this' })
    expect(shelf.words()).toBe('still writing this')
  })

  it('goes with the words that are sent, which nothing of it comes after', async () => {
    const here = await device()
    here.change({ body: 'all of it' })
    await pass(2000)
    const arrived = shelf.puts
    here.change({ body: 'all of it.' })
    await here.hold()
    await pass(5000)
    expect(shelf.puts).toBe(arrived)
    shelf.kept.clear() // as the server does in the same step
    shelf.away = true // and isn't asked to again
    here.clear(true)
    await pass(5000)
    expect([shelf.puts, readDraft(KEY)]).toEqual([arrived, null])
    here.change({ body: 'another' })
    shelf.away = false
    await pass(2000)
    expect(shelf.kept.get(KEY)?.sequence).toBe(1)
  })

  it('is kept on where its words could not be sent', async () => {
    const here = await device()
    here.change({ body: 'refused' })
    await here.hold()
    await pass(5000)
    expect(shelf.words()).toBeUndefined()
    here.goOn()
    await pass(2000)
    expect(shelf.words()).toBe('refused')
  })
})
