/** Files on their way to the server: in one request if they are small, piece by piece (tus 1.0) if they are large. */
import { currentLanguage } from '@/i18n'
import type { StoredFile } from '@/types/api.types'
import { ApiError, isShut, once, requestId, type ProblemBody } from './api'
import { ask } from './gate'

const FILES = '/api/v1/files'
/** Up to here a file is sent at once: beginning anew costs less than asking how far it came. */
export const AT_ONCE = 8 * 1024 * 1024
const PIECE = 4 * 1024 * 1024
/** How long is waited before a broken connection is tried again, in milliseconds. */
const WAITS = [500, 1_000, 2_000, 4_000, 8_000, 15_000]

export interface Answer {
  status: number
  header: (name: string) => string | null
  text: string
}
interface Sending {
  headers?: Record<string, string>
  body?: XMLHttpRequestBodyInit | null
  onProgress?: (sent: number) => void
  signal?: AbortSignal
}

/** One request whose progress is told; what the server refuses is an `ApiError`. */
export async function exchange(method: string, path: string, sending: Sending = {}): Promise<Answer> {
  const answer = await sent(method, path, sending)
  if (answer.status === 401 && (await ask('session'))) return accepted(await sent(method, path, sending))
  return accepted(answer)
}

function sent(method: string, path: string, { headers = {}, body, onProgress, signal }: Sending): Promise<Answer> {
  return new Promise((resolve, reject) => {
    if (isShut()) return reject(new ApiError(0, {}))
    if (signal?.aborted) return reject(new DOMException('taken back', 'AbortError'))
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    const end = (act: () => void) => () => {
      signal?.removeEventListener('abort', stop)
      act()
    }
    request.open(method, path)
    const own = { 'Accept-Language': currentLanguage(), 'X-Request-ID': requestId(), ...headers }
    for (const [name, value] of Object.entries(own)) request.setRequestHeader(name, value)
    if (onProgress) request.upload.onprogress = (event) => onProgress(event.loaded)
    request.onload = end(() =>
      resolve({ status: request.status, header: (name) => request.getResponseHeader(name), text: request.responseText }),
    )
    request.onerror = request.ontimeout = end(() => reject(new ApiError(0, {})))
    request.onabort = end(() => reject(new DOMException('taken back', 'AbortError')))
    signal?.addEventListener('abort', stop)
    request.send(body ?? null)
  })
}

function accepted(answer: Answer): Answer {
  if (answer.status >= 200 && answer.status < 300) return answer
  let problem: ProblemBody = {}
  try {
    problem = JSON.parse(answer.text) as ProblemBody
  } catch {
    // a proxy's page, or nothing: the status says enough
  }
  const seconds = Number(answer.header('Retry-After'))
  throw new ApiError(answer.status, problem, seconds > 0 ? seconds : null)
}

const fileOf = (answer: Answer): StoredFile => JSON.parse(answer.text) as StoredFile

/** How far somebody came with a file; kept by whoever may want to go on. */
export interface Progress {
  /** Where the pieces go, once the file was announced. */
  id?: string
  /** The key of the one act of sending. */
  key: Record<string, string>
}
export const begun = (): Progress => ({ key: once() })

export interface Way {
  progress: Progress
  onProgress: (sent: number) => void
  signal: AbortSignal
  /** Waits before the next try; replaced where no clock runs. */
  wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/** Sends a file and tells what the server has of it then. */
export async function sendFile(file: File, way: Way): Promise<StoredFile> {
  return file.size > AT_ONCE ? inPieces(file, way) : atOnce(file, way)
}

async function atOnce(file: File, { progress, onProgress, signal }: Way): Promise<StoredFile> {
  const body = new FormData()
  body.append('purpose', 'attachment')
  body.append('file', file, file.name)
  const answer = await exchange('POST', FILES, {
    headers: progress.key,
    body,
    signal,
    onProgress: (sent) => onProgress(Math.min(sent, file.size)),
  })
  return fileOf(answer)
}

const TUS = { 'Tus-Resumable': '1.0.0' }

function coded(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
}

async function announced(file: File, { progress, signal }: Way): Promise<string> {
  if (progress.id) return progress.id
  const told = { filename: file.name, filetype: file.type || 'application/octet-stream', purpose: 'attachment' }
  const answer = await exchange('POST', `${FILES}/uploads`, {
    headers: {
      ...TUS,
      ...progress.key,
      'Upload-Length': String(file.size),
      'Upload-Metadata': Object.entries(told)
        .map(([name, value]) => `${name} ${coded(value)}`)
        .join(','),
    },
    signal,
  })
  return (progress.id = fileOf(answer).id)
}

const offsetOf = (answer: Answer): number => Number(answer.header('Upload-Offset') ?? 0)

/** Piece after piece; where the connection breaks, what has arrived is asked for, and it goes on from there. */
async function inPieces(file: File, way: Way): Promise<StoredFile> {
  const { onProgress, signal, wait = patiently } = way
  let failures = 0
  let offset: number | null = way.progress.id ? null : 0
  for (;;) {
    try {
      const id = await announced(file, way)
      const path = `${FILES}/uploads/${id}`
      if (offset === null) offset = offsetOf(await exchange('GET', path, { headers: TUS, signal }))
      while (offset < file.size) {
        const from: number = offset
        const answer: Answer = await exchange('PATCH', path, {
          headers: { ...TUS, 'Upload-Offset': String(from), 'Content-Type': 'application/offset+octet-stream' },
          body: file.slice(from, from + PIECE),
          signal,
          onProgress: (sent) => onProgress(Math.min(from + sent, file.size)),
        })
        offset = offsetOf(answer)
        failures = 0
        onProgress(offset)
      }
      return fileOf(await exchange('GET', `${FILES}/${id}`, { signal }))
    } catch (error) {
      const pause = WAITS[failures++]
      if (!(error instanceof ApiError) || !resumable(error) || pause === undefined) throw error
      offset = null
      await wait(error.retryAfter ? error.retryAfter * 1000 : pause, signal)
    }
  }
}

/** A broken connection, a busy server, or two who disagree about how far it is. */
const resumable = (error: ApiError): boolean =>
  error.passing || error.code === 'offset_mismatch' || error.code === 'upload_busy' || error.code === 'request_timeout'

/** Waits, but no longer than until there is a network again. */
function patiently(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const go = () => {
      clearTimeout(timer)
      window.removeEventListener('online', go)
      signal.removeEventListener('abort', stop)
      resolve()
    }
    const stop = () => {
      go()
      reject(new DOMException('taken back', 'AbortError'))
    }
    const timer = setTimeout(go, milliseconds)
    window.addEventListener('online', go)
    signal.addEventListener('abort', stop)
  })
}

/** Gives back what was begun; nobody waits for it. */
export async function abandon(progress: Progress): Promise<void> {
  if (!progress.id) return
  await exchange('DELETE', `${FILES}/uploads/${progress.id}`, { headers: TUS }).catch(() => undefined) // it ends by itself within a day
}

export async function dropFile(id: string): Promise<void> {
  await exchange('DELETE', `${FILES}/${id}`).catch(() => undefined) // what nothing shows goes by itself within a week
}

export async function fileAt(id: string, signal?: AbortSignal): Promise<StoredFile> {
  return fileOf(await exchange('GET', `${FILES}/${id}`, { signal }))
}

/** Says what is to be seen in a file, for who can't see it. */
export async function describeFile(id: string, description: string): Promise<void> {
  await exchange('PATCH', `${FILES}/${id}`, { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ description }) })
}
