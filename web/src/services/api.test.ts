import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError, api, ok, once, send } from './api'
import { answerWith } from './gate'

type Answer = () => Response
let answers: Answer[] = []
let asked: Request[] = []

const json = (status: number, body: object, headers: Record<string, string> = {}): Answer => {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  return () => new Response(status === 204 ? null : JSON.stringify(body), { status, headers: { 'content-type': type, ...headers } })
}

beforeEach(() => {
  answers = []
  asked = []
  vi.stubGlobal('fetch', async (request: Request) => {
    asked.push(request)
    const next = answers.shift()
    if (!next) throw new TypeError('network')
    return next()
  })
})
afterEach(() => {
  answerWith(null)
  vi.unstubAllGlobals()
})

const write = () => ok(api.POST('/api/v1/forums/topics', { body: { title: 'A title', body: 'A long body', category_id: 'c' } }))

describe('the client', () => {
  it('names each request and the reader’s language', async () => {
    answers = [json(200, { items: [], next_cursor: null })]
    await ok(api.GET('/api/v1/forums/categories'))
    expect(asked[0]?.headers.get('x-request-id')).toMatch(/^web-[0-9a-f]{24}$/)
    expect(asked[0]?.headers.get('accept-language')).toBe('en')
  })

  it('makes an error of a problem, with its fields and how long to wait', async () => {
    answers = [
      json(422, { title: 'Wrong', detail: 'Look.', code: 'validation_failed', request_id: 'r1', errors: [{ field: 'title', code: 'too_short', message: 'Longer.' }] }),
      json(429, { title: 'Slower', detail: 'Wait.', code: 'rate_limited' }, { 'retry-after': '90' }),
    ]
    const refused = await write().catch((error: unknown) => error as ApiError)
    expect(refused).toMatchObject({ status: 422, code: 'validation_failed', requestId: 'r1', message: 'Look.' })
    expect((refused as ApiError).fields).toHaveLength(1)
    expect(await write().catch((error: unknown) => error)).toMatchObject({ status: 429, retryAfter: 90, passing: false })
  })

  it('tells a network that is away from a server that says no', async () => {
    expect(await write().catch((error: unknown) => error)).toMatchObject({ status: 0, code: 'unreachable', passing: true })
  })

  it('asks for a sign-in in place, and sends the same again', async () => {
    answers = [json(401, { code: 'unauthenticated' }), json(201, { id: 't1' })]
    const missing: string[] = []
    answerWith(async (what) => (missing.push(what), true))
    expect(await write()).toEqual({ id: 't1' })
    expect(missing).toEqual(['session'])
    expect(await asked[1]?.text()).toContain('A long body')
  })

  it('asks once for all who wait', async () => {
    answers = [json(401, {}), json(401, {}), json(201, { id: 't1' }), json(201, { id: 't2' })]
    const asker = vi.fn(async () => true)
    answerWith(asker)
    await Promise.all([write(), write()])
    expect(asker).toHaveBeenCalledTimes(1)
  })

  it('lets the refusal stand when the reader declines', async () => {
    answers = [json(401, { code: 'unauthenticated' })]
    answerWith(async () => false)
    expect(await write().catch((error: unknown) => error)).toMatchObject({ status: 401 })
  })

  it('asks for a proof where one is missing, and for nothing else', async () => {
    answers = [json(403, { code: 'reauth_required' }), json(202, { status: 'sent' }), json(403, { code: 'forbidden' })]
    const missing: string[] = []
    answerWith(async (what) => (missing.push(what), true))
    const change = () => ok(api.POST('/api/v1/auth/email/change', { body: { new_email: 'a@b.example' } }))
    await change()
    expect(await change().catch((error: unknown) => error)).toMatchObject({ code: 'forbidden' })
    expect(missing).toEqual(['proof'])
  })

  it('takes 401 as an answer where somebody is signing in', async () => {
    answers = [json(401, { code: 'invalid_credentials' })]
    answerWith(async () => true)
    const request = new Request('http://localhost/api/v1/auth/login', { method: 'POST', body: '{}' })
    expect((await send(request)).status).toBe(401)
    expect(asked).toHaveLength(1)
  })

  it('makes another key for each act', () => {
    expect(once()['Idempotency-Key']).not.toBe(once()['Idempotency-Key'])
  })
})
