import { describe, expect, it } from 'vitest'
import { registeredEntries } from '@/domain/ledger'
import { formatMoney } from '@/domain/money'
import { period } from '@/domain/period'
import { MESSY_LEDGERS } from '../../../fixtures/ledgers/cases'
import { messyBook, plan, recorded, startLedger, stored, tally, written } from './support'

describe('messy ledgers', () => {
  const table: string[] = []

  it.each(MESSY_LEDGERS.map((l) => [l.file, l] as const))('%s: nothing wrong, all right once it is answered', (file, messy) => {
    const { into, truth, answers, at, differences = [] } = messy
    const book = messyBook(file)
    const ledger = startLedger(into)
    const first = plan(book, ledger)
    const counted = tally(first, ledger, messy)
    table.push(`| ${file} | ${counted.rows} | ${counted.right} | ${counted.asked} (${first.faults.length + first.questions.length}) | ${counted.wrong.length} |`)
    expect(counted.wrong).toEqual([])
    // What was not taken over is asked about.
    expect(counted.asked > 0 ? first.faults.length + first.questions.length : 1).toBeGreaterThan(0)

    const settled = plan(book, ledger, { answers })
    expect([...settled.faults, ...settled.questions].map((f) => [f.key, f.message, f.choices])).toEqual([])
    const after = written(ledger, settled)
    for (const expected of truth) {
      const found = recorded(after, expected.name, at === undefined ? settled.period : period(at))
      expect(found).toMatchObject(Object.fromEntries(Object.entries(expected).map(([field, value]) => [field, stored(field as 'name', value)])))
    }
    if (into === 'empty') expect(registeredEntries(after).map((e) => e.project.name).sort()).toEqual(truth.map((t) => t.name).sort())
    expect(settled.stated.filter((s) => s.difference !== 0).map((s) => `${s.row} ${s.field} ${s.difference === null ? '?' : formatMoney(s.difference).replace(/\.00$/u, '')}`)).toEqual(differences)
    // The same again changes nothing.
    const again = plan(book, after, { answers })
    expect(again.edits).toEqual([])
  })

  it('are told as a table', () => {
    expect(table).toHaveLength(MESSY_LEDGERS.length)
    if (process.env['SHOW_TABLE'] !== undefined) console.log(['| ledger | rows | right at once | asked (questions) | wrong |', '|---|---|---|---|---|', ...table].join('\n'))
  })
})
