import { readFileSync, writeFileSync } from 'node:fs'
import type { Page } from '@playwright/test'
import { officialLedger } from '@/data/official'
import { writePackage } from '@/exchange/package'
import { readPackageFile } from '@/exchange/package-file'
import { Frame } from './pages/frame'
import { ProjectPage } from './pages/project-page'
import { SafetyPage } from './pages/safety-page'
import { expect, test } from './support/test'

const NAME = '临县北门小学综合楼建设项目'

/** The folder that the person picks: the browser's private one stands in. */
async function letPickFolder(page: Page): Promise<void> {
  await page.addInitScript(() => Object.assign(window, { showDirectoryPicker: async ({ id }: { id: string }) => (await navigator.storage.getDirectory()).getDirectoryHandle(id, { create: true }) }))
}

/** From the next load on, the ledger's storage does not open any more, as after a damage of the disk; a new one in its place does. */
async function damageStorage(page: Page, how: 'still gives its records out' | 'gives nothing out'): Promise<void> {
  await page.addInitScript((nothing) => {
    const { open, deleteDatabase } = IDBFactory.prototype
    let damaged = true
    IDBFactory.prototype.open = function (name: string, version?: number) {
      if (damaged && name === 'key-project-ledger' && (nothing || version !== undefined)) throw new DOMException('Internal error opening backing store for indexedDB.open.', 'DataError')
      return version === undefined ? open.call(this, name) : open.call(this, name, version)
    }
    IDBFactory.prototype.deleteDatabase = function (name: string) {
      if (name === 'key-project-ledger') damaged = false
      return deleteDatabase.call(this, name)
    }
  }, how === 'gives nothing out')
  await page.reload()
  await expect(page.getByRole('heading', { name: '台账打不开' })).toBeVisible()
}

test('a ledger that does not open any more gives out what is left of it, and comes back from a copy', async ({ page }, info) => {
  await letPickFolder(page)
  const frame = new Frame(page)
  await frame.openLedger('官方台账')
  await frame.go('数据安全')
  await new SafetyPage(page).tab('备份').click()
  await page.getByRole('button', { name: '第一处：选文件夹' }).click()
  await expect(page.getByText('读回来核对无误')).toBeVisible()
  // After the copy: only the storage itself has it.
  const project = await ProjectPage.openByName(page, NAME)
  await project.fillMonth({ 本月完成投资: '123.50' })
  await project.save()

  await damageStorage(page, 'still gives its records out')
  await expect(page.getByText(/还读得出：.*项目 65 条.*月报 1 条.*内容是完整的/u)).toBeVisible()
  await page.getByRole('button', { name: /^恢复 .* 的备份$/u }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('5 个项目，待录入 60 个')
  await expect(dialog.getByRole('button', { name: '恢复', exact: true })).toBeDisabled()
  await dialog.getByRole('button', { name: '不恢复' }).click()

  const file = info.outputPath('kept.json')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '把读得出的另存为文件' }).click()])
  await download.saveAs(file)
  await expect(page.getByText(/已另存为 打不开的台账_\d{8}_\d{4}\.json/u)).toBeVisible()
  expect((await readPackageFile(readFileSync(file))).data.progressReports.map((r) => r.completed)).toEqual([123_500_000])

  await page.getByRole('button', { name: /^恢复 .* 的备份$/u }).click()
  await dialog.getByRole('button', { name: '恢复', exact: true }).click()
  await expect(frame.heading).toBeVisible()
  await expect(frame.toasts).toContainText('台账已恢复')
  await expect((await ProjectPage.openByName(page, NAME)).monthField('本月完成投资')).toHaveValue('')
  // It is an ordinary ledger again: it takes a step, and its log begins with how it came back.
  await project.fillMonth({ 本月完成投资: '1' })
  await project.save()
  await frame.go('数据安全')
  await expect(new SafetyPage(page).logRows.last()).toContainText('台账打不开，恢复自')
})

test('what a storage that does not open still has can come back at once', async ({ page }) => {
  const frame = new Frame(page)
  await frame.openLedger('官方台账')
  const project = await ProjectPage.openByName(page, NAME)
  await project.fillMonth({ 本月完成投资: '123.50' })
  await project.save()
  await damageStorage(page, 'still gives its records out')
  await page.getByRole('button', { name: '用原来存储里的内容恢复' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '恢复', exact: true }).click()
  await expect((await ProjectPage.openByName(page, NAME)).monthField('本月完成投资')).toHaveValue('123.50')
})

test('where nothing can be read any more, a ledger file brings the ledger back, and a broken one is refused in words', async ({ page }, info) => {
  const frame = new Frame(page)
  await frame.openLedger('演示数据')
  await damageStorage(page, 'gives nothing out')
  await expect(page.getByText('一条也读不出来')).toBeVisible()
  const text = await writePackage(officialLedger())
  const choose = async (content: string): Promise<void> => {
    const path = info.outputPath('台账.json')
    writeFileSync(path, content)
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '选一个文件' }).click()])
    await chooser.setFiles(path)
  }
  await choose(text.slice(0, 5000))
  await expect(page.getByRole('alert')).toContainText('不完整')
  await choose(text)
  await page.getByRole('dialog').getByRole('button', { name: '恢复', exact: true }).click()
  await expect(frame.heading).toBeVisible()
  await expect(page.getByRole('banner').getByText('虚构演示数据')).toHaveCount(0)
})
