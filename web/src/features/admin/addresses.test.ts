import { expect, it } from 'vitest'
import { addressesIn } from './addresses'

it('finds addresses as people paste them, each once', () => {
  expect(addressesIn('Sara <sara@a.example>, OMAR@a.example;\nomar@a.example ، "x@b.example".')).toEqual([
    'sara@a.example',
    'omar@a.example',
    'x@b.example',
  ])
  expect(addressesIn('nobody at all')).toEqual([])
})
