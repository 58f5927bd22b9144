import type { Page } from '@playwright/test'
import { frameRows, onScreens, RECORD, shown, watched, type Watched } from './frames'
import type { BenchRow } from './timing'

const [PROJECTS, MONTHS, PAGES, ROWS] = [1000, 12, 200, 10_000]

/** Whether the screen stays alive while a month is locked, its 锁定数据 made, while a large sheet is exported, and while 任务书 are made in Word. */
export function benchPapers(chromiumPath: string | undefined): Promise<BenchRow[]> {
  return onScreens(chromiumPath, async (open) => [
    ...frameRows(`锁定一个月（${PROJECTS} 个项目 × ${MONTHS} 月）`, { 锁定: await lockMonth(await open(PROJECTS, MONTHS, '/entry', '已审核')) }),
    ...frameRows(`导出月报表（${ROWS} 个项目）`, { 导出: await exportMonth(await open(ROWS, 3, '/reports')) }),
    ...frameRows(`${PAGES} 份任务书存为 Word`, { 做: await saveTasks(await open(PAGES, MONTHS, '/projects')) }),
  ])
}

async function lockMonth(page: Page): Promise<Watched> {
  await page.getByRole('button', { name: '更多' }).click()
  await page.getByRole('button', { name: '锁定本期' }).click()
  await page.getByLabel(/^填报日期/u).fill('2017-01-05')
  await page.evaluate(RECORD)
  return watched(page, async () => {
    await page.getByRole('dialog').getByRole('button', { name: '锁定本期' }).click()
    await shown(page, '[role=status], .toast', /已锁定 2016年12月/u)
  })
}

async function exportMonth(page: Page): Promise<Watched> {
  await page.locator('button.primary:enabled', { hasText: '导出' }).first().waitFor()
  await page.waitForLoadState('networkidle')
  await page.evaluate(RECORD)
  return watched(page, async () => {
    await page.locator('button.primary:enabled', { hasText: '导出' }).first().click()
    await shown(page, '[role=status]', /已导出/u)
  })
}

async function saveTasks(page: Page): Promise<Watched> {
  await page.getByRole('main').getByRole('button', { name: '任务书' }).click()
  await page.getByRole('button', { name: '存为 Word' }).waitFor()
  await page.evaluate(RECORD)
  return watched(page, async () => {
    await page.getByRole('button', { name: '存为 Word' }).click()
    await shown(page, '[role=status], .toast', /已存 .+\.docx/u)
  })
}
