import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { demoLedger } from '@/data/demo'
import { officialLedger } from '@/data/official'
import type { LedgerData } from '@/domain/model'
import { period } from '@/domain/period'
import type { ReportOptions } from '@/domain/report-catalogue'
import { buildReport } from '@/workbook/reports'
import { writeWorkbook } from '@/workbook/write-workbook'
import { fixtureLedger } from './support/fixture-ledger'
import { recalculationDifferences } from './support/recalculate'
import { convertWithLibreOffice, describeWith, load, pdfPages, save, temporaryFolder } from './support/tools'

const { folder, remove } = temporaryFolder()
afterAll(remove)

async function bookFile(name: string, ledger: LedgerData, change: Partial<ReportOptions> = {}): Promise<string> {
  const { model } = buildReport(ledger, { report: 'all', period: period('2020-03'), scope: 'all', unit: '万元', paper: 'A3', preparedOn: null, ...change })
  return save(folder, name, await writeWorkbook(model))
}

/** Leaders that a careless SUMIFS would mix up or misread, and gaps of every kind. */
const trickyLedger = (): LedgerData => fixtureLedger(24, { kind: 'demo', slots: 3, change: (p, i) => ({ ...p, sponsoringLeader: ['张三', '张*', '=1', '123', 'Li', 'LI', '>0', 'true', '2020-03', null][i % 10] ?? null }) })

describeWith(['LibreOffice Calc', 'python3-openpyxl'], 'every formula of the full book, recalculated by LibreOffice', () => {
  test.each<[string, () => LedgerData, Partial<ReportOptions>, number]>([
    ['demo', demoLedger, {}, 1200], ['official', officialLedger, { paper: 'A4' }, 200], ['tricky', trickyLedger, { unit: '亿元' }, 500],
    ['alone', trickyLedger, { report: 'summary' }, 50], ['none', () => fixtureLedger(0), {}, 5],
  ])('%s: gives its cached result', async (name, make, change, least) => {
    const { compared, differences } = await recalculationDifferences(folder, await bookFile(`${name}.xlsx`, make(), change))
    expect(differences).toEqual([])
    expect(compared).toBeGreaterThan(least)
  })

  test('the check can fail: a wrong cached result in 汇总表 is caught', async () => {
    const files = unzipSync(load(await bookFile('right.xlsx', fixtureLedger(3))))
    const [path = ''] = Object.keys(files).filter((f) => /sheet3\.xml$/u.test(f))
    let spoiled = 0
    files[path] = strToU8(strFromU8(files[path] as Uint8Array).replace(/(<c r="D7"[^>]*><f>[^<]*<\/f><v>)([^<]*)/u, (_, before: string, value: string) => {
      spoiled += 1
      return `${before}${Number(value) + 0.01}`
    }))
    expect(spoiled).toBe(1)
    const { differences } = await recalculationDifferences(folder, save(folder, 'wrong.xlsx', zipSync(files)))
    expect(differences.map((d) => d.split(':')[0])).toEqual(['汇总表!D7'])
  })
})

describeWith(['LibreOffice Calc', 'poppler-utils (pdftotext)'], 'the full book on paper', () => {
  test.each(['A3', 'A4'] as const)('%s: every page numbered and marked, no ####, one card a page', async (paper) => {
    const pages = await pdfPages(await convertWithLibreOffice(folder, await bookFile(`paper-${paper}.xlsx`, demoLedger(), { paper }), 'pdf'))
    pages.forEach((page, i) => {
      const plain = page.replace(/\s/gu, '')
      expect(plain).toContain(`第${i + 1}页共${pages.length}页`)
      expect(plain).toContain('虚构演示数据')
      expect(page).not.toContain('###')
    })
    const of = (sheet: string): string[] => pages.filter((p) => p.slice(0, 300).includes(`${sheet} 2020年3月`))
    expect(of('领导摘要')).toHaveLength(1)
    expect(of('项目卡片')).toHaveLength(65)
    for (const page of of('挂图作战图')) for (const word of ['项目名称', '占总投资%', '2020年', '2023年']) expect(page).toContain(word)
    for (const page of of('红黄牌通报')) for (const word of ['序号', '项目名称', '下步措施']) expect(page).toContain(word)
  })
})
