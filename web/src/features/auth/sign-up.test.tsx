import { describe, expect, it } from 'vitest'
import { session } from '@/test/fixtures'
import { address, again, find, open, press, shows, text, type, until, withServer } from '@/test/page'
import { on, refused } from '@/test/server'

withServer()

describe('signing up', () => {
  it('keeps what was typed for who goes a step back', async () => {
    on('get', '/api/v1/auth/session', () => refused(401, 'unauthenticated'))
    await open('/signup')
    await shows('Your organization')
    type('[name=name]', 'Gulf Castings')
    press('form button[type=submit]')
    await until(() => find('[name=first_name]'))
    type('[name=first_name]', 'Adam')
    type('[name=password]', 'a sentence nobody knows')
    await until(() => expect(text()).toContain('Strong.'))
    press('form button', 'Back')
    await until(() => expect(find<HTMLInputElement>('[name=name]').value).toBe('Gulf Castings'))
    press('form button[type=submit]')
    await until(() => expect(find<HTMLInputElement>('[name=first_name]').value).toBe('Adam'))
    expect(find<HTMLInputElement>('[name=password]').value).toBe('')
  })

  it('keeps what was typed when the page is loaded again, but no password, and nothing once it is sent', async () => {
    const kept = () => sessionStorage.getItem('p2p.sign-up') ?? ''
    let sent: Record<string, unknown> = {}
    on('get', '/api/v1/auth/session', () => refused(401, 'unauthenticated'))
    on('post', '/api/v1/auth/signup', async ({ request }) => {
      sent = (await request.json()) as Record<string, unknown>
      return new Response(null, { status: 202 })
    })
    await open('/signup')
    await shows('Your organization')
    type('[name=name]', 'Gulf Castings')
    await again('/signup')
    await until(() => expect(find<HTMLInputElement>('[name=name]').value).toBe('Gulf Castings'))
    press('form button[type=submit]')
    await until(() => find('[name=first_name]'))
    type('[name=first_name]', 'Adam')
    type('[name=password]', 'a sentence nobody knows')
    press('[aria-label="Show the password"]')
    type('[name=password]', 'a sentence nobody knows')
    await again('/signup?step=you')
    await until(() => expect(find<HTMLInputElement>('[name=first_name]').value).toBe('Adam'))
    expect([find<HTMLInputElement>('[name=password]').value, kept().includes('sentence'), kept().includes('Adam')]).toEqual(['', false, true])
    type('[name=last_name]', 'Haddad')
    type('[name=email]', 'adam@castings.example')
    type('[name=password]', 'a sentence nobody knows')
    press('form button[type=submit]')
    await shows('Look into your mail')
    expect(sent).toMatchObject({ first_name: 'Adam', password: 'a sentence nobody knows', organization: { name: 'Gulf Castings', industry: null, country: 'SA' } })
    expect(kept()).toBe('')
  })

  it('keeps nothing of it for whoever logs in instead', async () => {
    on('get', '/api/v1/auth/session', () => refused(401, 'unauthenticated'))
    on('post', '/api/v1/auth/login', () => session('member'))
    await open('/signup')
    await shows('Your organization')
    type('[name=name]', 'Gulf Castings')
    await again('/login?next=/help')
    await until(() => find('[name=password]'))
    expect(sessionStorage.getItem('p2p.sign-up')).toContain('Gulf Castings')
    type('[name=email]', 'sara@plastics.example')
    type('[name=password]', 'a sentence nobody knows')
    press('form button[type=submit]')
    await until(() => expect(address()).toBe('/help'))
    expect(sessionStorage.getItem('p2p.sign-up')).toBeNull()
  })

  it('begins with the organization where nothing was typed', async () => {
    on('get', '/api/v1/auth/session', () => refused(401, 'unauthenticated'))
    sessionStorage.setItem('p2p.sign-up', 'broken')
    await open('/signup?step=you')
    await until(() => expect(find<HTMLInputElement>('[name=name]').value).toBe(''))
  })
})
