import { readFileSync } from 'node:fs'
import { Frame } from './pages/frame'
import { bytesOf, ReportsPage } from './pages/reports-page'
import { expect, test } from './support/test'

test('变化对比 shows what rose, fell and why between two months, takes a sheet that was exported before, and exports the same', async ({ page }) => {
  const [frame, reports] = [new Frame(page), new ReportsPage(page)]
  await frame.openLedger('演示数据')
  await frame.choosePeriod('2020年3月')
  await frame.go('报表导出')
  const march = Buffer.from(await bytesOf(await reports.download()))

  await page.getByRole('navigation', { name: '报表导出的部分' }).getByRole('button', { name: '变化对比' }).click()
  const sums = page.getByRole('table', { name: '合计的变化' })
  const list = page.getByRole('table', { name: '逐项的变化' })
  await expect(sums.getByRole('row', { name: /^年初至今累计/u })).toContainText('+81,041.59')
  await expect(list.locator('del').first()).toHaveText('50.25')
  await page.getByRole('combobox', { name: '栏目' }).selectOption({ label: '预警' })
  await expect(list.getByRole('row').nth(1)).toContainText('预警')
  await page.getByRole('combobox', { name: '栏目' }).selectOption({ label: '全部栏目' })
  const download = await reports.download(page.getByRole('button', { name: '导出变化对比' }))
  expect(download.suggestedFilename()).toMatch(/^县重点项目变化对比_2020-03_\d{8}\.xlsx$/u)

  // The sheet that a leader holds, against the ledger as it stands after a change.
  const file = page.getByLabel('另一份：Excel 表或台账文件')
  await file.setInputFiles({ name: '三月.xlsx', mimeType: 'application/octet-stream', buffer: march })
  await expect(page.getByText('两份没有不同。')).toBeVisible()
  await page.getByRole('combobox', { name: '现在' }).selectOption({ label: '2020年4月（锁定）' })
  await expect(page.getByText('两份没有不同。')).toBeHidden()
  await file.setInputFiles({ name: '别的.xlsx', mimeType: 'application/octet-stream', buffer: readFileSync('package.json') })
  await expect(page.getByRole('alert')).toContainText('不是 .xlsx 文件')
})
