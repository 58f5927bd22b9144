import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { afterAll, expect, test } from 'vitest'
import { period } from '@/domain/period'
import { buildReport } from '@/workbook/reports'
import { writeWorkbook } from '@/workbook/write-workbook'
import { fixtureLedger } from './support/fixture-ledger'
import { recalculationDifferences } from './support/recalculate'
import { convertWithLibreOffice, describeWith, load, pdfPages, pdfPageSizes, save, temporaryFolder } from './support/tools'

const { folder, remove } = temporaryFolder()
afterAll(remove)

async function monthFile(name: string, paper: 'A3' | 'A4', unit: '万元' | '亿元', count = 60): Promise<string> {
  const { model } = buildReport(fixtureLedger(count, { kind: 'demo', slots: 3 }), { report: 'monthly', period: period('2020-03'), scope: 'all', unit, paper, preparedOn: null })
  return save(folder, name, await writeWorkbook(model))
}

describeWith(['LibreOffice Calc', 'python3-openpyxl'], 'every formula recalculated by LibreOffice', () => {
  test.each(['万元', '亿元'] as const)('gives its cached result, in %s', async (unit) => {
    const { compared, differences } = await recalculationDifferences(folder, await monthFile(`recalc-${unit === '万元' ? 'wan' : 'yi'}.xlsx`, 'A3', unit))
    expect(differences).toEqual([])
    // 60 projects × 4 (less the own curves), and the sums and rates of four groups.
    expect(compared).toBeGreaterThan(250)
  })

  test('gives its cached result where nothing or little is known', async () => {
    expect((await recalculationDifferences(folder, await monthFile('recalc-none.xlsx', 'A3', '万元', 0))).differences).toEqual([])
    expect((await recalculationDifferences(folder, await monthFile('recalc-few.xlsx', 'A3', '万元', 2))).differences).toEqual([])
  })

  test('the check can fail: a wrong cached result is caught', async () => {
    const files = unzipSync(load(await monthFile('wrong-source.xlsx', 'A3', '万元')))
    const path = 'xl/worksheets/sheet1.xml'
    let spoiled = ''
    files[path] = strToU8(strFromU8(files[path] as Uint8Array).replace(/<c r="(J6)"([^>]*)>(<f>[^<]*<\/f>)<v>([^<]*)<\/v>/u, (_, cell: string, rest: string, formula: string, value: string) => {
      spoiled = cell
      return `<c r="${cell}"${rest}>${formula}<v>${Number(value) + 1}</v>`
    }))
    expect(spoiled).toBe('J6')
    const { differences } = await recalculationDifferences(folder, save(folder, 'wrong.xlsx', zipSync(files)))
    expect(differences).toHaveLength(1)
    expect(differences[0]).toMatch(/^项目进展情况月报表!J6: /u)
  })
})

describeWith(['LibreOffice Calc', 'poppler-utils (pdftotext)'], 'the sheet on paper', () => {
  test.each([['A3', 1190.55, 841.89], ['A4', 841.89, 595.3]] as const)('%s: one page wide, the header on each page, page numbers, no ####', async (paper, width, height) => {
    const pdf = await convertWithLibreOffice(folder, await monthFile(`print-${paper}.xlsx`, paper, '万元'), 'pdf')
    const pages = await pdfPages(pdf)
    const sizes = await pdfPageSizes(pdf)
    const landscape = sizes.filter((s) => s.width > s.height)
    expect(landscape.length).toBeGreaterThan(1)
    for (const size of landscape) {
      expect(Math.abs(size.width - width)).toBeLessThan(2)
      expect(Math.abs(size.height - height)).toBeLessThan(2)
    }
    for (const page of pages.slice(0, landscape.length)) {
      // First and last column together: the width was not split over pages.
      for (const word of ['序号', '项目名称', '总投资', '形象进度', '预警', '备注', '虚构演示数据']) expect(page).toContain(word)
    }
    pages.forEach((page, i) => {
      expect(page.replace(/\s/gu, '')).toContain(`第${i + 1}页共${pages.length}页`)
      expect(page).not.toContain('###')
    })
  })
})
