import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { read, write } from '@e965/xlsx'
import type { Page } from '@playwright/test'
import { buildLedger } from '@/domain/ledger'
import { dateOnly, period } from '@/domain/period'
import { makeParcel, planParcels } from '@/exchange/owner/send'
import { frameRows, machineFrames, onScreens, RECORD, shown, watched, type Watched } from './frames'
import { largeLedger } from './large-ledger'
import type { BenchRow } from './timing'

const WORKBOOKS = 200
const MONTHS = 3
const BUSY_MS = 3000
const COLLECT = '.bar .button.primary:enabled'

/** Whether the screen stays alive while 200 workbooks go out and 200 come back, and how many a second. */
export function benchWorkbooks(chromiumPath: string | undefined): Promise<BenchRow[]> {
  return onScreens(chromiumPath, async (open, folder) => [
    ...frameRows('空白页旁有一个线程在忙', { 这台机器自己的停顿: await machineFrames(await open(1, 1, '/'), BUSY_MS) }),
    ...frameRows(`发出 ${WORKBOOKS} 份填报表`, await sendMany(await open(WORKBOOKS, MONTHS, '/exchange')), WORKBOOKS),
    ...frameRows(`收回 ${WORKBOOKS} 份填报表`, await collectMany(await open(1000, MONTHS, '/exchange?part=collect'), folder), WORKBOOKS),
  ])
}

/** 发出: one workbook a project of a ledger of so many, as one zip. */
async function sendMany(page: Page): Promise<Record<string, Watched>> {
  await page.getByRole('button', { name: '发出填报表…' }).first().click()
  await page.getByLabel('几份').selectOption('project')
  await shown(page, '.button.primary:enabled', new RegExp(`做成一个压缩包（${WORKBOOKS} 份）`, 'u'))
  await page.evaluate(RECORD)
  const making = await watched(page, async () => {
    await page.getByRole('button', { name: /^做成一个压缩包/u }).click()
    await shown(page, '[role=status], .toast', new RegExp(`已做好 ${WORKBOOKS} 份`, 'u'))
  })
  return { 做: making }
}

/** 收回: as many that other programs have saved, into a ledger of 1,000 projects. */
async function collectMany(page: Page, folder: string): Promise<Record<string, Watched>> {
  const files = await returnedWorkbooks(folder)
  await page.getByText(/发回的文件/u).waitFor()
  await page.evaluate(RECORD)
  const reading = await watched(page, async () => {
    // By their paths: handing the bytes over through the page would itself hold it up.
    await page.getByLabel('收回的文件', { exact: true }).and(page.locator('input')).setInputFiles(files)
    await shown(page, `${COLLECT}`, new RegExp(`收进 ${WORKBOOKS} 个文件`, 'u'))
  })
  const writing = await watched(page, async () => {
    await page.locator(COLLECT).click()
    await shown(page, '[role=status], .toast', new RegExp(`已收进 ${WORKBOOKS} 个文件`, 'u'))
  })
  return { 看文件: reading, 收进: writing }
}

/** One workbook a project, filled in and saved by another program. */
async function returnedWorkbooks(folder: string): Promise<string[]> {
  const ledger = buildLedger(largeLedger(1000, MONTHS))
  const { parcels } = planParcels(ledger, [], { period: period('2016-03'), scope: 'all', per: 'project', owners: null })
  return Promise.all(parcels.slice(0, WORKBOOKS).map(async (parcel, i) => {
    const { bytes } = await makeParcel(ledger, parcel, period('2016-03'), dateOnly('2016-04-05'))
    const book = read(bytes)
    book.Sheets['本月填报']!['H6'] = { t: 'n', v: 100 + i }
    book.Sheets['本月填报']!['K6'] = { t: 's', v: `填报第 ${i} 份` }
    const path = join(folder, parcel.fileName)
    writeFileSync(path, new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer))
    return path
  }))
}
