import fc from 'fast-check'
import { expect, it } from 'vitest'
import { REPORT_STATES } from '@/domain/model'
import { isPlainReport } from '@/domain/plain-report'
import { RECORD_SCHEMAS } from '@/domain/schema'
import { MARCH, reportOf, wan } from './support'

const PLAIN = reportOf('P1', MARCH, { completed: wan(5), fundsInPlace: wan(0), physicalProgress: '封顶，完成 80%\n“一期”', problems: null, state: '锁定' })

it('knows an ordinary report', () => {
  expect(isPlainReport(PLAIN)).toBe(true)
  expect(isPlainReport(reportOf('P1', MARCH))).toBe(true)
})

/** Values that a field may hold or not, near the edges of its rule. */
const strange = fc.oneof(
  fc.constantFrom<unknown>(null, undefined, '', ' ', 0, -1, 0.5, -0, NaN, Infinity, Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1, '5', true, [], {}, '\u0000', '\u007f', '\u0085', '\ud83d', '\ude00', '\ud83d\ude00', '\uffff', '\u2028', '\t', '字'.repeat(2000), '字'.repeat(2001), ...REPORT_STATES, '已退回', '2020-03', '2020-13', '1948-12', '2020-03-05', 'P1', 'P1-2020-03', 'p_1', 'x'.repeat(40), '2020-04-01T08:00:00.000Z'),
  fc.string({ unit: 'binary', maxLength: 4 }), fc.anything(),
)

it('what passes here passes the schema, whatever is put into a report', () => {
  const field = fc.constantFrom(...Object.keys(PLAIN), 'strange', '__proto__')
  fc.assert(fc.property(fc.array(fc.tuple(field, strange), { maxLength: 3 }), fc.option(field), (changes, without) => {
    const entries = [...Object.entries(PLAIN).filter(([key]) => key !== without), ...changes]
    const record: unknown = Object.fromEntries(entries)
    if (isPlainReport(record)) expect(RECORD_SCHEMAS.progressReports.safeParse(record).success).toBe(true)
  }), { numRuns: 2000 })
})

it('long ids pass together or not at all', () => {
  for (const length of [1, 31, 32, 33, 40, 41]) {
    const record = reportOf('x'.repeat(length), MARCH)
    expect(isPlainReport(record)).toBe(RECORD_SCHEMAS.progressReports.safeParse(record).success)
  }
})
