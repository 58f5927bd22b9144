import type { Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { AttachmentPanel } from './pages/attachment-panel'
import { Frame } from './pages/frame'
import { ProjectPage } from './pages/project-page'
import { SafetyPage } from './pages/safety-page'
import { expect, test } from './support/test'

const NAME = '临县北门小学综合楼建设项目'

/** The folder that the person picks: the browser's private folder stands in, with the same handles and writes. */
async function letPickFolder(page: Page): Promise<void> {
  await page.addInitScript(() => {
    Object.assign(window, { showDirectoryPicker: async ({ id }: { id: string }) => (await navigator.storage.getDirectory()).getDirectoryHandle(id, { create: true }) })
  })
}

async function chooseFolder(page: Page): Promise<SafetyPage> {
  await new Frame(page).go('数据安全')
  const safety = new SafetyPage(page)
  await safety.tab('备份').click()
  await page.getByRole('button', { name: '第一处：选文件夹' }).click()
  await expect(safety.copies).toHaveCount(1)
  return safety
}

test.describe('after a loss', () => {
  test('a ledger whose storage is gone comes back whole from its copy', async ({ page }) => {
    await letPickFolder(page)
    const frame = new Frame(page)
    await frame.openLedger('官方台账')
    const project = await ProjectPage.openByName(page, NAME)
    await project.fillMonth({ 本月完成投资: '123.50' })
    await project.save()
    const files = new AttachmentPanel(page, page.getByRole('main'))
    await files.choose({ name: '批复.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 批复') })
    await expect(files.tiles).toHaveCount(1)
    await chooseFolder(page)
    await expect(page.getByText('读回来核对无误')).toBeVisible()

    await page.evaluate(() => new Promise((resolve) => (indexedDB.deleteDatabase('key-project-ledger').onsuccess = resolve)))
    await page.reload()
    await page.getByRole('button', { name: /^恢复 .* 的备份$/u }).click()
    await frame.heading.waitFor()
    await expect((await ProjectPage.openByName(page, NAME)).monthField('本月完成投资')).toHaveValue('123.50')
    // The attached file lay beside the copy and has come back with it.
    const saved = page.waitForEvent('download')
    await files.tiles.getByRole('button', { name: '看附件 批复.pdf' }).click()
    await files.viewer.getByRole('button', { name: '存到电脑上' }).first().click()
    expect(readFileSync(await (await saved).path(), 'utf8')).toBe('%PDF-1.4 批复')
  })
})

test('one project is put back from a copy, the rest stays, and one undo takes it back', async ({ page }) => {
  await letPickFolder(page)
  const frame = new Frame(page)
  await frame.openLedger('演示数据')
  const safety = await chooseFolder(page)

  await frame.go('项目库')
  await page.getByRole('checkbox', { name: '全选' }).first().check()
  await page.getByRole('button', { name: '删除所选' }).click()
  await frame.go('数据安全')
  await safety.tab('备份').click()
  await page.getByRole('button', { name: /^从 .* 恢复几个项目$/u }).click()
  await expect(safety.restoreDialog.getByRole('row')).toHaveCount(66)
  await safety.restoreDialog.getByRole('checkbox', { name: '县城集中供热管网延伸工程' }).check()
  await safety.restoreDialog.getByRole('button', { name: '恢复所选 1 个' }).click()
  await expect(frame.toasts).toContainText('已恢复 1 个项目')
  await expect(page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '项目库' })).toContainText('1')
  await frame.undo()
  await expect(frame.toasts).toContainText('撤销「从备份恢复 县城集中供热管网延伸工程」')
})

test('without a folder the program says that there is only one ledger, and where to begin', async ({ page }) => {
  const frame = new Frame(page)
  await frame.openLedger('官方台账')
  await expect(page.getByTitle('还没有自动备份：台账只有这台电脑上的一份')).toBeVisible()
  await frame.go('数据安全')
  await new SafetyPage(page).tab('备份').click()
  await expect(page.getByRole('heading', { name: '还没有备份' })).toBeVisible()
  await expect(page.getByRole('button', { name: '现在备份' })).toBeDisabled()
})

test('a ledger sealed with a password opens with it alone', async ({ page }) => {
  const frame = new Frame(page)
  await frame.openLedger('官方台账')
  await frame.go('数据安全')
  const safety = new SafetyPage(page)
  await safety.tab('台账文件').click()
  await page.getByRole('button', { name: '加密导出' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('密码', { exact: true }).fill('临县3367大会战')
  await dialog.getByLabel('再输一遍').fill('临县3367大会')
  await expect(dialog.getByRole('alert')).toHaveText('两遍不一样')
  await dialog.getByLabel('再输一遍').fill('临县3367大会战')
  const [download] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: '加密导出' }).click()])
  expect(download.suggestedFilename()).toMatch(/_加密\.json$/u)

  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '选择台账文件' }).click()])
  await chooser.setFiles(await download.path())
  await dialog.getByLabel('密码').fill('别的密码别的密码')
  await dialog.getByRole('button', { name: '打开' }).click()
  await expect(dialog.getByRole('alert')).toContainText('密码不对')
  await dialog.getByLabel('密码').fill('临县3367大会战')
  await dialog.getByRole('button', { name: '打开' }).click()
  await expect(safety.replaceDialog.getByText('两边一样，替换不会改变什么。')).toBeVisible()
})
