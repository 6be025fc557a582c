import { describe, expect, it } from 'vitest'
import { attachment as picture, loaded, page, post } from '@/test/fixtures'
import { address, find, open, press, type, until, withServer } from '@/test/page'
import { composing, on } from '@/test/server'
import type { Attachment, StoredFile } from '@/types/api.types'

withServer()

const FIELD = '[aria-label^="Describe mould.png"]'

/** A reply of one's own with two pictures is edited. */
async function editing(told: string[], sent: () => void = () => undefined): Promise<void> {
  composing()
  const both = [picture(), picture({ id: 'file-2', name: 'press.png', description: 'The old press' })]
  const mine = post({ attachments: both, viewer: { ...post().viewer, can_edit: true } })
  on('get', '/api/v1/forums/topics/{topic_id}', () => loaded())
  on('get', '/api/v1/forums/topics/{topic_id}/posts', () => page([mine]))
  on('patch', '/api/v1/files/{file_id}', async ({ url, request }) => {
    told.push(`${url.pathname.split('/').at(-1)}: ${((await request.json()) as { description: string }).description}`)
    return {} as StoredFile
  })
  on('patch', '/api/v1/forums/posts/{post_id}', () => {
    sent()
    return { ...mine, attachments: [picture({ description: 'A [worn] seal' }), both[1] as Attachment] }
  })
  await open('/forum/topic-1')
  await until(() => press('article#post-post-1 button', 'Edit'))
  await until(() => find(FIELD))
}

describe('a picture', () => {
  it('is described in the composer, for who can’t see it, before the words are sent', async () => {
    const told: string[] = []
    let before: string[] = []
    await editing(told, () => (before = [...told]))
    expect(find<HTMLInputElement>('[aria-label^="Describe press.png"]').value).toBe('The old press')
    type(FIELD, 'A [worn]\tseal')
    press('article#post-post-1 button', 'Save')
    await until(() => expect(document.querySelector('article#post-post-1 img[alt="A [worn] seal"]')).toBeTruthy())
    expect(before).toEqual(['file-1: A [worn] seal'])
    expect(find('article#post-post-1 button', 'Enlarge A [worn] seal')).toBeTruthy()
  })

  it('that readers see already is called the same when its new description is given up', async () => {
    const told: string[] = []
    let sent = false
    await editing(told, () => (sent = true))
    type(FIELD, 'A seal')
    const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
    expect(find(FIELD).dispatchEvent(enter)).toBe(false)
    press('article#post-post-1 button', 'Cancel')
    await until(() => expect(document.querySelector(FIELD)).toBeNull())
    expect([told, sent, address()]).toEqual([[], false, '/forum/topic-1'])
    await until(() => press('article#post-post-1 button', 'Edit'))
    await until(() => expect(find<HTMLInputElement>(FIELD).value).toBe('A seal'))
  })

  it('is called what its file is called where nobody says what is to be seen', async () => {
    composing()
    on('get', '/api/v1/forums/topics/{topic_id}', () => loaded({ attachments: [picture(), picture({ id: 'file-2', description: 'ختم متآكل' })] }))
    on('get', '/api/v1/forums/topics/{topic_id}/posts', () => page([]))
    await open('/forum/topic-1', 'ar')
    await until(() => expect([...document.querySelectorAll('main article img[loading]')].map((one) => one.getAttribute('alt'))).toEqual(['mould.png', 'ختم متآكل']))
  })
})
