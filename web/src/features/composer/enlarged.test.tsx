import { describe, expect, it } from 'vitest'
import { attachment, loaded, page } from '@/test/fixtures'
import { find, open, press, until, withDialogs, withServer } from '@/test/page'
import { composing, on } from '@/test/server'
import type { Language } from '@/i18n'

withServer()

const DIALOG = 'dialog[open]'
const shown = () => find<HTMLImageElement>(`${DIALOG} img`).alt
const strike = (name: string) => find(DIALOG).dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }))
const untilShown = (alt: string) => until(() => expect(shown()).toBe(alt))

async function enlarge(names: string[], language: Language = 'en'): Promise<void> {
  withDialogs()
  composing()
  const files = names.map((name) => attachment({ id: name, name, description: `This is ${name}` }))
  on('get', '/api/v1/forums/topics/{topic_id}', () => loaded({ attachments: files }))
  on('get', '/api/v1/forums/topics/{topic_id}/posts', () => page([]))
  await open('/forum/topic-1', language)
  await until(() => press('main button', `This is ${names[0]}`))
  await untilShown(`This is ${names[0]}`)
}

describe('an enlarged picture', () => {
  it('is among others, which arrows and buttons lead to, round and round', async () => {
    await enlarge(['one.png', 'two.png', 'three.png'])
    expect(find(`${DIALOG} [role=status]`).textContent).toBe('1 of 3')
    expect(find(`${DIALOG} figcaption`).textContent).toBe('This is one.png')
    strike('ArrowRight')
    await untilShown('This is two.png')
    press(`${DIALOG} button`, 'The next picture')
    await untilShown('This is three.png')
    strike('ArrowRight')
    await untilShown('This is one.png')
    press(`${DIALOG} button`, 'The picture before')
    await untilShown('This is three.png')
  })

  it('goes on to the left where one reads from the right', async () => {
    await enlarge(['one.png', 'two.png', 'three.png'], 'ar')
    strike('ArrowLeft')
    await untilShown('This is two.png')
    strike('ArrowRight')
    await untilShown('This is one.png')
  })

  it('is alone where there is only one', async () => {
    await enlarge(['one.png'])
    expect(document.querySelector(`${DIALOG} [role=status]`)).toBeNull()
    strike('ArrowRight')
    expect(shown()).toBe('This is one.png')
  })
})
