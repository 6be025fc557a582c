import { describe, expect, it } from 'vitest'
import { page, person, session } from '@/test/fixtures'
import { address, find, open, press, shows, text, until, withServer } from '@/test/page'
import { on } from '@/test/server'
import type { AuditEntry } from '@/types/api.types'

withServer()

const entry = (more: Partial<AuditEntry> = {}): AuditEntry => ({ id: 'entry-1', action: 'role_changed', actor: person(), subject: null, at: '2026-03-02T08:00:00Z', network: '203.0.113.7', ...more }) as AuditEntry

describe('the log of all organizations', () => {
  it('is for operators, beside the reports, and can be narrowed', async () => {
    on('get', '/api/v1/auth/session', () => ({ ...session(), operator: true }))
    on('get', '/api/v1/moderation/reports', () => page([], { total: 0 }))
    const asked: (string | null)[] = []
    on('get', '/api/v1/admin/audit', ({ url }) => {
      asked.push(url.searchParams.get('action'))
      return page([entry()])
    })
    await open('/moderation')
    await until(() => press('main nav a', 'Activity log'))
    await shows('عمر Haddad')
    expect([address(), text().includes('203.0.113.7')]).toEqual(['/moderation/audit', true])
    const choice = find<HTMLSelectElement>('main select')
    choice.value = 'role_changed'
    choice.dispatchEvent(new Event('change', { bubbles: true }))
    await until(() => expect([address(), asked.at(-1)]).toEqual(['/moderation/audit?action=role_changed', 'role_changed']))
  })

  it('is for nobody else, who is told where theirs is', async () => {
    await open('/moderation/audit')
    await until(() => expect(document.querySelector('h1')?.textContent).toBe('For operators'))
    await shows('under Administration')
  })
})
