import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { buildLedger } from '@/domain/ledger'
import { frameRows, onScreens, RECORD, shown, watched, type Watched } from './frames'
import { officeSheet } from './import'
import { largeLedger } from './large-ledger'
import type { BenchRow } from './timing'

const [PROJECTS, MONTHS, IDLE_MS] = [10_000, 3, 3000]
const NEXT = '.foot .button.primary:enabled'

/** Whether the screen stays alive while 10,000 rows come in: what the owner of the mouse would see. */
export function benchOffice(chromiumPath: string | undefined): Promise<BenchRow[]> {
  return onScreens(chromiumPath, async (open, folder) => frameRows(`从 Excel 导入 ${PROJECTS} 行到 ${PROJECTS} 个项目的台账`, await importLarge(await open(PROJECTS, MONTHS, '/import'), folder)))
}

async function importLarge(page: Page, folder: string): Promise<Record<string, Watched>> {
  const bytes = officeSheet(buildLedger(largeLedger(PROJECTS, MONTHS)), false)
  await page.getByText(/拖到这里/u).waitFor()
  const file = join(folder, '台账.xlsx')
  writeFileSync(file, bytes)
  await page.evaluate(RECORD)
  const idle = await watched(page, () => page.waitForTimeout(IDLE_MS))
  await page.locator('input[type=file]').first().setInputFiles(file)
  const reading = await watched(page, () => shown(page, 'input[type=checkbox][aria-label^="导入"]'))
  const planning = await watched(page, async () => {
    for (let step = 1; step < 4; step += 1) {
      await shown(page, NEXT)
      await page.locator(NEXT).click()
    }
    await shown(page, NEXT, /^导入 \d+ 个项目$/u)
  })
  const writing = await watched(page, async () => {
    await page.locator(NEXT).click()
    await shown(page, '[role=status], .toast', /已从 Excel 导入/u)
  })
  return { '没有人动时（这台机器自己的停顿）': idle, 读表: reading, 核对: planning, 写入: writing }
}
