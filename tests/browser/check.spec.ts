import type { Page } from '@playwright/test'
import { Frame } from './pages/frame'
import { ProjectPage } from './pages/project-page'
import { SafetyPage } from './pages/safety-page'
import { expect, test } from './support/test'

const NAME = '临县北门小学综合楼建设项目'

/** Changes stored records behind the program's back: of a table those whose `field` is `value`. */
async function damage(page: Page, table: string, field: string, value: string, set: Record<string, unknown> | null): Promise<void> {
  await page.evaluate(([inTable, byField, wanted, fields]) => new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('key-project-ledger')
    opening.onsuccess = () => {
      const transaction = opening.result.transaction(inTable, 'readwrite')
      transaction.objectStore(inTable).openCursor().onsuccess = ({ target }) => {
        const cursor = (target as IDBRequest<IDBCursorWithValue | null>).result
        if (cursor === null) return
        const record = cursor.value as Record<string, unknown>
        if (record[byField] === wanted) {
          if (fields === null) cursor.delete()
          else cursor.update({ ...record, ...fields })
        }
        cursor.continue()
      }
      transaction.oncomplete = () => {
        opening.result.close()
        resolve()
      }
      transaction.onerror = () => reject(new Error(String(transaction.error)))
    }
  }), [table, field, value, set] as const)
}

test('a damaged ledger opens, says what is wrong in plain words, and is put right or accepted step by step', async ({ page }) => {
  const frame = new Frame(page)
  await frame.openLedger('官方台账')
  const project = await ProjectPage.openByName(page, NAME)
  await project.fillMonth({ 本月完成投资: '11' })
  await project.save()
  await frame.go('数据安全')
  const safety = new SafetyPage(page)
  await safety.tab('检查台账').click()
  await page.getByRole('button', { name: '现在检查' }).click()
  await expect(page.getByRole('status').filter({ hasText: '没有发现不对' })).toBeVisible()

  await damage(page, 'progressReports', 'state', '草稿', { completed: 12_000_000 })
  await damage(page, 'projects', 'name', '临县职教中心项目', { portfolioIds: ['GONE'] })
  await damage(page, 'projects', 'name', '临县城区雨污分流治理工程', { remarks: '背着程序改的' })
  await page.reload()
  // Found by the program itself, soon after the start.
  await expect(page.getByTitle(/检查台账时发现 \d 处不对/u).first()).toBeVisible({ timeout: 30_000 })

  const faults = page.getByRole('region', { name: '不对的地方' }).getByRole('listitem')
  await expect(faults.filter({ hasText: '本月完成投资在操作记录里是11.00 万元，台账里是12.00 万元' })).toBeVisible()
  await expect(faults.filter({ hasText: '项目“临县职教中心项目”：所说的项目盘子不在台账里' })).toBeVisible()
  await expect(faults.filter({ hasText: '项目“临县城区雨污分流治理工程”：与上次检查时不一样，操作记录里却没有这一步' })).toBeVisible()

  await faults.filter({ hasText: '11.00 万元' }).getByRole('button', { name: /^照操作记录改正/u }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('row', { name: /本月完成投资/u })).toContainText('12.00 万元11.00 万元')
  await dialog.getByRole('button', { name: '改正并记下' }).click()
  await expect(frame.toasts).toContainText('已改正，记在操作记录里')

  for (const words of ['不在台账里', '操作记录里却没有这一步']) {
    await faults.filter({ hasText: words }).getByRole('button', { name: /^照现状认可/u }).click()
    await expect(dialog.getByRole('button', { name: '认可并记下' })).toBeDisabled()
    await dialog.getByLabel('为什么这样就对').fill('核过，就是这样')
    await dialog.getByRole('button', { name: '认可并记下' }).click()
    await expect(dialog).toBeHidden()
    await expect(faults.filter({ hasText: words })).toHaveCount(0)
  }
  await expect(page.getByRole('status').filter({ hasText: '没有发现不对' })).toContainText('已认可的 1 处不再提示')
  await safety.tab('操作记录').click()
  await expect(safety.logRows.filter({ hasText: '检查后改正' })).toHaveCount(1)
  await expect(safety.logRows.filter({ hasText: '照现状认可' })).toHaveCount(2)
})
