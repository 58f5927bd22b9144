import { describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { officialLedger } from '@/data/official'
import { lockedMonths } from '@/domain/freeze'
import { buildLedger, ledgerData, type Ledger } from '@/domain/ledger'
import type { LedgerData } from '@/domain/model'
import { period } from '@/domain/period'
import { LUMP } from '@/exchange/import/place-row'
import { readPastedTable, readTable } from '@/exchange/reading/read-table'
import type { PlainBook } from '@/exchange/reading/model'
import { buildReport } from '@/workbook/reports'
import { writeWorkbook } from '@/workbook/write-workbook'
import { plan, startLedger, texts, written } from './support'

async function exported(ledger: LedgerData | Ledger, unit: '万元' | '亿元', at = '2020-03'): Promise<PlainBook> {
  const source = 'entries' in ledger ? ledger : buildLedger(ledger)
  const { model } = buildReport(source, { report: 'monthly', period: period(at), scope: 'all', unit, paper: 'A3', preparedOn: null })
  return readTable(await writeWorkbook(model), '月报.xlsx')
}

/**
 * Rows of projects as the sheet shows them, without what follows from elsewhere: 序号 from the order within a domain, 预警 from the
 * settings, 序时进度 from a project's plan by months, of which the sheet shows no more than this share.
 */
function shown(book: PlainBook): string[][] {
  return texts(book).filter((row) => /^\d+$/u.test(row[0] ?? '')).map((row) => row.filter((_, i) => i !== 0 && i !== 15 && i !== 22)).sort()
}

describe('our own month sheet', () => {
  it.each([['demo', '万元'], ['demo', '亿元'], ['official', '万元']] as const)('of the %s ledger in %s comes into an empty ledger without a loss', async (which, unit) => {
    const book = await exported(which === 'demo' ? demoLedger() : officialLedger(), unit)
    const ledger = startLedger()
    const first = plan(book, ledger)
    expect(first.faults).toEqual([])
    // How 年初至今 divides among the months that the sheet does not show is all there is to ask.
    expect(first.questions.map((q) => q.key)).toEqual(which === 'demo' ? ['项目进展情况月报表!N#months'] : [])
    const settled = plan(book, ledger, { answers: { '*#months': `${LUMP} 2020-02` } })
    expect([...settled.faults, ...settled.questions]).toEqual([])
    expect(settled.stated.filter((s) => s.difference !== 0 && s.difference !== null)).toEqual([])
    const back = await exported(written(ledger, settled), unit)
    expect(shown(back)).toEqual(shown(book))
    expect(shown(back).length).toBe(which === 'demo' ? 65 : 5)
  })

  it('holds back a figure of a month that is locked as a whole, also of a project that has no report there', () => {
    const ledger = buildLedger(demoLedger())
    const [at] = [...lockedMonths(ledger.snapshots.values())]
    const rows = `报告期：${at as string}\n项目名称,本月完成(万元)\n新来的工程,12\n`
    const held = plan(readTable(new TextEncoder().encode(rows), '表.csv'), ledger)
    expect(held.faults.map((f) => [f.cell, f.key])).toEqual([['B3', '表!B3#locked']])
    expect(held.faults[0]?.message).toMatch(/已整期锁定.*没有覆盖/u)
    const left = plan(readTable(new TextEncoder().encode(rows), '表.csv'), ledger, { answers: { '*#locked': '不要', '!#portfolio': '不放进项目盘子' } })
    expect([...left.faults, ...left.questions]).toEqual([])
    expect(left.edits.map((e) => e.table)).toEqual(['projects'])
  })

  it.each([
    ['45%', '完成率', []], ['0.45', '完成率', []], ['45', '年度计划完成率(%)', []], ['45.3', '完成率', ['“完成率”写的是 45.3%，按数算（年初至今 ÷ 年度计划）是 45%']], ['52%', '占年度计划%', ['“占年度计划%”写的是 52%，按数算（年初至今 ÷ 年度计划）是 45%']],
    ['4.5%', '占总投资比例', []], ['5%', '占总投资比例', []], ['45%', '占总投资比例', ['“占总投资比例”写的是 45%，按数算（开工以来 ÷ 总投资）是 4.5%']], ['4.5%', '完成率', []], ['—', '完成率', []], ['45%', '序时进度', []],
  ])('tells of %s as %s what its figures do not say: %j', (stated, header, expected) => {
    const rows = `报告期：2020-01\t单位：万元\n项目名称\t总投资\t年度计划投资\t截至上年底\t本月完成投资\t${header}\n水厂\t10000\t1000\t0\t450\t${stated}\n`
    const read = plan(readPastedTable(rows), startLedger())
    expect([...read.faults, ...read.questions]).toEqual([])
    expect((read.rows.find((r) => r.action === 'new')?.reason ?? '').split('；').filter((w) => w !== '')).toEqual(expected)
  })

  it('of every month changes nothing in the ledger that it came from', async () => {
    const ledger = buildLedger(demoLedger())
    for (const at of ['2019-06', '2020-01', '2020-03', '2020-04']) {
      const again = plan(await exported(ledger, '万元', at), ledger)
      expect([...again.faults, ...again.questions].map((f) => [f.key, f.message])).toEqual([])
      expect(again.edits).toEqual([])
      expect(new Set(again.rows.map((r) => r.action))).toEqual(new Set(['same', 'skipped']))
      // Its 完成率 and 占总投资 are what its figures come to.
      expect(again.rows.filter((r) => r.reason?.includes('按数算') === true)).toEqual([])
    }
    expect(ledgerData(ledger).projects.length).toBeGreaterThan(60)
  })
})
