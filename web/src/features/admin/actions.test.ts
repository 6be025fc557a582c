import { expect, it } from 'vitest'
import document from '../../../openapi.json'
import { ar } from '@/i18n/ar'
import { en } from '@/i18n/en'
import { ACTIONS } from './actions'

it('everything that can be on record has a name in both languages, and can be looked for', () => {
  const kinds = document.components.schemas.Action.enum
  expect([...ACTIONS].sort()).toEqual([...kinds].sort())
  for (const words of [en, ar]) expect(kinds.filter((kind) => !(`audit_action.${kind}` in words))).toEqual([])
})
