import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import boot from '../../public/boot.js?raw'

const SCRIPT = `${location.origin}/assets/index-BfJ2kq9x.js`
const fetched = vi.fn(async (_path: string, _init: { body: string }) => new Response(null, { status: 204 }))
const reports = () => fetched.mock.calls.map(([path, { body }]) => [path, JSON.parse(body) as unknown])
let script: HTMLScriptElement

beforeEach(() => {
  fetched.mockClear()
  vi.stubGlobal('fetch', fetched)
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
  script = Object.assign(document.createElement('script'), { type: 'module' })
  document.head.append(script)
  Object.defineProperty(script, 'src', { value: SCRIPT })
  new Function(boot)() // as the page has it: before anything else
})
afterEach(() => {
  document.dispatchEvent(new Event('DOMContentLoaded', { bubbles: true }))
  script.remove()
  vi.unstubAllGlobals()
})

it('a first script that could not be had is told once, by its name', () => {
  script.dispatchEvent(new Event('error'))
  script.dispatchEvent(new Event('error'))
  const report = { kind: 'chunk', message: 'Before the start: index-BfJ2kq9x.js', where: '/', source: null, build: 'index-BfJ2kq9x.js' }
  expect(reports()).toEqual([['/api/v1/client-errors', report]])
})

it('one that a browser can’t read is told with the place', () => {
  window.dispatchEvent(new ErrorEvent('error', { message: 'SyntaxError: Unexpected token', filename: SCRIPT, lineno: 3, colno: 7 }))
  expect(reports()).toMatchObject([[expect.anything(), { kind: 'error', message: 'SyntaxError: Unexpected token', source: 'index-BfJ2kq9x.js:3:7' }]])
})

it('nothing is told of others’ scripts and of pictures, nor once the client listens itself', () => {
  window.dispatchEvent(new ErrorEvent('error', { message: 'x', filename: 'https://elsewhere.example/x.js', lineno: 1, colno: 1 }))
  window.dispatchEvent(new ErrorEvent('error', { message: 'x', filename: '', lineno: 0, colno: 0 }))
  document.body.appendChild(new Image()).dispatchEvent(new Event('error'))
  document.dispatchEvent(new Event('DOMContentLoaded', { bubbles: true }))
  script.dispatchEvent(new Event('error'))
  expect(reports()).toEqual([])
})
