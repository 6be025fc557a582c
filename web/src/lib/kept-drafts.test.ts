import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { dropAllDrafts, readDraft, sweepDrafts, writeDraft } from './kept-drafts'
import { keep, keepFor, keepForNobody, kept } from './storage'

beforeEach(() => localStorage.clear())
afterEach(keepForNobody)

describe('a draft in this browser', () => {
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
describe('a draft of one of two who share a browser', () => {
  it('is found by its writer alone, and stays when the other logs out', () => {
    expect(keepFor('sara')).toBe(true)
    writeDraft('one', 'x')
    expect(keepFor('omar')).toBe(false)
    expect(readDraft('one')).toMatchObject({ content: 'x' })
    keepForNobody()
    expect(keepFor('omar')).toBe(true)
    expect(readDraft('one')).toBeNull()
    writeDraft('one', 'y')
    dropAllDrafts()
    keepForNobody()
    keepFor('sara')
    expect(readDraft('one')).toMatchObject({ content: 'x' })
  })
})

describe('drafts that were left here', () => {
  it('go after 30 days, whoever comes then', () => {
    keepFor('sara')
    writeDraft('old', 'x', new Date(Date.now() - 31 * 86_400_000))
    writeDraft('new', 'y')
    keep('draft.at', 'z')
    keepForNobody()
    keepFor('omar')
    sweepDrafts()
    expect(Object.keys(localStorage).sort()).toEqual(['p2p.draft.at', 'p2p.sara.draft.new'])
  })
})
