import fc from 'fast-check'
import { expect, it } from 'vitest'
import { canonicalJson, canonicalSlices } from '@/exchange/canonical-json'

const joinedSlices = (records: readonly unknown[]): string => `[${[...canonicalSlices(records)].join(',')}]`

it('many records at a time give the text of each by itself', () => {
  const key = fc.oneof(fc.constantFrom('id', 'name', 'a', 'B', '项目', '10', '9', '-1', '', 'toString', '__proto__'), fc.string({ unit: 'binary', maxLength: 3 }))
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 3 }, fc.constantFrom<unknown>(null, true, 0, -0, 1.5, 1e21, NaN, '"', '\ud83d', '\u2028', '项目'), fc.array(tie('value'), { maxLength: 3 }), fc.array(fc.tuple(key, fc.option(tie('value'), { nil: undefined })), { maxLength: 4 }).map((entries) => Object.fromEntries(entries))),
  }))
  fc.assert(fc.property(fc.array(value, { maxLength: 6 }), (records) => {
    expect(joinedSlices(records)).toBe(canonicalJson(records))
  }), { numRuns: 500 })
})

it('records beyond one slice follow each other', () => {
  const records = Array.from({ length: 4500 }, (_, i) => (i % 3 === 0 ? { id: i, a: null } : { b: [{ z: 1, y: 2 }], a: '甲', id: i }))
  expect(joinedSlices(records)).toBe(canonicalJson(records))
})
