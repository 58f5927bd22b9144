import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { Frame } from './pages/frame'
import { ProjectsPage } from './pages/projects-page'
import { SafetyPage } from './pages/safety-page'
import { SettingsPage } from './pages/settings-page'
import { expect, test } from './support/test'

/** Changes 审核人 in 设置: one logged operation with one field. */
async function setReviewer(page: Page, name: string): Promise<void> {
  await new Frame(page).go('设置')
  const settings = new SettingsPage(page)
  await settings.field('台账', '审核人').fill(name)
  await settings.save('台账')
  await expect(settings.section('台账').getByText('未保存')).toBeHidden()
}

async function openFilePart(page: Page): Promise<SafetyPage> {
  await new Frame(page).go('数据安全')
  const safety = new SafetyPage(page)
  await safety.tab('台账文件').click()
  return safety
}

test('操作记录 lists each step with before and after, marks what was undone, and filters by words, kind, field and day', async ({ page }) => {
  await page.clock.setFixedTime(new Date('2020-04-05T14:03:00+08:00'))
  const frame = new Frame(page)
  const safety = new SafetyPage(page)
  await frame.openLedger('官方台账')
  await setReviewer(page, '张三')
  await setReviewer(page, '李四')
  await frame.undo()
  await page.clock.setFixedTime(new Date('2020-04-06T09:00:00+08:00'))
  await setReviewer(page, '王五')
  await frame.go('数据安全')
  await expect(safety.logRows).toHaveCount(5)
  await expect(safety.logRows.nth(0)).toContainText('2020-04-06 09:00')
  await expect(safety.logRows.nth(0)).toContainText('张三 → 王五')
  await expect(safety.logRows.nth(1)).toContainText('撤销「修改设置「台账」」')
  await expect(safety.logRows.nth(2)).toContainText('已撤销')
  await expect(safety.logRows.nth(3)).toContainText('审核人')
  await expect(safety.logRows.nth(3)).not.toContainText('已撤销')
  await expect(safety.logRows.nth(4)).toContainText('此前的不能撤销')

  await safety.search.fill('李四')
  await expect(safety.logRows).toHaveCount(2)
  await page.getByRole('combobox', { name: /^种类/u }).selectOption({ label: '撤销' })
  await expect(safety.logRows).toHaveCount(1)
  await page.getByRole('button', { name: '清除筛选' }).click()
  await page.getByRole('combobox', { name: /^栏目/u }).selectOption({ label: '填报人' })
  await expect(page.getByText('没有符合条件的操作')).toBeVisible()
  await page.getByRole('button', { name: '清除筛选' }).click()
  await page.getByLabel('从哪天').fill('2020.4.6')
  await page.getByLabel('从哪天').press('Enter')
  await expect(safety.logRows).toHaveCount(1)
  await page.getByLabel('到哪天').fill('2020-02-30')
  await page.getByLabel('到哪天').press('Enter')
  await expect(page.getByRole('alert')).toContainText('没有 2020年2月30日 这一天')
})

test('an operation over several projects opens into its changes, each with a link to its project', async ({ page }) => {
  const projects = new ProjectsPage(page)
  const safety = new SafetyPage(page)
  await projects.open('official')
  const names = ['临县职教中心项目', '临县北门小学综合楼建设项目']
  for (const name of names) await projects.select(name)
  await projects.selection.getByRole('button', { name: '删除所选' }).click()
  await new Frame(page).go('数据安全')
  await safety.logRows.first().getByRole('button', { name: '2 个项目，2 处' }).click()
  for (const name of names) await expect(safety.logRows.filter({ hasText: name })).toContainText('在台账 → 在回收站')

  await safety.tab('操作记录').press('ArrowRight')
  await expect(safety.tab('回收站')).toBeFocused()
  await expect(safety.bin.getByRole('row')).toHaveCount(3)
  await safety.bin.getByLabel('全选').check()
  await page.getByRole('button', { name: '还原所选 2 个' }).click()
  await expect(page.getByText('回收站是空的')).toBeVisible()
  await new Frame(page).go('项目库')
  for (const name of names) await expect(projects.row(name)).toBeVisible()
})

test('回收站 gives one project back with its link in the list, and the restoring can be undone', async ({ page }) => {
  const frame = new Frame(page)
  const projects = new ProjectsPage(page)
  const safety = new SafetyPage(page)
  await projects.open('official')
  await projects.row('临县职教中心项目').hover()
  await projects.act('删除', '临县职教中心项目')
  await frame.go('数据安全')
  await safety.tab('回收站').click()
  await safety.bin.getByRole('button', { name: '还原 临县职教中心项目' }).click()
  await expect(page.getByText('回收站是空的')).toBeVisible()
  await frame.toasts.getByRole('button', { name: '撤销' }).last().click()
  await expect(safety.bin).toContainText('临县职教中心项目')
})

/** Exports the ledger and gives its text. */
async function exported(page: Page): Promise<{ name: string; path: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出台账', exact: true }).click()])
  const path = await download.path()
  return { name: download.suggestedFilename(), path, text: await readFile(path, 'utf8') }
}

async function offer(page: Page, name: string, text: string | Buffer): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: '选择台账文件' }).click()])
  await chooser.setFiles({ name, mimeType: 'application/json', buffer: typeof text === 'string' ? Buffer.from(text) : text })
}

test('a ledger goes out, is changed, and comes back as it was: after a preview and an explicit yes', async ({ page }) => {
  await page.clock.setFixedTime(new Date('2020-04-05T14:03:00+08:00'))
  const frame = new Frame(page)
  await frame.openLedger('演示数据')
  const safety = await openFilePart(page)
  const first = await exported(page)
  expect(first.name).toBe('县重点项目台账_20200405_1403.json')
  await setReviewer(page, '改过的人')
  await openFilePart(page)
  await offer(page, first.name, first.text)
  await expect(safety.replaceDialog).toContainText('60 个，323.65 亿元')
  await expect(safety.replaceDialog.getByRole('table', { name: '逐条会变什么' }).getByRole('row', { name: /^设置/u })).toHaveText(/设置\s*0\s*1\s*0\s*0/u)
  await expect(safety.replaceDialog.getByRole('button', { name: '替换', exact: true })).toBeDisabled()
  await page.keyboard.press('Escape')
  expect((await exported(page)).text).not.toBe(first.text)

  await offer(page, first.name, first.text)
  const [kept] = await Promise.all([page.waitForEvent('download'), safety.replaceDialog.getByRole('button', { name: '先导出现在的台账' }).click()])
  expect(await readFile(await kept.path(), 'utf8')).toContain('改过的人')
  await safety.replaceDialog.getByLabel('我看过上面的变化，确定替换').check()
  await safety.replaceDialog.getByRole('button', { name: '替换', exact: true }).click()
  await expect(frame.toasts).toContainText(`现在的台账是「${first.name}」`)
  await expect(frame.undoButton).toBeDisabled()
  expect((await exported(page)).text).toBe(first.text)
  await safety.tab('操作记录').click()
  await expect(safety.logRows.first()).toContainText(`导入台账 ${first.name}`)
})

test('a package that is cut, altered, newer or no package is refused with the reason, and the ledger is byte-equal to before', async ({ page }) => {
  const frame = new Frame(page)
  await frame.openLedger('演示数据')
  const safety = await openFilePart(page)
  const before = await exported(page)
  const parsed = JSON.parse(before.text) as Record<string, unknown>
  const hostile: readonly (readonly [string, string | Buffer, string])[] = [
    ['断.json', before.text.slice(0, before.text.length / 2), '文件不完整'],
    ['改.json', before.text.replace('"completed":', '"completed":1'), '校验码不对'],
    ['新.json', JSON.stringify({ ...parsed, formatVersion: 99 }), '请先升级本程序'],
    ['别的.json', '{"a":1}', '这不是本程序的台账文件'],
    ['图.json', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), '里面的文字读不出来'],
    ['空.json', '', '这不是台账文件'],
  ]
  for (const [name, text, reason] of hostile) {
    await offer(page, name, text)
    const alert = page.getByRole('alert')
    await expect(alert).toContainText(`${name}：`)
    await expect(alert).toContainText(reason)
    await expect(alert).toContainText('现在的台账没有动')
    await expect(safety.replaceDialog).toBeHidden()
  }
  const after = await exported(page)
  expect(sha256(after.text)).toBe(sha256(before.text))
})

test('another ready ledger takes the place of this one by the same preview, and cancelling leaves everything', async ({ page }) => {
  const frame = new Frame(page)
  await frame.openLedger('演示数据')
  const safety = await openFilePart(page)
  await page.getByRole('button', { name: '换成官方台账' }).click()
  await expect(safety.replaceDialog.getByRole('row', { name: /^种类/u })).toContainText('官方台账')
  await safety.replaceDialog.getByRole('button', { name: '不替换' }).click()
  await expect(page.getByRole('banner')).toContainText('虚构演示数据')
  await page.getByRole('button', { name: '换成官方台账' }).click()
  await safety.replaceDialog.getByLabel('我看过上面的变化，确定替换').check()
  await safety.replaceDialog.getByRole('button', { name: '替换', exact: true }).click()
  await expect(page.getByRole('banner')).not.toContainText('虚构演示数据')
  await page.reload()
  await expect(page.getByRole('banner')).not.toContainText('虚构演示数据')
})

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
