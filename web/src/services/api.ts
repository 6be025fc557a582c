/** The one way to the server: typed by its own description, problems as `ApiError`, a refused session asked for in place. */
import createClient, { type Middleware } from 'openapi-fetch'
import { currentLanguage } from '@/i18n'
import type { paths } from '@/types/schema'
import { ask } from './gate'
import { reach } from './reach'

export interface FieldProblem {
  field: string
  code: string
  message: string
}

export interface ProblemBody {
  title?: string
  detail?: string
  code?: string
  request_id?: string
  errors?: FieldProblem[]
  challenge?: string
  version?: number
  draft?: unknown
}

/** What went wrong, in the words of the server, which speaks the reader's language. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly fields: FieldProblem[]
  readonly requestId: string | null
  readonly challenge: string | null
  readonly retryAfter: number | null
  /** What is kept already, where something older was to be kept. */
  readonly draft: unknown

  constructor(status: number, problem: ProblemBody, retryAfter: number | null = null) {
    super(problem.detail ?? problem.title ?? '')
    this.name = 'ApiError'
    this.status = status
    this.code = problem.code ?? (status === 0 ? 'unreachable' : 'internal')
    this.title = problem.title ?? ''
    this.fields = problem.errors ?? []
    this.requestId = problem.request_id ?? null
    this.challenge = problem.challenge ?? null
    this.retryAfter = retryAfter
    this.draft = problem.draft ?? null
  }

  /** Whether trying again later may help. */
  get passing(): boolean {
    return this.status === 0 || this.status === 503 || this.status === 502 || this.status === 504
  }
}

/** Whether an error takes the place of the page: not where something is shown that merely couldn't be asked for anew. */
export const isLost = (error: Error | null, shown: unknown): boolean => error !== null && !(shown && error instanceof ApiError && error.status !== 404)

async function problemOf(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => ({}))) as ProblemBody
  const seconds = Number(response.headers.get('retry-after'))
  return new ApiError(response.status, body, Number.isFinite(seconds) && seconds > 0 ? seconds : null)
}

/** Places where 401 is an answer, not an ended session. */
const SIGNING_IN = /\/api\/v1\/(auth\/(session|login|signup|email\/|password\/(forgot|reset)|reauthenticate)|invitations\/(validate|accept))/

/** Sends; where only a sign-in or a proof is missing, asks for it in place and sends the same again. */
export async function send(request: Request): Promise<Response> {
  const again = request.clone()
  const response = await quietly(request)
  if (response.status === 401 && !SIGNING_IN.test(request.url)) {
    return (await ask('session')) ? quietly(again) : response
  }
  if (response.status === 403 && (await codeOf(response)) === 'reauth_required') {
    return (await ask('proof')) ? quietly(again) : response
  }
  return response
}

let shut = false
/** Whether the page is being left to somebody else: nothing of it is sent any more, since it would be in their name. */
export const isShut = (): boolean => shut

/** Leaves the page empty to somebody else: here, or at another place. */
export function leaveToSomebodyElse(to?: string): void {
  shut = true
  document.body.hidden = true
  if (to) location.replace(to)
  else location.reload()
}

/** Sends, and asks nobody for anything: for what the page asks on its own, while somebody may be typing. */
export async function quietly(request: Request): Promise<Response> {
  if (shut) throw new Error('this page is being left')
  try {
    const response = await fetch(request)
    reach.found()
    return response
  } catch (reason) {
    if (!request.signal.aborted) reach.lost()
    throw reason
  }
}

async function codeOf(response: Response): Promise<string | undefined> {
  const body = (await response
    .clone()
    .json()
    .catch(() => ({}))) as ProblemBody
  return body.code
}

const spoken: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', currentLanguage())
    request.headers.set('X-Request-ID', requestId())
    return request
  },
}

/** A name for the request that the server's log has too; made without a secure context's help. */
export function requestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return `web-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`
}

export const api = createClient<paths>({
  baseUrl: typeof location === 'undefined' ? 'http://localhost' : location.origin,
  credentials: 'same-origin',
  fetch: send,
})
api.use(spoken)

interface Outcome<Data> {
  data?: Data
  error?: unknown
  response: Response
}

/** The answer's body, or an `ApiError`. */
export async function ok<Data>(answer: Promise<Outcome<Data>>): Promise<NonNullable<Data>> {
  let outcome: Outcome<Data>
  try {
    outcome = await answer
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === 'AbortError') throw reason
    throw new ApiError(0, {})
  }
  if (outcome.response.ok) return outcome.data as NonNullable<Data>
  const { error, response } = outcome
  const seconds = Number(response.headers.get('retry-after'))
  throw new ApiError(
    response.status,
    typeof error === 'object' && error !== null ? (error as ProblemBody) : {},
    seconds > 0 ? seconds : null,
  )
}

/** A form with a file in it; the answer's JSON, or an `ApiError`. */
export async function upload<Data>(method: 'POST' | 'PUT', path: string, file: Blob, name: string): Promise<Data> {
  const form = new FormData()
  form.append('file', file, name)
  const headers = { 'Accept-Language': currentLanguage(), 'X-Request-ID': requestId() }
  let response: Response
  try {
    response = await send(
      new Request(new URL(path, location.origin), { method, body: form, headers, credentials: 'same-origin' }),
    )
  } catch {
    throw new ApiError(0, {})
  }
  if (!response.ok) throw await problemOf(response)
  return (await response.json()) as Data
}

/** A key for one act of sending: sent again after a lost answer, nothing is made twice. */
export const once = (): Record<string, string> => ({ 'Idempotency-Key': requestId() })
