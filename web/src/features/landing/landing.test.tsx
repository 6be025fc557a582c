import { describe, expect, it } from 'vitest'
import { open, shows, text, until, withServer } from '@/test/page'
import { away, on } from '@/test/server'

withServer()

const path = '/api/v1/public/figures'
const figures = { organizations: 11, people: 1500, topics: 950, replies: 100, answered: null }
const here = () => document.querySelector('section[aria-labelledby=here]')
const counted = () => [...(here()?.querySelectorAll('dl > div') ?? [])].map((one) => one.textContent)

describe('the network in figures', () => {
  it('says what there is, as far as it is told', async () => {
    on('get', path, () => figures)
    await open('/')
    await shows('1,500+')
    expect(counted()).toEqual(['organizations11+11 or more', 'people1,500+1,500 or more', 'topics950+950 or more', 'replies100+100 or more'])
    expect(text()).toContain('Rounded down')
  })

  it('counts in Arabic as Arabic counts', async () => {
    on('get', path, () => ({ ...figures, organizations: 5, people: 15, answered: 95 }))
    await open('/', 'ar')
    await shows('سؤالًا أُجيب عنه')
    expect(counted()[0]).toBe('منشآت5+5 أو أكثر')
    expect(counted()[1]).toBe('شخصًا15+15 أو أكثر')
    expect(counted()[2]).toBe('موضوع950+950 أو أكثر'.replace('موضوع', 'موضوعًا'))
  })

  it('boasts of nothing where there is nothing yet', async () => {
    on('get', path, () => ({ organizations: null, people: null, topics: null, replies: null, answered: null }))
    await open('/')
    await shows('This network is just beginning')
    expect(counted()).toEqual([])
    expect(here()?.textContent).not.toMatch(/\d/)
  })

  it('claims nothing where nobody answers, and has the same room meanwhile', async () => {
    on('get', path, away)
    await open('/')
    await until(() => expect(here()).not.toBeNull())
    expect(counted()).toEqual([])
    expect(text()).not.toContain('just beginning')
  })
})
