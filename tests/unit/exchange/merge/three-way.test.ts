import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { merged, NOT_KNOWN, outcomeOf, type Side, type ThreeWay } from '@/exchange/merge/three-way'

// Few values, so that equal ones meet often.
const value = fc.constantFrom<null | number | string>(null, 0, 1, 2, '文字')
const known = fc.record({ asSent: value, here: value, owner: value })
const any = fc.record({ asSent: fc.oneof(value, fc.constant(NOT_KNOWN)), here: value, owner: value }) as fc.Arbitrary<ThreeWay>
const choice = fc.constantFrom<Side | null>('here', 'owner', null)

describe('outcomeOf', () => {
  it.each([
    [1, 1, 1, 'unchanged'], [1, 1, 2, 'owner'], [1, 2, 1, 'here'], [1, 2, 2, 'alike'], [1, 2, 3, 'conflict'],
    [null, null, 0, 'owner'], [null, 0, null, 'here'], [1, null, 2, 'conflict'], [1, 1, null, 'owner'],
  ] as const)('as sent %s, here %s, owner %s: %s', (asSent, here, owner, outcome) => {
    expect(outcomeOf({ asSent, here, owner })).toBe(outcome)
  })

  it.each([[1, 1, 'unchanged'], [null, 2, 'owner'], [2, null, 'here'], [1, 2, 'conflict']] as const)('as sent not known, here %s, owner %s: %s', (here, owner, outcome) => {
    expect(outcomeOf({ asSent: NOT_KNOWN, here, owner })).toBe(outcome)
  })

  it('compares lists by content', () => {
    expect(outcomeOf({ asSent: [1, null], here: [1, null], owner: [1, 2] })).toBe('owner')
  })

  it('sees a conflict from both sides, and mirrors the others', () => {
    const mirror = { unchanged: 'unchanged', owner: 'here', here: 'owner', alike: 'alike', conflict: 'conflict' }
    fc.assert(fc.property(any, ({ asSent, here, owner }) => {
      expect(outcomeOf({ asSent, here: owner, owner: here })).toBe(mirror[outcomeOf({ asSent, here, owner })])
    }), { numRuns: 1000 })
  })
})

describe('merged', () => {
  it('is the identity where only one side, or none, has changed', () => {
    fc.assert(fc.property(value, value, choice, (asSent, changed, chosen) => {
      expect(merged({ asSent, here: asSent, owner: changed }, chosen)).toBe(changed)
      expect(merged({ asSent, here: changed, owner: asSent }, chosen)).toBe(changed)
    }), { numRuns: 500 })
  })

  it('changes nothing when the same file is merged again', () => {
    fc.assert(fc.property(any, choice, (versions, chosen) => {
      const once = merged(versions, chosen)
      expect(merged({ ...versions, here: once }, chosen)).toBe(once)
    }), { numRuns: 1000 })
  })

  it('loses nothing: a value that does not stand afterwards was either chosen against or is still open', () => {
    fc.assert(fc.property(known, choice, (versions, chosen) => {
      const outcome = outcomeOf(versions)
      const after = merged(versions, chosen)
      expect([versions.here, versions.owner]).toContain(after)
      if (versions.owner !== versions.asSent && after !== versions.owner) expect(outcome).toBe('conflict')
      if (versions.here !== versions.asSent && after !== versions.here) expect([outcome, chosen]).toEqual(['conflict', 'owner'])
      if (outcome === 'conflict' && chosen === null) expect(after).toBe(versions.here)
    }), { numRuns: 1000 })
  })

  it('never lets an empty side wipe out a filled one where the value as sent is not known', () => {
    fc.assert(fc.property(value, value, choice, (here, owner, chosen) => {
      const after = merged({ asSent: NOT_KNOWN, here, owner }, chosen)
      if (here !== null || owner !== null) expect(after).not.toBeNull()
    }), { numRuns: 500 })
  })
})
