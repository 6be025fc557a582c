/** Opens a page of the client as its reader would, on a server that is made of answers. */
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider, createMemoryHistory } from '@tanstack/react-router'
import { createRoot, type Root } from 'react-dom/client'
import { afterAll, afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { makeRouter } from '@/app/router'
import { AuthProvider } from '@/contexts/AuthContext'
import { I18nProvider, loadInitialWords, type Language } from '@/i18n'
import { keepForNobody } from '@/lib/storage'
import { queryClient } from '@/services/query-client'
import type { Role } from '@/types/api.types'
import { ToastProvider } from '@/ui/Toast'
import { category, page, session } from './fixtures'
import { on, server } from './server'

let root: Root | null = null
let router: ReturnType<typeof makeRouter>

/** Around each test of a file: nothing is asked that no test answered. */
export function withServer(role: Role = 'member') {
  beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
  afterAll(() => server.close())
  beforeEach(() => {
    window.scrollTo = () => undefined
    Element.prototype.scrollIntoView = () => undefined
    vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }))
    queryClient.setDefaultOptions({ queries: { ...queryClient.getDefaultOptions().queries, retry: false } })
    localStorage.clear()
    sessionStorage.clear()
    signedInAs(role)
    on('get', '/api/v1/notifications/unread-count', () => ({ notifications: 0, messages: 0 }))
    on('get', '/api/v1/forums/categories', () => page([category]))
  })
  afterEach(() => {
    close()
    server.resetHandlers()
    vi.unstubAllGlobals()
  })
}

/** Dialogs that open and close: jsdom has none of its own. */
export function withDialogs(): void {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true
  }
  HTMLDialogElement.prototype.close = function () {
    this.open = false
  }
}

export const signedInAs = (role: Role): void => on('get', '/api/v1/auth/session', () => session(role))

function close(): void {
  root?.unmount()
  keepForNobody()
  document.body.innerHTML = ''
  queryClient.clear()
}

/** Loads the page anew: what this browser keeps is all that is left. */
export async function again(path: string, language: Language = 'en'): Promise<void> {
  close()
  await open(path, language)
}

export async function open(path: string, language: Language = 'en'): Promise<void> {
  document.documentElement.lang = language
  await loadInitialWords()
  router = makeRouter(createMemoryHistory({ initialEntries: [path] }))
  const here = document.body.appendChild(document.createElement('div'))
  root = createRoot(here)
  root.render(
    <QueryClientProvider client={queryClient}>
      <I18nProvider>
        <AuthProvider>
          <ToastProvider>
            <RouterProvider router={router as never} />
          </ToastProvider>
        </AuthProvider>
      </I18nProvider>
    </QueryClientProvider>,
  )
}

/** Where the reader is now. */
export const address = (): string => router.state.location.href

const PATIENCE = { timeout: 20_000, interval: 20 }
export const text = (): string => document.querySelector('main')?.textContent ?? ''
/** Until something is so; the last reason why not, if it never is. */
export const until = <Value,>(look: () => Value): Promise<Value> => vi.waitFor(look, PATIENCE) as Promise<Value>
export const shows = (words: string): Promise<void> =>
  until(() => {
    if (!text().includes(words)) throw new Error(`“${words}” isn’t in: ${text()}`)
  })

export function find<Kind extends Element = HTMLElement>(selector: string, words = ''): Kind {
  const found = [...document.querySelectorAll<Kind>(selector)].find((one) => (one.getAttribute('aria-label') ?? one.textContent ?? '').includes(words))
  if (!found) throw new Error(`no ${selector} with “${words}” in: ${text()}`)
  return found
}
export const press = (selector: string, words = ''): void => find(selector, words).click()

/** Types as a hand does: letter by letter. */
export function type(selector: string, words: string): void {
  const field = find<HTMLInputElement | HTMLTextAreaElement>(selector)
  const write = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set
  field.focus()
  for (let end = 1; end <= words.length; end += 1) {
    write?.call(field, words.slice(0, end))
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}

export const key = (name: string): boolean => (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }))
/** The same where a keyboard writes another script. */
export const struckAt = (name: string, code: string, control = false) => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: name, code, ctrlKey: control, bubbles: true, cancelable: true }))
