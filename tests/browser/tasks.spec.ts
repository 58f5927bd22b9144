import { readFileSync } from 'node:fs'
import AxeBuilder from '@axe-core/playwright'
import { demoLedger } from '@/data/demo'
import { wordTasks } from '@/document/word-report'
import { buildLedger } from '@/domain/ledger'
import { dateOnly, period } from '@/domain/period'
import { Frame } from './pages/frame'
import { ProjectsPage } from './pages/projects-page'
import { TaskPage } from './pages/task-page'
import { expect, test } from './support/test'

const PICTURES = process.env['TASK_PICTURES']

test('a 任务书 for one, some or all projects is looked at, is one page each on paper, and goes to the printer', async ({ page }) => {
  await page.addInitScript(() => void (window.print = () => document.body.setAttribute('data-printed', 'yes')))
  const frame = new Frame(page)
  const tasks = new TaskPage(page)
  await frame.openLedger('演示数据')
  await frame.go('项目库')
  const list = new ProjectsPage(page)
  const name = (await list.names.first().innerText()).trim()
  await list.names.first().click()
  await page.getByRole('button', { name: '任务书' }).click()
  const sheet = tasks.sheet(name)
  await expect(tasks.sheets).toHaveCount(1)
  await expect(sheet.getByRole('heading', { name: '2020 年重点项目任务书' })).toBeVisible()
  await expect(sheet).toContainText('虚构演示数据')
  await expect(sheet.getByRole('table', { name: '分月任务' }).getByRole('row')).toHaveCount(13)
  await expect(sheet.getByRole('table', { name: '分月任务' })).toContainText(/完成.+（\d+ 日）/u)
  await expect(tasks.preview.getByRole('button', { name: '打印' })).toBeFocused()
  expect((await new AxeBuilder({ page }).include('.paper-preview').analyze()).violations).toEqual([])
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/task.png` })
  await tasks.preview.getByRole('button', { name: '打印' }).click()
  await expect(page.locator('body[data-printed="yes"]')).toHaveCount(1)
  await page.keyboard.press('Escape')
  await expect(tasks.preview).toHaveCount(0)
  // All that the list shows: a page for each.
  await frame.go('项目库')
  await page.getByRole('main').getByRole('button', { name: '任务书' }).click()
  await expect(tasks.sheets).toHaveCount(65)
  // In Word, off the page's thread: the bytes that the command line makes.
  const day = dateOnly(/截至 (\d{4}-\d{2}-\d{2})/u.exec(await tasks.sheets.first().innerText())![1]!)
  const saved = page.waitForEvent('download')
  await tasks.preview.getByRole('button', { name: '存为 Word' }).click()
  const bytes = readFileSync(await (await saved).path())
  expect(bytes.equals(await wordTasks(buildLedger(demoLedger()), { period: period('2020-12'), scope: 'all' }, day))).toBe(true)
  await expect(frame.toasts).toContainText('已存 2020年任务书_65个项目.docx')
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true, ...(PICTURES ? { path: `${PICTURES}/tasks.pdf` } : {}) })
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/gu)).toHaveLength(65)
})
