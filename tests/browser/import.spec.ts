import { join } from 'node:path'
import { expect, test } from './support/test'
import { Frame } from './pages/frame'
import { ImportPage } from './pages/import-page'

const LEDGERS = join(process.cwd(), 'tests/fixtures/ledgers')

test('a messy file goes from drop to undo, asked about on the way', async ({ page }) => {
  const frame = new Frame(page)
  const wizard = new ImportPage(page)
  await frame.openLedger('官方台账')
  await frame.go('项目库')
  await page.getByRole('link', { name: '从 Excel 导入' }).click()
  await wizard.drop(join(LEDGERS, '13-known-names.xlsx'), '13-known-names.xlsx')
  await expect(page.getByRole('checkbox', { name: '导入 五个项目' })).toBeChecked()
  await wizard.next()
  await expect(page.getByLabel('五个项目 表头第一行')).toHaveValue('1')
  await wizard.next()
  await expect(page.getByLabel('C 列作为')).toHaveValue('totalInvestment')
  await expect(page.getByLabel('C 列单位')).toHaveValue('万元')
  await wizard.next()
  await expect(page.getByRole('button', { name: '待定 4' })).toBeVisible()
  await expect(wizard.write).toBeDisabled()
  for (const cell of ['B2', 'B3', 'B4', 'B5']) await wizard.answer(`五个项目 ${cell}`, '就是')
  await wizard.answer('全部', '县城品质提升五个重点项目')
  // Back and forth loses nothing.
  await wizard.back()
  await wizard.next()
  await expect(wizard.rows.getByRole('row', { name: /湫水河.*15,000\.00/u })).toBeVisible()
  await expect(wizard.write).toHaveText('导入 6 个项目')
  await wizard.write.click()
  await expect(frame.heading).toHaveText('项目库')
  await expect(frame.toasts.getByText('新增 1 个，修改 5 个项目')).toBeVisible()
  await expect(page.getByText('6 个项目', { exact: false }).first()).toBeVisible()
  await frame.undo()
  await expect(page.getByText(/5 个项目/u).first()).toBeVisible()
  await expect(page.getByText('15,000')).toHaveCount(0)
})

test('first start takes a pasted table into a new ledger; a bad file is refused in one sentence', async ({ page }) => {
  const frame = new Frame(page)
  const wizard = new ImportPage(page)
  await page.goto('/')
  await page.getByRole('button', { name: '从 Excel 导入' }).click()
  await wizard.dropBytes(Buffer.from('PK\u0003\u0004 cut'), '坏的.xlsx')
  await expect(wizard.refusal).toContainText('文件不完整')
  await wizard.paste('2020年3月重点项目（单位：万元）\n项目名称\t总投资\t本月完成\n水厂\t1,200\t55.5\n桥\t约0.3亿\t—\n')
  await expect(page.getByRole('checkbox', { name: '导入 粘贴的表' })).toBeChecked()
  await expect(wizard.refusal).toHaveCount(0)
  for (let step = 1; step < 4; step += 1) await wizard.next()
  await expect(wizard.step).toHaveText('4 核对')
  await expect(wizard.rows).toContainText('3,000.00')
  // Given up while it is written: no ledger is left behind, and the same can be written after all.
  await wizard.writeAndGiveUp()
  await expect(wizard.refusal).toContainText('已取消，什么都没有写')
  const stored = await page.evaluate(async () => {
    const open = indexedDB.open('key-project-ledger')
    const database = await new Promise<IDBDatabase>((resolve) => (open.onsuccess = () => resolve(open.result)))
    const counts = await Promise.all(['settings', 'projects', 'progressReports', 'operations', 'changes'].map((table) => new Promise<number>((resolve) => {
      const count = database.transaction(table).objectStore(table).count()
      count.onsuccess = () => resolve(count.result)
    })))
    database.close()
    return counts
  })
  expect(stored).toEqual([0, 0, 0, 0, 0])
  await wizard.write.click()
  await expect(frame.toasts.getByText('新增 2 个')).toBeVisible()
  await frame.go('项目库')
  await expect(page.getByText('水厂')).toBeVisible()
  await frame.undo()
  await expect(page.getByText('还没有项目', { exact: false })).toBeVisible()
})
