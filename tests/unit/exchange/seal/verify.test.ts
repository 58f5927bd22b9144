import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { beforeAll, describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import type { LedgerData } from '@/domain/model'
import { dateOnly, period } from '@/domain/period'
import { ReadingError } from '@/exchange/reading/model'
import { SEAL_NAME } from '@/exchange/seal/seal-sheet'
import { verifyWorkbook } from '@/exchange/seal/verify'
import { makeSnapshot } from '@/exchange/snapshot'
import { writeWorkbook } from '@/workbook/write-workbook'
import { exported, MONTHLY, patched, withNumber } from './support'

const MAIN = '项目进展情况月报表'
const demo = demoLedger()
let locked: Uint8Array
let open: Uint8Array
beforeAll(async () => {
  locked = await exported(demo)
  open = await exported(demo, { period: period('2020-12') })
})

describe('a file of a locked month', () => {
  it('is the same whatever has happened to the ledger since, and whatever day it is', async () => {
    const later: LedgerData = {
      ...demo, settings: { ...demo.settings, reviewer: '另一人', yellowPoints: 1 }, portfolios: [],
      projects: demo.projects.slice(3).map((p) => ({ ...p, name: `改 ${p.name ?? ''}`, totalInvestment: null })), progressReports: [], annualPlans: [],
    }
    expect(await exported(later, { preparedOn: dateOnly('2031-01-01'), leaderSummary: false })).toEqual(locked)
  })

  it('agrees with the 锁定数据, and without a ledger with its own checksums', () => {
    expect(verifyWorkbook(locked, demo)).toMatchObject({ ours: true, locked: true, period: '2020-03', matches: true, differences: [], against: 'snapshot', snapshot: { number: 1, released: false } })
    expect(verifyWorkbook(locked, demo).verdict).toContain('与锁定数据一致')
    expect(verifyWorkbook(locked, null)).toMatchObject({ locked: true, matches: true, against: 'checksums', snapshot: null })
  })

  it('names any one cell that was changed, and what should stand there', () => {
    fc.assert(fc.property(fc.integer({ min: 8, max: 70 }), fc.constantFrom('A', 'J', 'K', 'L', 'M', 'N', 'Q', 'S'), (row, column) => {
      const changed = withNumber(locked, 1, `${column}${row}`, 9_999_999.25)
      const place = { sheet: MAIN, cell: `${column}${row}`, found: 9_999_999.25 }
      expect(verifyWorkbook(changed, null).differences).toEqual([{ ...place, expected: null }])
      const [only, ...more] = verifyWorkbook(changed, demo).differences
      expect(more).toEqual([])
      expect(only).toMatchObject(place)
      expect(only?.expected).not.toBeNull()
    }), { numRuns: 40 })
  })

  it('names a formula that was replaced by its result, a result that was changed, and a cell beside the table', () => {
    const [, address = '', formula = ''] = /<c r="(J\d+)"[^>]*><f>([^<]*SUM[^<]*)<\/f>/u.exec(new TextDecoder().decode(part(locked))) ?? []
    const cell = new RegExp(`<c r="${address}"([^>]*)>.*?</c>`, 'u')
    expect(address).not.toBe('')
    for (const inside of ['<v>5</v>', `<f>${formula}</f><v>5</v>`]) {
      const changed = patched(locked, 'xl/worksheets/sheet1.xml', (xml) => xml.replace(cell, () => `<c r="${address}">${inside}</c>`))
      expect(verifyWorkbook(changed, demo).differences).toMatchObject([{ sheet: MAIN, cell: address, found: 5 }])
      expect(verifyWorkbook(changed, null).differences).toMatchObject([{ sheet: MAIN, cell: address, expected: null }])
    }
    const beside = patched(locked, 'xl/worksheets/sheet1.xml', (xml) => xml.replace('</sheetData>', '<row r="500"><c r="C500" t="inlineStr"><is><t>批注</t></is></c></row></sheetData>'))
    for (const ledger of [demo, null]) expect(verifyWorkbook(beside, ledger).differences).toEqual([{ sheet: MAIN, cell: 'C500', expected: null, found: '批注' }])
  })

  it('is the same where another program wrote its formulas and texts otherwise', () => {
    const other = patched(patched(locked, 'xl/worksheets/sheet1.xml', (xml) => xml.replace(/<f>(.*?)<\/f>/gu, (_, f: string) => `<f>${f.replaceAll(',', ', ').replaceAll('SUM', 'sum')}</f>`)), 'xl/sharedStrings.xml', (xml) =>
      xml.replace(/<si><t>(项目名称)<\/t><\/si>/u, '<si><r><t>项目</t></r><r><rPr><b/></rPr><t>名称</t></r></si>'))
    expect(verifyWorkbook(other, demo).differences).toEqual([])
  })

  it('of a month that was unlocked and locked anew is held against what it was made from', () => {
    const [march] = demo.snapshots.filter((s) => s.period === '2020-03')
    const released = { ...march!, releasedAt: '2020-05-01T00:00:00.000Z', releaseReason: '多报' }
    const changed: LedgerData = { ...demo, snapshots: [released], projects: demo.projects.map((p) => ({ ...p, owner: '新单位' })) }
    const again: LedgerData = { ...changed, snapshots: [released, makeSnapshot(changed, { period: period('2020-03'), preparedOn: dateOnly('2020-05-02'), lockedAt: '2020-05-02T00:00:00.000Z' })] }
    expect(verifyWorkbook(locked, again)).toMatchObject({ matches: true, snapshot: { number: 1, released: true } })
    expect(verifyWorkbook(locked, again).verdict).toContain('后来已解锁')
  })

  it('that says it is of another ledger is checked by its own checksums alone', () => {
    const other = { ...demo, settings: { ...demo.settings, ledgerId: 'OTHER' } }
    expect(verifyWorkbook(locked, other)).toMatchObject({ matches: true, against: 'checksums' })
    expect(verifyWorkbook(locked, other).verdict).toContain('另一本台账')
  })
})

it('a file of an open month says so and is checked by its own checksums', () => {
  expect(verifyWorkbook(open, demo)).toMatchObject({ ours: true, locked: false, period: '2020-12', matches: true, against: 'checksums' })
  expect(verifyWorkbook(withNumber(open, 1, 'M9', 1.5), demo).differences).toEqual([{ sheet: MAIN, cell: 'M9', expected: null, found: 1.5 }])
})

it('a file that was exported before its month was locked is held against the 锁定数据', async () => {
  const before = await exported({ ...demo, snapshots: [] }, { preparedOn: dateOnly('2020-04-02') })
  const { locked: isLocked, against, differences, verdict } = verifyWorkbook(before, demo)
  expect([isLocked, against]).toEqual([false, 'snapshot'])
  expect(differences.some((d) => d.expected !== null)).toBe(true)
  expect(verdict).toContain('锁定前导出的')
})

describe('what cannot be checked', () => {
  it.each<[string, () => Uint8Array, string]>([
    ['an empty file', () => new Uint8Array(), 'empty'],
    ['a text', () => strToU8('项目,金额'), 'not-a-table'],
    ['an archive of something else', () => zipSync({ 'word/document.xml': strToU8('<x/>') }), 'not-a-table'],
    ['a file cut off', () => locked.slice(0, locked.length / 2), 'truncated'],
    ['a bomb', () => zipSync({ 'xl/workbook.xml': strToU8('<workbook/>'), 'xl/worksheets/sheet1.xml': new Uint8Array(30_000_000) }), 'bomb'],
  ])('%s is refused with a reason', (_what, make, fault) => {
    let caught: unknown
    try {
      verifyWorkbook(make(), demo)
    } catch (error) {
      caught = error
    }
    expect(caught).toBeInstanceOf(ReadingError)
    expect((caught as ReadingError).fault).toBe(fault)
  })

  it('a workbook of another program, and one whose seal was changed, are told apart', async () => {
    const { buildReport } = await import('@/workbook/reports')
    const unsealed = await writeWorkbook(buildReport(demo, MONTHLY).model)
    expect(verifyWorkbook(unsealed, demo)).toMatchObject({ ours: false, matches: false, period: null })
    const broken = patched(locked, 'xl/sharedStrings.xml', (xml) => xml.replace(/(report(?:"|&quot;):(?:"|&quot;))monthly/u, '$1summary'))
    expect(verifyWorkbook(broken, demo)).toMatchObject({ ours: true, matches: false })
    expect(verifyWorkbook(broken, demo).verdict).toContain('校验数据被改过')
  })

  it('a sheet that was taken out, renamed or added is named', () => {
    const renamed = patched(locked, 'xl/workbook.xml', (xml) => xml.replace('name="说明"', 'name="说明2"'))
    expect(verifyWorkbook(renamed, demo).differences).toEqual([{ sheet: '说明', cell: null, expected: '有这张表', found: null }, { sheet: '说明2', cell: null, expected: null, found: '多出的表' }])
    expect(SEAL_NAME).not.toBe('说明')
  })
})

function part(bytes: Uint8Array): Uint8Array {
  let found = new Uint8Array()
  patched(bytes, 'xl/worksheets/sheet1.xml', (xml) => {
    found = strToU8(xml)
    return `${xml} `
  })
  return found
}
