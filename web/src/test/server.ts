/** A server that is made of answers alone: typed by the API's own description, so that none can drift away from it. */
import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import type { paths } from '@/types/schema'

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'
type Good = 200 | 201 | 202
type Answers<Path extends keyof paths, Verb extends Method> = paths[Path] extends { [Key in Verb]: { responses: infer All } } ? All[keyof All & Good] : never
export type Body<Path extends keyof paths, Verb extends Method> = Answers<Path, Verb> extends { content: { 'application/json': infer Json } } ? Json : never

export interface Call {
  url: URL
  request: Request
}

export const server = setupServer()

/** From now on until the end of the test: an answer of the right shape, or a refusal. */
export function on<Verb extends Method, Path extends keyof paths>(verb: Verb, path: Path, answer: (call: Call) => Body<Path, Verb> | Response | Promise<Body<Path, Verb> | Response>): void {
  server.use(
    http[verb](`*${path.replace(/\{(\w+)\}/g, ':$1')}`, async ({ request }) => {
      const body = await answer({ url: new URL(request.url), request })
      return body instanceof Response ? body : HttpResponse.json(body as never)
    }),
  )
}

/** A refusal, as the server words it. */
export const refused = (status: number, code: string, detail = 'As the server says it.'): Response =>
  HttpResponse.json({ type: 'about:blank', title: 'Refused', status, code, detail }, { status, headers: { 'content-type': 'application/problem+json' } })

/** Nobody answers. */
export const away = (): Response => HttpResponse.error()

/** What every composer asks for. */
export const composing = () => {
  on('get', '/api/v1/drafts', () => ({ items: [], next_cursor: null }))
  on('put', '/api/v1/drafts/{key}', () => ({ key: 'topic:new:1', body: {}, sequence: 1, created_at: '2026-03-02T08:00:00Z', updated_at: '2026-03-02T08:00:00Z', version: 1 }) as never)
  on('get', '/api/v1/limits', () => refused(503, 'unavailable'))
}
