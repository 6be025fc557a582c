import { beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '@/services/api'
import type { Way } from '@/services/upload'
import type { StoredFile } from '@/types/api.types'
import { MOST_FILES, Uploads, refusalOf, type Allowed, type Transport } from './uploads'

const allowed: Allowed = { media_types: { 'image/png': ['png'], 'video/mp4': ['mp4', 'm4v'] }, max_upload_bytes: 100 }
const file = (name: string, size = 10, type = 'application/pdf') => new File([new Uint8Array(size)], name, { type })
const stored = (id: string, more: Partial<StoredFile> = {}): StoredFile =>
  ({ id, name: `${id}.pdf`, size: 10, media_type: 'application/pdf', status: 'ready', variants: [], rejection: null, ...more }) as StoredFile

interface Sending extends Way {
  file: File
  arrive: (file: StoredFile) => void
  fail: (error: unknown) => void
}
let under: Sending[]
let transport: Transport
let uploads: Uploads
const settle = () => new Promise((resolve) => setTimeout(resolve))
const states = () => uploads.items.map(({ state }) => state)

beforeEach(() => {
  under = []
  transport = {
    send: (one, way) =>
      new Promise((arrive, fail) => {
        way.signal.addEventListener('abort', () => fail(new DOMException('', 'AbortError')))
        under.push({ ...way, file: one, arrive, fail })
      }),
    look: vi.fn(async (id: string) => stored(id)),
    abandon: vi.fn(async () => undefined),
    drop: vi.fn(async () => undefined),
    describe: vi.fn(async () => undefined),
    wait: async () => undefined,
  }
  uploads = new Uploads(transport)
})

describe('the queue of files', () => {
  it('sends three at a time, and the next when one has arrived', async () => {
    uploads.add([file('a.pdf'), file('b.pdf'), file('c.pdf'), file('d.pdf')])
    expect(states()).toEqual(['sending', 'sending', 'sending', 'waiting'])
    under[1]?.arrive(stored('b'))
    await settle()
    expect(states()).toEqual(['sending', 'done', 'sending', 'sending'])
    expect(uploads.kept).toMatchObject([{ id: 'b' }])
    expect(uploads.busy).toBe(true)
  })

  it('tells how far each is', () => {
    uploads.add([file('a.pdf')])
    under[0]?.onProgress(7)
    expect(uploads.items[0]).toMatchObject({ sent: 7, state: 'sending' })
  })

  it('takes back what is under way, and tells the server', async () => {
    uploads.add([file('a.pdf'), file('b.pdf')])
    uploads.remove(uploads.items[0]?.key ?? 0)
    await settle()
    expect(under[0]?.signal.aborted).toBe(true)
    expect(transport.abandon).toHaveBeenCalledWith(under[0]?.progress)
    expect(uploads.items.map(({ name }) => name)).toEqual(['b.pdf'])
  })

  it('deletes what it had sent itself, but not what was there before', async () => {
    uploads = new Uploads(transport, [{ id: 'old', name: 'old.pdf', size: 1, media_type: 'application/pdf' }])
    uploads.add([file('a.pdf')])
    under[0]?.arrive(stored('a'))
    await settle()
    for (const { key } of uploads.items) uploads.remove(key)
    expect(transport.drop).toHaveBeenCalledTimes(1)
    expect(transport.drop).toHaveBeenCalledWith('a')
    expect(uploads.kept).toEqual([])
  })

  it('goes on with the same upload when it is tried again', async () => {
    uploads.add([file('a.pdf')])
    const first = under[0]
    if (first) first.progress.id = 'u1'
    first?.fail(new ApiError(0, {}))
    await settle()
    expect(uploads.items[0]).toMatchObject({ state: 'failed', error: { code: 'unreachable' } })
    uploads.retry(uploads.items[0]?.key ?? 0)
    expect(states()).toEqual(['sending'])
    expect(under[1]?.progress).toBe(first?.progress)
  })

  it('begins anew where the server has forgotten it', async () => {
    uploads.add([file('a.pdf')])
    if (under[0]) under[0].progress.id = 'u1'
    under[0]?.fail(new ApiError(404, { code: 'not_found' }))
    await settle()
    uploads.retry(uploads.items[0]?.key ?? 0)
    expect(under[1]?.progress.id).toBeUndefined()
  })

  it('waits until the server has looked into it, and says what it won’t have', async () => {
    const looks = [stored('a', { status: 'processing' }), stored('a', { status: 'rejected', rejection: { code: 'broken', message: 'Not a picture.' } })]
    transport.look = vi.fn(async () => looks.shift() as StoredFile)
    uploads.add([file('a.pdf')])
    under[0]?.arrive(stored('a', { status: 'processing' }))
    await settle()
    expect(uploads.items[0]).toMatchObject({ state: 'failed', rejected: 'Not a picture.' })
    expect(uploads.kept).toEqual([])
  })

  it('refuses at once what the server would refuse', () => {
    uploads.allowed = allowed
    uploads.add([file('run.exe'), file('empty.png', 0), file('big.png', 101), file('film.mp4', 99), file('film.mp4', 99)])
    expect(uploads.items.map(({ refusal }) => refusal)).toEqual(['type', 'empty', 'large', undefined, 'twice'])
    expect(refusalOf(file('x.exe'), null)).toBeNull()
    uploads = new Uploads(transport)
    uploads.add(Array.from({ length: MOST_FILES + 1 }, (_, number) => file(`${number}.pdf`)))
    expect(uploads.items.at(-1)).toMatchObject({ state: 'failed', refusal: 'many' })
  })

  it('changes the order in which they are shown', () => {
    uploads = new Uploads(transport, ['a', 'b'].map((id) => ({ id, name: id, size: 1, media_type: 'image/png' })))
    uploads.move(uploads.items[1]?.key ?? 0, -1)
    uploads.move(uploads.items[0]?.key ?? 0, -1)
    expect(uploads.kept.map(({ id }) => id)).toEqual(['b', 'a'])
  })
})

describe('what is to be seen in a picture', () => {
  const told = () => vi.mocked(transport.describe).mock.calls

  it('is told once its writer pauses, and not again', async () => {
    vi.useFakeTimers()
    uploads = new Uploads(transport, [{ id: 'a', name: 'a.png', size: 1, media_type: 'image/png' }])
    for (const words of ['A', 'A worn', ' A worn [seal] ']) uploads.describe(1, words)
    expect(told()).toEqual([])
    await vi.advanceTimersByTimeAsync(1_000)
    await uploads.settle()
    expect(told()).toEqual([['a', 'A worn [seal]']])
    expect([uploads.kept[0]?.description, uploads.items[0]?.description]).toEqual(['A worn [seal]', ' A worn [seal] '])
    vi.useRealTimers()
  })

  it('is told as soon as the picture has arrived, and before it is looked into', async () => {
    uploads.add([file('a.png'), file('b.png')])
    uploads.describe(1, 'A seal')
    await uploads.settle()
    expect(told()).toEqual([])
    transport.look = () => new Promise(() => undefined)
    under[0]?.arrive(stored('a', { status: 'processing' }))
    await settle()
    expect([told(), states()]).toEqual([[['a', 'A seal']], ['checking', 'sending']])
  })

  it('stays where an older answer about the file comes late', async () => {
    let answer: (file: StoredFile) => void = () => undefined
    transport.look = () => new Promise((resolve) => (answer = resolve))
    uploads.add([file('a.png')])
    under[0]?.arrive(stored('a', { status: 'processing' }))
    await settle()
    uploads.describe(1, 'A seal')
    await uploads.settle()
    answer(stored('a', { description: '' }))
    await settle()
    expect([uploads.kept[0]?.description, states()]).toEqual(['A seal', ['done']])
  })

  it('is nothing where nothing is written, and is taken back by emptying it', async () => {
    uploads = new Uploads(transport, [{ id: 'a', name: 'a.png', size: 1, media_type: 'image/png', description: 'A seal' }, { id: 'b', name: 'b.png', size: 1, media_type: 'image/png' }])
    await uploads.settle()
    expect(told()).toEqual([])
    uploads.describe(2, '  ')
    uploads.describe(1, '')
    await uploads.settle()
    expect(told()).toEqual([['a', '']])
  })

  it('of what readers see already is told when the words are saved, and kept with their draft until then', async () => {
    const seal = { id: 'a', name: 'a.png', size: 1, media_type: 'image/png', description: 'A seal' }
    uploads = new Uploads(transport, [seal], [seal])
    expect(uploads.kept).toEqual([seal])
    uploads.describe(1, 'A torn seal ')
    await uploads.settle()
    expect([told(), uploads.kept]).toEqual([[], [{ ...seal, said: 'A torn seal' }]])
    uploads = new Uploads(transport, uploads.kept, [seal])
    expect([uploads.items[0]?.description, uploads.kept[0]?.said]).toEqual(['A torn seal', 'A torn seal'])
    await uploads.settle({ saving: true })
    expect([told(), uploads.kept]).toEqual([[['a', 'A torn seal']], [{ ...seal, description: 'A torn seal' }]])
    uploads.describe(1, '')
    expect(uploads.kept[0]?.said).toBe('')
    await uploads.settle({ saving: true })
    expect(told().at(-1)).toEqual(['a', ''])
  })

  it('stands there with the refusal, and holds nobody up', async () => {
    transport.describe = vi.fn(async () => Promise.reject(new ApiError(422, { detail: 'Not that.' })))
    uploads = new Uploads(transport, [{ id: 'a', name: 'a.png', size: 1, media_type: 'image/png' }])
    uploads.describe(1, 'x')
    await uploads.settle()
    expect([uploads.items[0]?.unsaid?.status, uploads.items[0]?.state]).toEqual([422, 'done'])
    transport.describe = vi.fn(async () => undefined)
    uploads.describe(1, 'y')
    await uploads.settle()
    expect([uploads.items[0]?.unsaid, uploads.kept[0]?.description]).toEqual([undefined, 'y'])
  })
})
