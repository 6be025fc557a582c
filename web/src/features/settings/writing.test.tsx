import { afterEach, describe, expect, it } from 'vitest'
import { choose } from '@/i18n/manner'
import { find, open, shows, text, withServer } from '@/test/page'

withServer()
afterEach(() => choose({ digits: 'latn', calendar: 'gregory' }))

function pick(name: string, value: string): void {
  const field = find<HTMLSelectElement>(`[name=${name}]`)
  field.value = value
  field.dispatchEvent(new Event('change', { bubbles: true }))
}

describe('the settings of an account', () => {
  it('let numbers and dates be written otherwise, at once', async () => {
    await open('/settings/account', 'ar')
    await shows('الأرقام والتواريخ')
    expect(text()).not.toMatch(/[٠-٩]{4}/)
    pick('digits', 'arab')
    await shows('٢٠')
    pick('calendar', 'islamic-umalqura')
    await shows('هـ')
    expect(text()).toMatch(/١٤[٠-٩]{2} هـ/)
  })
})
