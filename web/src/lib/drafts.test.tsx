import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { dropAllDrafts, readDraft, useDraft, writeDraft } from './drafts'
import { keep, kept } from './storage'

const isEmpty = (text: string) => text === ''
let root: Root
let draft: ReturnType<typeof useDraft<string>>

function Composer() {
  draft = useDraft<string>('topic:new', '', isEmpty)
  return null
}
const open = () =>
  act(() => {
    root = createRoot(document.createElement('div'))
    root.render(<Composer />)
  })

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  vi.useFakeTimers()
  localStorage.clear()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('a draft', () => {
  it('is kept shortly after a change and found by the next tab', () => {
    open()
    act(() => draft.change('temp < 40'))
    expect(readDraft('topic:new')).toBeNull()
    act(() => vi.advanceTimersByTime(400))
    expect(readDraft('topic:new')).toMatchObject({ content: 'temp < 40' })
    act(() => root.unmount())
    open()
    expect(draft).toMatchObject({ content: 'temp < 40', restored: true })
  })

  it('is kept at once when the page goes', () => {
    open()
    act(() => draft.change('half a word'))
    window.dispatchEvent(new Event('pagehide'))
    expect(readDraft('topic:new')).toMatchObject({ content: 'half a word' })
  })

  it('is gone once it was sent, and does not come back', () => {
    open()
    act(() => draft.change('sent'))
    act(() => draft.clear())
    act(() => vi.advanceTimersByTime(5000))
    act(() => root.unmount())
    expect(readDraft('topic:new')).toBeNull()
  })

  it('that is empty again is none', () => {
    open()
    act(() => draft.change('x'))
    act(() => vi.advanceTimersByTime(400))
    act(() => draft.change(''))
    act(() => vi.advanceTimersByTime(400))
    expect(readDraft('topic:new')).toBeNull()
  })

  it('is forgotten after 30 days, and when it is damaged', () => {
    writeDraft('old', 'x', new Date(Date.now() - 31 * 86_400_000))
    keep('draft.broken', '{')
    expect(readDraft('old')).toBeNull()
    expect(readDraft('broken')).toBeNull()
  })

  it('goes with its writer, and takes nothing else along', () => {
    writeDraft('one', 'x')
    keep('theme', 'dark')
    dropAllDrafts()
    expect(readDraft('one')).toBeNull()
    expect(kept('theme')).toBe('dark')
  })
})
