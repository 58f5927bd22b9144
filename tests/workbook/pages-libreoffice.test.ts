import { execFile } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { buildLedger } from '@/domain/ledger'
import { periodOf } from '@/domain/period'
import { SINGLE_REPORTS, type ReportOptions } from '@/domain/report-catalogue'
import { bookPages } from '@/workbook/pages/paginate'
import { drawPage } from '@/workbook/pages/draw-page'
import { buildReport, presentReports } from '@/workbook/reports'
import { writeWorkbook } from '@/workbook/write-workbook'
import { describeWith, pdfPages, pdfPageSizes, save, temporaryFolder } from './support/tools'

const run = promisify(execFile)
const { folder, remove } = temporaryFolder()
afterAll(remove)

/** What LibreOffice takes for a unit of column width: half of 宋体 11, unrounded. Excel takes 6 points. */
const LIBREOFFICE_UNIT = 5.5
/** The sheets' fonts are as a rule not on a test machine; this one has the same half-width and full-width letters. */
const STAND_IN = 'Noto Sans Mono CJK SC'

/** LibreOffice with the stand-in under the sheets' fonts' names: with another, each column would have another width. */
async function pdfOf(file: string): Promise<string> {
  const fonts = join(folder, 'fonts.conf')
  const rule = (name: string): string => `<match target="pattern"><test name="family"><string>${name}</string></test><edit name="family" mode="assign" binding="strong"><string>${STAND_IN}</string></edit></match>`
  writeFileSync(fonts, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><include ignore_missing="yes">/etc/fonts/fonts.conf</include>${['宋体', '黑体', '仿宋_GB2312', '楷体_GB2312'].map(rule).join('')}</fontconfig>`)
  const out = join(folder, 'pdf')
  mkdirSync(out, { recursive: true })
  await run('soffice', ['--headless', '--norestore', `-env:UserInstallation=file://${join(folder, 'profile')}`, '--convert-to', 'pdf', '--outdir', out, file], { timeout: 110_000, env: { ...process.env, FONTCONFIG_FILE: fonts } })
  return join(out, file.slice(folder.length + 1).replace(/\.xlsx$/u, '.pdf'))
}

describeWith(['LibreOffice Calc', 'poppler-utils (pdftotext)'], 'the pages of the preview', () => {
  const ledger = buildLedger(demoLedger())
  const base = { period: periodOf(2020, 6), scope: 'all', unit: '万元', preparedOn: null } as const
  const books: ReportOptions[] = (['A3', 'A4'] as const).flatMap((paper) => presentReports(ledger, { ...base, paper }).filter((r) => SINGLE_REPORTS.includes(r)).map((report): ReportOptions => ({ ...base, paper, report })))

  it.each(books.map((options) => [options.report, options.paper, options] as const))('%s on %s has the pages that LibreOffice prints', async (report, paper, options) => {
    const { model } = buildReport(ledger, options)
    const pdf = await pdfOf(save(folder, `${report}-${paper}.xlsx`, await writeWorkbook(model)))
    const texts = await pdfPages(pdf)
    const sizes = await pdfPageSizes(pdf)
    const asExcel = bookPages(model)
    const asLibreOffice = bookPages(model, LIBREOFFICE_UNIT)
    // LibreOffice's columns are 8 % narrower, so it shrinks less and its pages hold fewer rows; a row more or less at a break may give one page.
    expect(Math.abs(asLibreOffice.length - texts.length), `${asLibreOffice.length} / ${texts.length}`).toBeLessThanOrEqual(1)
    expect(Math.abs(asExcel.length - texts.length), `${asExcel.length} / ${texts.length}`).toBeLessThanOrEqual(Math.max(1, Math.ceil(texts.length * 0.1)))
    asExcel.slice(0, 1).forEach(({ width, height }) => {
      expect(Math.abs(width - sizes[0]!.width)).toBeLessThan(2)
      expect(Math.abs(height - sizes[0]!.height)).toBeLessThan(2)
    })
    // The first page says the same words; its last row may already be the next page's.
    const shown = texts[0]!.replace(/\s/gu, '')
    const words = drawPage(model, asLibreOffice[0]!, asLibreOffice.length).cells.texts.map((t) => t.text).filter((t) => /^[\u4e00-\u9fff]{2,4}$/u.test(t)).slice(0, 20)
    expect(words.filter((w) => !shown.includes(w))).toEqual([])
    if (process.env['SHOW_PAGES']) console.log(`${report} ${paper}: preview ${asExcel.length}, at LibreOffice's column width ${asLibreOffice.length}, LibreOffice ${texts.length}`)
  })
})
