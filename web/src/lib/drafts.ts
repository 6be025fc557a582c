/** What somebody is writing survives a closed tab and reaches their other devices.
 *
 * It is kept in this browser shortly after each change, and on the server a little later. Each time the server gets
 * it, its number rises by one from what the server had: where another device was faster the server says so, with what
 * it keeps, and the writer chooses.
 */
import { ApiError } from '@/services/api'
import type { ServerDraft } from '@/types/api.types'
import { dropDraft, plain, readDraft, same, writeDraft, type Draft } from './kept-drafts'
import { shelf, type Shelf } from './shelf'
import { own } from './storage'

const AFTER = 400
const TO_SERVER_AFTER = 1_500
/** A request that outlives its page may carry so much. */
const LONGEST_FAREWELL = 60_000

export type Where = 'nowhere' | 'here' | 'server'

interface Told<Content> {
  content: Content
  savedAt: string | null
  where: Where
  /** What the server keeps from elsewhere, where it isn't what stands here. */
  other: { content: Content; savedAt: string } | null
  restored: 'here' | 'server' | null
}

/** One composer's draft: what is written, where it is kept, and what another device made of it. */
export class Keeper<Content extends object> {
  told: Told<Content>
  private base: number
  private ahead: boolean
  private sent: Content | null
  private flying = false
  private other: ServerDraft | null = null
  private local: ReturnType<typeof setTimeout> | null = null
  private remote: ReturnType<typeof setTimeout> | null = null
  private line: Promise<void> = Promise.resolve()
  private isDone = false
  private readonly owner = own('')
  private held = false
  private touched = false
  private readonly listeners = new Set<() => void>()

  constructor(
    readonly key: string,
    private readonly empty: Content,
    private readonly isEmpty: (content: Content) => boolean,
    private readonly server: Shelf = shelf,
  ) {
    const found = readDraft<Content>(key)
    const content = found && typeof found.content === 'object' ? { ...empty, ...found.content } : null
    this.base = (content && found?.base) || 0
    this.ahead = content !== null && (found?.ahead ?? true)
    this.sent = (content && found?.sent) || null
    this.told = { content: content ?? empty, savedAt: content ? (found?.savedAt ?? null) : null, where: content ? 'here' : 'nowhere', other: null, restored: content ? 'here' : null }
  }

  subscribe = (hear: () => void): (() => void) => {
    this.listeners.add(hear)
    return () => this.listeners.delete(hear)
  }
  read = (): Told<Content> => this.told

  /** Looks what the server has of it. */
  open(): Promise<void> {
    return this.inLine(async () => {
      const there = await this.server.get(this.key, this.base > 0)
      if (this.over) return
      if (there === null) return this.goneThere()
      const theirs = { ...this.empty, ...(there.body as Content) }
      if (same(theirs, this.told.content)) return this.agree(there)
      if (!this.ahead && !this.touched) return this.take(there)
      if (there.sequence !== this.base && !(this.sent && same(theirs, { ...this.empty, ...this.sent }))) return this.differ(there)
      this.base = there.sequence
      return this.push()
    })
  }

  change(content: Content): void {
    this.isDone = false
    this.touched = true
    this.ahead = true
    this.tell({ content })
    if (this.local) clearTimeout(this.local)
    this.local = setTimeout(() => this.saveHere(), AFTER)
    this.soon()
  }

  /** Keeps mine against what another device wrote, or takes that. */
  choose(which: 'mine' | 'theirs'): void {
    const other = this.other
    if (!other) return
    this.other = null
    if (which === 'theirs') return this.take(other)
    this.base = other.sequence
    this.ahead = true
    this.tell({ other: null })
    this.saveHere()
    void this.inLine(() => this.push())
  }

  /** Before it is sent: what is on its way to the server arrives first, and nothing comes after it. */
  hold(): Promise<void> {
    this.held = true
    return this.line
  }
  /** It could not be sent. */
  goOn(): void {
    this.held = false
    if (this.ahead) this.soon()
  }

  /** It was sent, with which the server let go of it, or is thrown away: nothing of it is left, here or there. */
  clear(sent = false): void {
    this.stop()
    this.held = false
    this.isDone = true
    this.touched = false
    this.ahead = false
    this.other = null
    dropDraft(this.key)
    this.tell({ content: this.empty, savedAt: null, where: 'nowhere', other: null, restored: null })
    void this.inLine(async () => {
      if (this.base && !sent) await this.server.drop(this.key)
      this.base = 0
    })
  }

  /** The page goes: what isn't kept yet is kept now, and the server gets it without anybody waiting. */
  leave(): void {
    if (this.local) this.saveHere()
    if (!this.ahead || this.over || this.other || !this.remote || this.flying) return
    clearTimeout(this.remote)
    this.remote = null
    void this.inLine(() => this.push(plain(this.told.content).length < LONGEST_FAREWELL))
  }

  /** It was sent or thrown away, or its writer has left. */
  private get over(): boolean {
    return this.isDone || own('') !== this.owner
  }

  private saveHere(): void {
    if (this.local) clearTimeout(this.local)
    this.local = null
    if (this.over) return
    if (this.isEmpty(this.told.content)) {
      dropDraft(this.key)
      this.tell({ savedAt: null, where: 'nowhere' })
    } else {
      const { savedAt } = this.write()
      this.tell({ savedAt, where: this.ahead ? 'here' : 'server' })
    }
  }

  private soon(): void {
    if (this.remote) clearTimeout(this.remote)
    this.remote = setTimeout(() => {
      this.remote = null
      void this.inLine(() => this.push())
    }, TO_SERVER_AFTER)
  }

  private write(at = new Date()): Draft<Content> {
    return writeDraft(this.key, this.told.content, at, { base: this.base, ahead: this.ahead, sent: this.sent })
  }

  private async push(leaving = false): Promise<void> {
    if (this.over || this.other || this.held || !this.ahead) return
    const content = this.told.content
    if (this.isEmpty(content)) {
      if (this.base) await this.server.drop(this.key)
      this.base = 0
      this.ahead = false
      return
    }
    const before = this.sent
    this.sent = content
    this.write()
    this.flying = true
    try {
      this.agree(await this.server.put(this.key, content, this.base + 1, leaving), content)
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'draft_outdated') throw error
      const there = error.draft as ServerDraft
      const theirs = { ...this.empty, ...(there.body as Content) }
      if (same(theirs, content)) return this.agree(there, content)
      // an answer that was lost: it is our own from before
      if (before && same(theirs, before)) {
        this.base = there.sequence
        return this.push()
      }
      this.differ(there)
    } finally {
      this.flying = false
    }
  }

  /** The server has what we have, or had when it was sent. */
  private agree(draft: ServerDraft, content = this.told.content): void {
    this.base = draft.sequence
    this.sent = null
    this.ahead = !same(content, this.told.content)
    if (this.over || this.isEmpty(this.told.content)) return
    this.write()
    this.tell({ savedAt: draft.updated_at, where: this.ahead ? 'here' : 'server' })
    if (this.ahead && !this.remote) this.soon()
  }

  private take(draft: ServerDraft): void {
    const content = { ...this.empty, ...(draft.body as Content) }
    this.base = draft.sequence
    this.ahead = false
    this.sent = null
    this.tell({ content, savedAt: draft.updated_at, where: 'server', other: null, restored: 'server' })
    this.write(new Date(draft.updated_at))
  }

  private differ(draft: ServerDraft): void {
    this.other = draft
    this.tell({ other: { content: { ...this.empty, ...(draft.body as Content) }, savedAt: draft.updated_at } })
  }

  /** The server has none: it was sent or thrown away elsewhere, or never came there. */
  private async goneThere(): Promise<void> {
    const was = this.base
    this.base = 0
    if (was && !this.ahead && !this.touched) {
      dropDraft(this.key)
      this.tell({ content: this.empty, savedAt: null, where: 'nowhere', restored: null })
    } else if (!this.isEmpty(this.told.content)) {
      this.ahead = true
      await this.push()
    }
  }

  /** One after the other; what fails for want of a network is tried again with the next change or visit. */
  private inLine(act: () => Promise<void> | void): Promise<void> {
    const step = this.line.then(act).catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error
    })
    this.line = step.catch(() => undefined)
    return step
  }

  private stop(): void {
    if (this.local) clearTimeout(this.local)
    if (this.remote) clearTimeout(this.remote)
    this.local = this.remote = null
  }

  private tell(change: Partial<Told<Content>>): void {
    this.told = { ...this.told, ...change }
    for (const hear of this.listeners) hear()
  }

  /** Whether there are words that neither this browser nor the server has. */
  get atRisk(): boolean {
    return this.ahead && !this.isEmpty(this.told.content) && readDraft(this.key) === null
  }

  /** There is a network again. */
  online = (): void => {
    if (this.ahead) void this.inLine(() => this.push())
  }
}
