import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Frame } from './pages/frame'
import { ProjectPage } from './pages/project-page'
import { SafetyPage } from './pages/safety-page'
import { expect, test } from './support/desktop'
import { mainJob } from './support/main-job'

test('the main job, through the real main process and preload', async ({ page, desktop }) => {
  await mainJob(page)
  // Not one connection, name to resolve, datagram or fetch of main; the page's own requests are watched in each test.
  expect(await desktop.ask({ kind: 'connections' })).toBe(0)
})

test('the ledger goes to a file of the person’s choice and comes back from it; a cancelled dialog changes nothing', async ({ page, desktop }) => {
  const frame = new Frame(page)
  const file = join(desktop.folder, '台账.kpledger')
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
  test('copies of the ledger appear in 文档 by themselves, and a lost ledger comes back from there', async ({ page, desktop }) => {
    const frame = new Frame(page)
    const folder = join(desktop.folder, 'Documents', '重点项目作战台备份')
    await frame.openLedger('演示数据')
    await expect.poll(() => (existsSync(folder) ? readdirSync(folder) : [])).toEqual([expect.stringMatching(/^台账备份_\d{8}_\d{6}_自动_[0-9A-Z]{6}\.json\.gz$/u)])
    // The ledger's storage of this profile is gone with the page's context; its files are not.
    // What is still being loaded for 总览 would be complained of where the page goes from under it.
    await page.waitForLoadState('networkidle')
    await page.goto('about:blank')
    await page.goto('/')
    await frame.heading.waitFor()
    await page.waitForLoadState('networkidle')
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

test('a ledger file with which the program is started again is shown first and taken only when the person says so', async ({ page, desktop }) => {
  const frame = new Frame(page)
  const safety = new SafetyPage(page)
  const file = join(desktop.folder, '县重点项目台账.kpledger')
  const ribbon = page.getByRole('banner').getByText('虚构演示数据')
  await frame.openLedger('演示数据')
  await frame.go('数据安全')
  await safety.tab('台账文件').click()
  await desktop.choose({ savePath: file })
  await page.getByRole('button', { name: '导出台账' }).click()
  await expect(page.getByRole('status').filter({ hasText: file })).toBeVisible()
  await safety.tab('台账文件').click()
  await page.getByRole('button', { name: '换成官方台账' }).click()
  await safety.replaceDialog.getByRole('checkbox').check()
  await safety.replaceDialog.getByRole('button', { name: '替换', exact: true }).click()
  await expect(ribbon).toBeHidden()

  await desktop.ask({ kind: 'secondStart', words: [file] })
  await expect(safety.replaceDialog).toContainText('用「县重点项目台账.kpledger」替换现在的台账')
  await safety.replaceDialog.getByRole('button', { name: '不替换' }).click()
  await expect(ribbon).toBeHidden()
  await desktop.ask({ kind: 'secondStart', words: ['县重点项目台账.kpledger'] })
  await safety.replaceDialog.getByRole('checkbox').check()
  await safety.replaceDialog.getByRole('button', { name: '替换', exact: true }).click()
  await expect(ribbon).toBeVisible()

  writeFileSync(file, '{"format":"something else"}')
  await desktop.ask({ kind: 'secondStart', words: [file] })
  await expect(page.getByRole('dialog', { name: '文件没有打开' })).toContainText('现在的台账没有动')
})

test('a crash of the page brings it back where it stood, says so, and keeps what was typed', async ({ page, desktop }) => {
  await new Frame(page).openLedger('官方台账')
  const project = await ProjectPage.openByName(page, '临县职教中心项目')
  await project.fillMonth({ 形象进度: '还没有保存的话' })
  await desktop.crash(page)
  await expect(page.getByRole('status').filter({ hasText: '界面刚才意外退出，已经重新打开' })).toContainText('有 1 张表填了没有保存')
  await expect(project.monthField('形象进度')).toHaveValue('还没有保存的话')
  expect(page.url()).not.toContain('recovered')
  await page.getByRole('button', { name: '知道了' }).click()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: '临县职教中心项目' })).toBeVisible()
  await expect(page.getByText('界面刚才意外退出')).toBeHidden()
})

test('an update comes from a file of the person’s, checked against its hash and shown before anything is started', async ({ page, desktop }) => {
  const installer = join(desktop.folder, 'key-project-ledger_9.0.0_amd64.deb')
  writeFileSync(installer, 'an installer')
  await new Frame(page).openLedger('官方台账')
  await new Frame(page).go('设置')
  const about = page.getByRole('region', { name: '版本与更新' })
  await desktop.choose({ openPath: installer })
  await about.getByRole('button', { name: '选安装文件' }).click()
  await expect(about.getByRole('alert')).toContainText('旁边没有校验文件')
  const hash = createHash('sha256').update('an installer').digest('hex')
  writeFileSync(`${installer}.sha256`, `${hash}  key-project-ledger_9.0.0_amd64.deb\n`)
  await about.getByRole('button', { name: '选安装文件' }).click()
  await expect(about.getByRole('table', { name: '选中的安装文件' })).toContainText('0.1.0 → 9.0.0，比现在的新')
  await expect(about.getByRole('table', { name: '选中的安装文件' })).toContainText(hash.slice(0, 8))
  await about.getByRole('button', { name: '打开安装文件' }).click()
  await expect(about.getByRole('status')).toContainText('安装程序已经打开')
})
