import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from './api'

interface Report {
  kind: string
  message: string
  where: string
  source: string | null
  build: string
}
const SCRIPT = `${location.origin}/assets/TopicPage-BfJ2kq9x.js`
const SECRET = 'seven green valves'
let sent: { path: string; init: RequestInit; report: Report }[] = []
let broken: typeof import('./broken')
let listeners: [string, EventListener][] = []

beforeEach(async () => {
  sent = []
  listeners = []
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    sent.push({ path, init, report: JSON.parse(String(init.body)) as Report })
    return Promise.reject(new TypeError('Failed to fetch'))
  })
  const add = window.addEventListener.bind(window)
  vi.spyOn(window, 'addEventListener').mockImplementation((name: string, listener: unknown) => {
    listeners.push([name, listener as EventListener])
    add(name, listener as EventListener)
  })
  vi.resetModules()
  broken = await import('./broken')
})
afterEach(() => {
  for (const [name, listener] of listeners) window.removeEventListener(name, listener)
  vi.unstubAllGlobals()
})

/** An error as Chromium makes it. */
function thrown(message: string, { name = 'TypeError', at = `${SCRIPT}:1:20417`, stack = '' } = {}): Error {
  return Object.assign(new Error(message), { name, stack: stack || `${name}: ${message}\n    at Page (${at})\n    at go (https://elsewhere.example/x.js:1:1)` })
}
const reports = () => sent.map(({ report }) => report)
const messages = () => reports().map(({ message }) => message)

describe('what breaks', () => {
  it('is told with its place in our scripts and the page’s route', () => {
    broken.standsAt(() => '/forum/$topicId')
    broken.broke('error', thrown("Cannot read properties of undefined (reading 'map')"))
    expect(reports()).toEqual([
      {
        kind: 'error',
        message: 'TypeError: Cannot read properties of undefined (reading map)',
        where: '/forum/$topicId',
        source: 'TopicPage-BfJ2kq9x.js:1:20417',
        build: 'broken.ts',
      },
    ])
    expect(sent[0]).toMatchObject({
      path: '/api/v1/client-errors',
      init: { method: 'POST', keepalive: true, headers: { 'Content-Type': 'application/json' } },
    })
  })

  it('is heard of the window, before there is a router', () => {
    window.dispatchEvent(new ErrorEvent('error', { error: thrown('one'), message: 'one' }))
    window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: thrown('two') }))
    expect(reports()).toMatchObject([
      { kind: 'error', where: '/', message: 'TypeError: one' },
      { kind: 'rejection', where: '/', message: 'TypeError: two' },
    ])
  })

  it('has the place that the window names where its stack has none', () => {
    const error = thrown('Unexpected token', { name: 'SyntaxError', stack: 'SyntaxError: Unexpected token' })
    window.dispatchEvent(new ErrorEvent('error', { error, filename: SCRIPT, lineno: 3, colno: 7 }))
    expect(reports()).toMatchObject([{ source: 'TopicPage-BfJ2kq9x.js:3:7' }])
  })

  it('is found in what Firefox and Safari write too', () => {
    broken.broke('error', thrown('x is undefined', { stack: `map@${SCRIPT}:2:31\n@${SCRIPT}:1:1` }))
    expect(reports()).toMatchObject([{ source: 'TopicPage-BfJ2kq9x.js:2:31' }])
  })

  it('is told once, and of many different ones five', () => {
    for (let round = 0; round < 3; round++) broken.broke('error', thrown('the same'))
    expect(sent).toHaveLength(1)
    for (const word of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) broken.broke('rejection', thrown(word))
    expect(messages()).toEqual(['TypeError: the same', 'TypeError: a', 'TypeError: b', 'TypeError: c', 'TypeError: d'])
  })

  it('is told of a script that could not be had, by the script’s name', () => {
    broken.broke('chunk', thrown(`Failed to fetch dynamically imported module: ${SCRIPT}`, { stack: 'TypeError' }))
    expect(reports()).toMatchObject([{ kind: 'chunk', source: null, message: 'TypeError: Failed to fetch dynamically imported module: TopicPage-BfJ2kq9x.js' }])
  })
})

describe('what isn’t told', () => {
  it.each([
    ['let go of', thrown('The user aborted a request.', { name: 'AbortError' })],
    ['no network in Chromium', thrown('Failed to fetch')],
    ['no network in Firefox', thrown('NetworkError when attempting to fetch resource.')],
    ['no network in Safari', thrown('Load failed')],
    ['a network that went away in Safari', thrown('The network connection was lost.')],
    ['a script without a network', thrown(`error loading dynamically imported module: ${SCRIPT}`)],
    ['a question that was overtaken', thrown('CancelledError', { name: 'Error' })],
    ['an extension', thrown('x', { at: 'chrome-extension://abc/inject.js:1:1' })],
    ['an extension of Firefox', thrown('x', { stack: 'f@moz-extension://abc/inject.js:1:1' })],
    ['another site', thrown('x', { at: 'https://cdn.example/x.js:1:1' })],
    ['another site that begins like ours', thrown('x', { at: `${location.origin}0.example/x.js:1:1` })],
    ['what was put into the page', thrown('x', { at: `${location.origin}/forum/01a20378-0000-7000-8000-00000000dead:1:1` })],
    ['what has no place', thrown('x', { stack: 'TypeError: x' })],
    ['no error at all', 'some words'],
    ['nothing', undefined],
  ])('%s', (_, reason) => {
    broken.broke('rejection', reason)
    expect(sent).toEqual([])
  })

  it('what the server refused, which the page tells', () => {
    broken.broke('rejection', Object.assign(new ApiError(422, { detail: SECRET }), { stack: `Error\n    at x (${SCRIPT}:1:1)` }))
    expect(sent).toEqual([])
  })

  it.each([
    `Unexpected token 's', "${SECRET}"... is not valid JSON`,
    `no JSON: "{"name": "${SECRET}"}"`,
    `open "${SECRET}`,
    `"https://factory.example/x.js ${SECRET}"`,
    `first line\n${SECRET}`,
    'mail to seven@green.example',
    'no address: https://green.example/seven?valves=1#token',
    'no topic 01a20378-0000-7000-8000-00000000dead',
    `secret p2p_${'Ab1_'.repeat(10)}`,
    'call +966 (0)50 123-4567 now',
    'سبعة صمامات خضراء',
  ])('what somebody wrote: %s', (message) => {
    broken.broke('error', thrown(message))
    expect(messages()).toHaveLength(1)
    expect(messages()[0]).not.toMatch(/seven|green|valves|token=|dead|Ab1_|50 |123|[\u0600-\u06ff]|[\r\n"]/)
    expect(messages()[0]).toMatch(/^TypeError: /)
  })

  it('more than 200 characters', () => {
    broken.broke('error', thrown('x y '.repeat(200)))
    expect(messages()[0]).toHaveLength(200)
  })
})
