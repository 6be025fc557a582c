import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from './api'
import { AT_ONCE, abandon, begun, sendFile } from './upload'

interface Asked {
  method: string
  path: string
  headers: Record<string, string>
  body: unknown
}
type Reply = { status: number; headers?: Record<string, string>; body?: object } | 'broken' | 'silent'
let asked: Asked[]
let replies: Reply[]

class Request {
  upload: { onprogress?: (event: { loaded: number }) => void } = {}
  status = 0
  responseText = ''
  onload?: () => void
  onerror?: () => void
  onabort?: () => void
  private told: Record<string, string> = {}
  private asking: Asked = { method: '', path: '', headers: {}, body: null }
  open(method: string, path: string) {
    this.asking = { method, path, headers: {}, body: null }
  }
  setRequestHeader(name: string, value: string) {
    this.asking.headers[name] = value
  }
  getResponseHeader = (name: string) => this.told[name] ?? null
  abort() {
    this.onabort?.()
  }
  send(body: unknown) {
    this.asking.body = body
    asked.push(this.asking)
    const reply = replies.shift() ?? 'broken'
    queueMicrotask(() => {
      if (reply === 'silent') return
      if (reply === 'broken') return this.onerror?.()
      this.status = reply.status
      this.told = reply.headers ?? {}
      this.responseText = reply.body ? JSON.stringify(reply.body) : ''
      this.upload.onprogress?.({ loaded: body instanceof Blob ? body.size : 0 })
      this.onload?.()
    })
  }
}

const large = new File([new Uint8Array(AT_ONCE + 100)], 'film ☕.mp4', { type: 'video/mp4' })
const way = (progress = begun()) => ({ progress, onProgress: vi.fn(), signal: new AbortController().signal, wait: async () => undefined })
const at = (offset: number): Reply => ({ status: 204, headers: { 'Upload-Offset': String(offset) } })
const PIECE = 4 * 1024 * 1024

beforeEach(() => {
  asked = []
  replies = []
  vi.stubGlobal('XMLHttpRequest', Request)
})
afterEach(() => vi.unstubAllGlobals())

describe('a file', () => {
  it('that is small goes in one request, under one key', async () => {
    replies = [{ status: 201, body: { id: 'f1' } }]
    const mine = way()
    expect(await sendFile(new File(['x'], 'a.txt'), mine)).toEqual({ id: 'f1' })
    expect(asked).toMatchObject([{ method: 'POST', path: '/api/v1/files', headers: mine.progress.key }])
    expect((asked[0] as { body: FormData }).body.get('purpose')).toBe('attachment')
  })

  it('that is large is announced and goes piece by piece', async () => {
    replies = [{ status: 201, body: { id: 'u1' } }, at(PIECE), at(2 * PIECE), at(large.size), { status: 200, body: { id: 'u1', status: 'ready' } }]
    const mine = way()
    expect(await sendFile(large, mine)).toMatchObject({ id: 'u1' })
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'PATCH', 'PATCH', 'GET'])
    expect(asked.map(({ headers }) => headers['Upload-Offset'])).toEqual([undefined, '0', String(PIECE), String(2 * PIECE), undefined])
    const told = asked[0]?.headers['Upload-Metadata']?.split(',')[0]?.split(' ')[1] ?? ''
    expect(new TextDecoder().decode(Uint8Array.from(atob(told), (char) => char.charCodeAt(0)))).toBe('film ☕.mp4')
    expect(mine.onProgress).toHaveBeenLastCalledWith(large.size)
  })

  it('goes on from where the connection broke, without being announced again', async () => {
    const there = PIECE + 17
    replies = [
      { status: 201, body: { id: 'u1' } }, at(PIECE), 'broken', 'broken',
      { status: 200, headers: { 'Upload-Offset': String(there) } }, at(large.size), { status: 200, body: { id: 'u1' } },
    ]
    expect(await sendFile(large, way())).toMatchObject({ id: 'u1' })
    expect(asked.map(({ method }) => method)).toEqual(['POST', 'PATCH', 'PATCH', 'GET', 'GET', 'PATCH', 'GET'])
    expect(asked[5]?.headers['Upload-Offset']).toBe(String(there))
  })

  it('asks how far it is when it is taken up again later', async () => {
    replies = [{ status: 200, headers: { 'Upload-Offset': String(large.size - 1) } }, at(large.size), { status: 200, body: { id: 'u1' } }]
    await sendFile(large, way({ id: 'u1', key: {} }))
    expect(asked.map(({ method }) => method)).toEqual(['GET', 'PATCH', 'GET'])
    expect((asked[1] as { body: Blob }).body.size).toBe(1)
  })

  it('gives up after a while, and at once where the server says no', async () => {
    expect(await sendFile(large, way()).catch((error: unknown) => error)).toMatchObject({ status: 0 })
    expect(asked).toHaveLength(7)
    replies = [{ status: 409, body: { code: 'quota_exceeded', detail: 'No room.' } }]
    expect(await sendFile(large, way()).catch((error: unknown) => error)).toMatchObject({ code: 'quota_exceeded', message: 'No room.' })
  })

  it('stops when it is taken back, and what was begun is given up', async () => {
    replies = [{ status: 201, body: { id: 'u1' } }, 'silent']
    const stop = new AbortController()
    const mine = { ...way(), signal: stop.signal }
    const sending = sendFile(large, mine).catch((error: unknown) => error)
    await vi.waitFor(() => expect(asked).toHaveLength(2))
    stop.abort()
    const error = await sending
    expect(error).not.toBeInstanceOf(ApiError)
    expect((error as DOMException).name).toBe('AbortError')
    replies = [{ status: 204 }]
    await abandon(mine.progress)
    expect(asked.at(-1)).toMatchObject({ method: 'DELETE', path: '/api/v1/files/uploads/u1' })
  })
})
