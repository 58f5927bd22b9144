import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Frame } from './pages/frame'
import { SafetyPage } from './pages/safety-page'
import { expect, test } from './support/desktop'
import { mainJob } from './support/main-job'

test('the main job, through the real main process and preload', async ({ page }) => {
  await mainJob(page)
})

test('the ledger goes to a file of the person’s choice and comes back from it; a cancelled dialog changes nothing', async ({ page, desktop }) => {
  const frame = new Frame(page)
  const file = join(desktop.folder, '台账.json')
  await frame.openLedger('官方台账')
  await frame.go('数据安全')
  const safety = new SafetyPage(page)
  await safety.tab('台账文件').click()
  await page.getByRole('button', { name: '导出台账' }).click()
  expect(existsSync(file)).toBe(false)
  await desktop.choose({ savePath: file, openPath: file })
  await page.getByRole('button', { name: '导出台账' }).click()
  await expect(page.getByRole('status').filter({ hasText: file })).toBeVisible()
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ format: 'key-project-ledger' })
  await page.getByRole('button', { name: '选择台账文件' }).click()
  await expect(safety.replaceDialog.getByText('两边一样，替换不会改变什么。')).toBeVisible()
})

test.describe('after a loss', () => {
  // Dexie's own words when the database is deleted under it.
  test.use({ expectedConsole: [/wants to delete database/u] })

  test('copies of the ledger appear in 文档 by themselves, and a lost ledger comes back from there', async ({ page, desktop }) => {
    const frame = new Frame(page)
    const folder = join(desktop.folder, 'Documents', '重点项目作战台备份')
    await frame.openLedger('演示数据')
    await expect.poll(() => (existsSync(folder) ? readdirSync(folder) : [])).toEqual([expect.stringMatching(/^台账备份_\d{8}_\d{6}_自动_[0-9A-Z]{6}\.json\.gz$/u)])
    // The ledger's storage of this profile is gone with the page's context; its files are not.
    await page.goto('about:blank')
    await page.goto('/')
    await page.evaluate(() => new Promise((resolve) => (indexedDB.deleteDatabase('key-project-ledger').onsuccess = resolve)))
    await page.reload()
    await page.getByRole('button', { name: /^恢复 .* 的备份$/u }).click()
    await expect(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '项目库' })).toContainText('65')
  })
})

test('a page of another name gets no answer from main', async ({ page, desktop }) => {
  await page.goto('/')
  for (const url of ['app://ledger.evil/', 'file:///C:/ledger/index.html', 'about:blank', '']) {
    await expect(desktop.ask({ kind: 'invoke', channel: 'shell:listBackups', args: ['first'], url })).rejects.toThrow('已拒绝')
  }
  await expect(desktop.ask({ kind: 'invoke', channel: 'shell:readBackup', args: [{ place: 'first', name: '../../etc/passwd' }], url: 'app://ledger/' })).rejects.toThrow('已拒绝')
})
