import { describe, expect, it } from 'vitest'
import { session } from '@/test/fixtures'
import { open, press, shows, text, until, withDialogs, withServer } from '@/test/page'
import { on } from '@/test/server'

withServer()

describe('the second factor', () => {
  it('is shown as it is, without being tried', async () => {
    await open('/settings/security')
    await shows('It is off')
  })

  it('that is on can be switched off', async () => {
    on('get', '/api/v1/auth/session', () => ({ ...session(), second_factor: true }))
    withDialogs()
    on('delete', '/api/v1/auth/second-factor', () => new Response(null, { status: 204 }))
    await open('/settings/security')
    await shows('The second factor is on')
    expect(text()).not.toContain('Set it up')
    press('main button', 'Switch off')
    await until(() => press('dialog button', 'Switch off'))
    await shows('It is off')
    await shows('Set it up')
  })
})
