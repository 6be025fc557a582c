/** Files beside words while they are on their way: three at a time, taken back, tried again, checked before they leave. */
import { ApiError } from '@/services/api'
import { begun, type Progress, type Way } from '@/services/upload'
import type { StoredFile } from '@/types/api.types'

export const MOST_FILES = 10
const AT_ONCE = 3
/** How often is asked whether the server has looked into a file, in milliseconds. */
const LOOKS = [400, 800, 1_500, 2_500, 4_000]
const LONGEST_LOOK = 30
/** How long after the last letter the server is told what is to be seen, in milliseconds. */
const PAUSE = 800

/** What a draft remembers of a file, and what is sent of it. */
export interface Kept {
  id: string
  name: string
  size: number
  media_type: string
  /** Where a small picture of it is, once there is one. */
  thumb?: string | null
  /** What is to be seen, for who can't see it, as far as the server knows. */
  description?: string
  /** The same as it is to be once the words are saved that it stands beside. */
  said?: string
}
export type Refusal = 'type' | 'empty' | 'large' | 'many' | 'twice'
export type State = 'waiting' | 'sending' | 'checking' | 'done' | 'failed'

export interface Item {
  key: number
  name: string
  size: number
  media_type: string
  state: State
  sent: number
  /** What the server, the network or our own check has against it. */
  refusal?: Refusal
  most?: number
  error?: ApiError
  /** Words of the server about a file that it looked into and won't have. */
  rejected?: string
  kept?: Kept
  /** The picture as it lies here. */
  preview?: string
  /** What is to be seen in it, as it is being written. */
  description?: string
  /** Why the server doesn't take that. */
  unsaid?: ApiError
}

export interface Allowed {
  /** Type -> the endings it goes by. */
  media_types: Record<string, string[]>
  max_upload_bytes: number
}

export interface Transport {
  send: (file: File, way: Way) => Promise<StoredFile>
  look: (id: string, signal: AbortSignal) => Promise<StoredFile>
  abandon: (progress: Progress) => Promise<void>
  drop: (id: string) => Promise<void>
  describe: (id: string, description: string) => Promise<void>
  wait?: (milliseconds: number) => Promise<void>
}

/** Why a file needn't be sent, for it would be refused; nothing is said where the limits aren't known. */
export function refusalOf(file: File, allowed: Allowed | null): { refusal: Refusal; most?: number } | null {
  if (file.size === 0) return { refusal: 'empty' }
  if (!allowed) return null
  const ending = file.name.split('.').pop()?.toLowerCase() ?? ''
  if (!Object.values(allowed.media_types).flat().includes(ending)) return { refusal: 'type' }
  const most = allowed.max_upload_bytes
  return file.size > most ? { refusal: 'large', most } : null
}

export const isPicture = ({ media_type: type }: { media_type: string }): boolean => type.startsWith('image/')

export const keptOf = (file: Pick<StoredFile, 'id' | 'name' | 'size' | 'media_type' | 'variants' | 'description'>): Kept => ({
  id: file.id,
  name: file.name,
  size: file.size,
  media_type: file.media_type,
  thumb: file.variants[0]?.url ?? null,
  description: file.description,
})

interface Work {
  file: File
  progress: Progress
  stop: AbortController
}

export class Uploads {
  items: readonly Item[] = []
  allowed: Allowed | null = null
  private next = 1
  private pause: ReturnType<typeof setTimeout> | undefined
  private telling = Promise.resolve()
  private readonly works = new Map<number, Work>()
  private readonly listeners = new Set<() => void>()

  private readonly transport: Transport
  /** What readers see already: what is said of it changes when the words do, and not if their change is given up. */
  private readonly published: ReadonlySet<string>

  constructor(transport: Transport, kept: readonly Kept[] = [], published: readonly Kept[] = []) {
    this.transport = transport
    this.published = new Set(published.map(({ id }) => id))
    this.items = kept.map((one) => this.there(one))
  }

  subscribe = (hear: () => void): (() => void) => {
    this.listeners.add(hear)
    return () => this.listeners.delete(hear)
  }
  read = (): readonly Item[] => this.items

  get busy(): boolean {
    return this.items.some(({ state }) => state === 'waiting' || state === 'sending')
  }
  /** Files that the server has, in the order in which they are shown. */
  get kept(): Kept[] {
    return this.items.flatMap((item) => {
      const { kept, rejected } = item
      const said = this.unsaved(item)
      return kept && !rejected ? [said === undefined ? kept : { ...kept, said }] : []
    })
  }

  /** Takes over what a draft remembers, in place of what is here. */
  replace(kept: readonly Kept[]): void {
    for (const { key } of this.items) this.works.get(key)?.stop.abort()
    this.works.clear()
    this.show(kept.map((one) => this.there(one)))
  }

  add(files: Iterable<File>): void {
    for (const file of files) {
      const key = this.next++
      const twice = this.items.some((one) => one.name === file.name && one.size === file.size && one.state !== 'failed')
      const many = this.items.filter(({ state }) => state !== 'failed').length >= MOST_FILES
      const wrong = refusalOf(file, this.allowed) ?? (many ? { refusal: 'many' as const, most: MOST_FILES } : twice ? { refusal: 'twice' as const } : null)
      const item: Item = { key, name: file.name, size: file.size, media_type: file.type, state: wrong ? 'failed' : 'waiting', sent: 0, ...wrong }
      if (!wrong) {
        this.works.set(key, { file, progress: begun(), stop: new AbortController() })
        if (/^image\/(jpeg|png|webp|gif)$/.test(file.type) && typeof URL.createObjectURL === 'function') item.preview = URL.createObjectURL(file)
      }
      this.show([...this.items, item])
    }
    this.begin()
  }

  /** Tries again what failed on the way, from where it was cut off. */
  retry(key: number): void {
    const work = this.works.get(key)
    if (!work) return
    work.stop = new AbortController()
    this.change(key, { state: 'waiting', error: undefined })
    this.begin()
  }

  /** Takes a file away, wherever it is. */
  remove(key: number, { forget = true } = {}): void {
    const item = this.items.find((one) => one.key === key)
    const work = this.works.get(key)
    work?.stop.abort()
    if (work && !item?.kept) void this.transport.abandon(work.progress)
    if (item?.kept && forget && work) void this.transport.drop(item.kept.id)
    if (item?.preview) URL.revokeObjectURL(item.preview)
    this.works.delete(key)
    this.show(this.items.filter((one) => one.key !== key))
    this.begin()
  }

  /** Moves a file one place towards the beginning or the end. */
  move(key: number, by: -1 | 1): void {
    const at = this.items.findIndex((one) => one.key === key)
    const other = this.items[at + by]
    const item = this.items[at]
    if (!item || !other) return
    const next = this.items.slice()
    next[at] = other
    next[at + by] = item
    this.show(next)
  }

  /** What is to be seen in a picture, for who can't see it; told once its writer pauses. */
  describe(key: number, description: string): void {
    this.change(key, { description, unsaid: undefined })
    clearTimeout(this.pause)
    this.pause = setTimeout(() => void this.settle(), PAUSE)
  }

  /** Tells the server now what it doesn't know yet of the files that it has; a refusal stands beside the file. */
  settle({ saving = false } = {}): Promise<void> {
    clearTimeout(this.pause)
    const all = async () => void (await Promise.all(this.items.map((item) => (saving || this.unsaved(item) === undefined ? this.tell(item) : null))))
    return (this.telling = this.telling.then(all, all))
  }

  /** What was sent with the words belongs to them now. */
  clear(): void {
    clearTimeout(this.pause)
    for (const { preview } of this.items) if (preview) URL.revokeObjectURL(preview)
    this.works.clear()
    this.show([])
  }

  /** What is to be seen in what readers see already, if other words are to say it. */
  private unsaved({ kept, description }: Item): string | undefined {
    const said = description?.trim()
    return kept && this.published.has(kept.id) && said !== (kept.description ?? '') ? said : undefined
  }

  private there({ said, ...kept }: Kept): Item {
    return { key: this.next++, name: kept.name, size: kept.size, media_type: kept.media_type, state: 'done', sent: kept.size, kept, description: said ?? kept.description }
  }

  private async tell({ key, kept, description }: Item): Promise<void> {
    const said = description?.trim()
    if (!kept || said === undefined || said === (kept.description ?? '')) return
    try {
      await this.transport.describe(kept.id, said)
      const now = this.items.find((one) => one.key === key)?.kept
      if (now) this.change(key, { kept: { ...now, description: said } })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      this.change(key, { unsaid: error })
    }
  }

  private begin(): void {
    for (const { key, state } of this.items) {
      if (this.items.filter((one) => one.state === 'sending').length >= AT_ONCE) return
      if (state === 'waiting') void this.send(key)
    }
  }

  private async send(key: number): Promise<void> {
    const work = this.works.get(key)
    if (!work) return
    const { signal } = work.stop
    this.change(key, { state: 'sending' })
    try {
      const file = await this.transport.send(work.file, {
        progress: work.progress,
        signal,
        onProgress: (sent) => this.change(key, { sent }),
      })
      this.change(key, { state: 'checking', sent: work.file.size, kept: keptOf(file) })
      this.begin()
      void this.settle()
      await this.checked(key, file, signal)
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof ApiError)) throw error
      if (error.code === 'not_found' || error.code === 'idempotency_key_reused') work.progress = begun()
      this.change(key, { state: 'failed', error })
    } finally {
      this.begin()
    }
  }

  /** Waits until the server has looked into it; what takes longer may be sent meanwhile. */
  private async checked(key: number, file: StoredFile, signal: AbortSignal): Promise<void> {
    const wait = this.transport.wait ?? ((milliseconds) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)))
    let known = file
    for (let look = 0; known.status === 'processing' && look < LONGEST_LOOK && !signal.aborted; look++) {
      await wait(LOOKS[Math.min(look, LOOKS.length - 1)] as number)
      known = await this.transport.look(file.id, signal).catch((error: unknown) => {
        if (error instanceof ApiError && error.passing) return known
        throw error
      })
    }
    if (signal.aborted) return
    if (known.status === 'rejected') this.change(key, { state: 'failed', rejected: known.rejection?.message ?? '' })
    else this.change(key, { state: 'done', kept: keptOf(known) })
    await this.settle()
  }

  private change(key: number, change: Partial<Item>): void {
    this.show(this.items.map((one) => (one.key === key ? { ...one, ...change } : one)))
  }

  private show(items: readonly Item[]): void {
    this.items = items
    for (const hear of this.listeners) hear()
  }
}
