import { officialLedger } from '@/data/official'
import { Frame } from './pages/frame'
import { bytesOf, ReportsPage, workbookParts } from './pages/reports-page'
import { expect, test } from './support/test'

const DAY = new Date('2020-04-05T14:03:00+08:00')
const FILE = '县重点项目月报_2020-03_20200405.xlsx'

test('the demonstration month sheet is downloaded as a whole workbook, and again from 最近导出 with the same bytes', async ({ page }) => {
  await page.clock.setFixedTime(DAY)
  const frame = new Frame(page)
  const reports = new ReportsPage(page)
  await frame.openLedger('演示数据')
  await frame.choosePeriod('2020年3月')
  await frame.go('报表导出')
  await reports.portfolio.selectOption({ value: '3367' })
  await expect(reports.sums).toContainText('3,236,500.00')
  const first = await reports.download()
  expect(first.suggestedFilename()).toBe(FILE)
  const bytes = await bytesOf(first)
  const parts = workbookParts(bytes)
  expect(Object.keys(parts)).toEqual(expect.arrayContaining(['[Content_Types].xml', 'xl/workbook.xml', 'xl/worksheets/sheet1.xml', 'xl/worksheets/sheet2.xml']))
  const text = Object.values(parts).join('')
  expect(text).toContain('项目进展情况月报表')
  expect(text).toContain('虚构演示数据')
  await expect(page.getByRole('status').filter({ hasText: '已导出' })).toContainText(`${FILE}（60 个项目）`)

  await reports.portfolio.selectOption({ value: 'all' })
  const again = await reports.download(reports.recent.getByRole('button', { name: `再导出 ${FILE}` }))
  expect(Buffer.from(await bytesOf(again)).equals(Buffer.from(bytes))).toBe(true)
  await expect(reports.portfolio).toHaveValue('3367')

  await page.reload()
  await expect(reports.recent).toContainText(FILE)
})

test('sums follow the unit, and each check leads to the rows behind it', async ({ page }) => {
  const frame = new Frame(page)
  const reports = new ReportsPage(page)
  await frame.openLedger('官方台账')
  await frame.go('报表导出')
  await reports.portfolio.selectOption({ value: 'quality' })
  await page.getByLabel('亿元').check()
  await expect(reports.checks).toContainText('5 个项目本期未填报')
  await expect(reports.checks).toContainText('品质提升项目：总投资比公布少 5.41 亿元（5 个项目待填报，未计入）')
  await expect(reports.checks).toContainText('品质提升项目：2020 年度计划比公布少 3.96 亿元')
  await expect(reports.sums.getByRole('row', { name: /^总投资/u })).toContainText('待填报')

  await reports.checks.getByRole('link', { name: /^到月报填报：5 个项目本期未填报/u }).click()
  await expect(frame.heading).toHaveText('月报填报')
  await page.goBack()
  await reports.checks.getByRole('link', { name: /^到项目库：5 个项目没有总投资/u }).click()
  await expect(frame.heading).toHaveText('项目库')
  await expect(page.getByRole('row', { name: /北门小学/u })).toBeVisible()
  await page.goBack()
  await reports.checks.getByRole('link', { name: /^到总览：.*总投资/u }).click()
  await expect(frame.heading).toHaveText('总览')
})

test('a period chosen here goes along to the screen behind a check', async ({ page }) => {
  const frame = new Frame(page)
  const reports = new ReportsPage(page)
  await frame.openLedger('演示数据')
  await frame.choosePeriod('2020年3月')
  await frame.go('报表导出')
  await reports.period.selectOption({ label: '2020年1月' })
  await expect(page.getByRole('banner').getByLabel('报告期')).toHaveValue('2020-03')
  await reports.sums.getByRole('row', { name: /^总投资/u }).getByRole('link').first().click()
  await expect(frame.heading).toHaveText('项目库')
  await expect(page.getByRole('banner').getByLabel('报告期')).toHaveValue('2020-01')
})

test('cells of 月报填报 that were not understood are named for their own period and portfolio', async ({ page }) => {
  const { settings, projects } = officialLedger()
  const project = projects.find((p) => p.name !== null)!
  const draft = { text: '1.2.3', message: '看不懂' }
  const drafts = Object.fromEntries(['completed', 'fundsInPlace'].map((field) => [`${settings.ledgerId}/2020-03/${project.id}/${field}`, draft]))
  await page.addInitScript((stored) => localStorage.setItem('view.entry.drafts', stored), JSON.stringify(drafts))
  const frame = new Frame(page)
  const reports = new ReportsPage(page)
  await frame.openLedger('官方台账')
  await frame.choosePeriod('2020年3月')
  await frame.go('报表导出')
  await expect(reports.checks).toContainText('月报填报中有 2 格看不懂，还没有存上')
  await reports.portfolio.selectOption({ value: '3367' })
  await expect(reports.checks).not.toContainText('看不懂')
  await reports.portfolio.selectOption({ value: 'quality' })
  await reports.period.selectOption({ label: '2020年4月' })
  await expect(reports.checks).not.toContainText('看不懂')
})

test('取消 stops the making and leaves no file', async ({ page }) => {
  // The worker's script is held back until 取消 has been pressed: the export cannot have ended by then.
  let release = (): void => undefined
  const held = new Promise<void>((resolve) => (release = resolve))
  await page.route(/export\.worker/u, async (route) => {
    await held
    await route.abort().catch(() => undefined)
  })
  let downloads = 0
  page.on('download', () => (downloads += 1))
  const frame = new Frame(page)
  const reports = new ReportsPage(page)
  await frame.openLedger('演示数据')
  await frame.go('报表导出')
  await reports.exportButton.click()
  await expect(page.getByRole('progressbar', { name: '做表进度' })).toBeVisible()
  await expect(reports.exportButton).toBeDisabled()
  await page.getByRole('button', { name: '取消' }).click()
  await expect(page.getByText('已取消，没有留下文件')).toBeVisible()
  await expect(reports.exportButton).toBeEnabled()
  release()
  expect(downloads).toBe(0)
  await expect(reports.recent).toHaveCount(0)
})

test('what the host says of saving stands at its place: not saved, with the reason and another try; given up; saved with the place', async ({ page }) => {
  await page.addInitScript(() => {
    const outcomes = [{ outcome: 'failed', message: '磁盘已满，请换一个地方保存' }, { outcome: 'cancelled' }, { outcome: 'saved', name: '三月.xlsx', where: 'D:\\报表' }]
    Object.assign(window, { desktopShell: { kind: 'desktop', takeWaitingFile: async () => null, onWaitingFile: () => {}, saveFile: () => Promise.resolve(outcomes.shift()), backupPlaces: async () => ['first', 'second'].map((id) => ({ id, where: null, state: 'unset' })) } })
  })
  const frame = new Frame(page)
  const reports = new ReportsPage(page)
  await frame.openLedger('演示数据')
  await frame.go('报表导出')
  await reports.exportButton.click()
  await expect(page.getByRole('alert')).toContainText('磁盘已满，请换一个地方保存')
  await expect(reports.recent).toHaveCount(0)
  await page.getByRole('button', { name: '再试一次' }).click()
  await expect(page.getByText('已取消，没有留下文件')).toBeVisible()
  await reports.exportButton.click()
  await expect(page.getByText('存在 D:\\报表')).toBeVisible()
  await expect(reports.recent).toContainText('三月.xlsx')
})
