import AxeBuilder from '@axe-core/playwright'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readPackageFile } from '@/exchange/package-file'
import { AttachmentPanel } from './pages/attachment-panel'
import { Frame } from './pages/frame'
import { IssuesPage } from './pages/issues-page'
import { ProjectPage } from './pages/project-page'
import { SafetyPage } from './pages/safety-page'
import { drawJpeg, writeLargePicture } from './support/pictures'
import { expect, test } from './support/test'

const PICTURES = process.env['WALL_PICTURES']
const PDF = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>')

test('pictures and PDFs hang on a problem: chosen, dropped, pasted, looked at, described, taken off, undone; what is not one is refused in its place', async ({ page }, info) => {
  const frame = new Frame(page)
  const issues = new IssuesPage(page)
  await frame.openLedger('演示数据')
  await issues.open()
  await issues.list.getByRole('row').nth(1).getByRole('button').first().click()
  const files = new AttachmentPanel(page, issues.detail)
  const before = await drawJpeg(page, 900, 600, '整改前')
  await files.choose([
    { name: '整改前.jpg', mimeType: 'image/jpeg', buffer: before }, { name: '木马.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('MZ\x90\0\x03', 'latin1') },
    { name: '图.png', mimeType: 'image/png', buffer: SVG }, { name: '断了.jpg', mimeType: 'image/jpeg', buffer: Buffer.concat([before.subarray(0, 300)]) },
  ])
  await expect(files.tiles).toHaveCount(1)
  await expect(files.refused).toContainText([/“木马\.jpg”是程序文件（\.exe），不是图片，没有收/u, /“图\.png”是 SVG 图，里面可以夹带脚本，没有收/u, /“断了\.jpg”坏了，打不开，没有收/u])
  expect((await new AxeBuilder({ page }).analyze()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)])).toEqual([])
  // The bytes are what was chosen; a second time is told.
  await files.choose({ name: '又一次.jpg', mimeType: 'image/jpeg', buffer: before })
  await expect(files.refused.last()).toContainText('已经附过了，就是“整改前.jpg”')
  for (let left = await files.refused.count(); left > 0; left -= 1) await files.refused.first().getByRole('button', { name: /^知道了/u }).click()

  await files.give('drop', '整改后<b>.jpg', 'image/jpeg', await drawJpeg(page, 1200, 900, '整改后'))
  await expect(files.tiles).toHaveCount(2)
  await files.give('paste', 'image.png', 'image/png', await drawJpeg(page, 300, 200, '截图'))
  await expect(files.tiles.nth(2)).toContainText(/粘贴的图片_\d{8}_\d{4}\.jpg/u)
  await files.choose({ name: '函.pdf', mimeType: 'application/pdf', buffer: PDF })
  await expect(files.tiles).toHaveCount(4)

  // A photo of 60 MB: told, and offered smaller.
  const photo = info.outputPath('大照片.jpg')
  writeLargePicture(photo, await drawJpeg(page, 4000, 3000, '六十兆'), 60 * 1_048_576)
  await files.region.getByLabel('大照片缩小存').uncheck()
  await files.choose(photo)
  await expect(files.refused).toContainText('“大照片.jpg”有 60 兆，超过每个文件 20 兆的上限，没有收')
  await files.refused.getByRole('button', { name: '缩小后附上' }).click()
  await expect(frame.toasts).toContainText('已附上“大照片.jpg”，已缩小')
  await expect(files.tiles.nth(4)).toContainText(/0\.\d 兆/u)

  await files.tiles.nth(0).getByRole('button', { name: '看附件 整改前.jpg' }).click()
  const shown = files.viewer.getByRole('img', { name: '整改前.jpg' })
  expect(await shown.evaluate(async (img: HTMLImageElement) => { await img.decode(); return img.naturalWidth })).toBe(900)
  await files.viewer.getByLabel('说明').fill('<b>整改前</b> 3 月 5 日')
  await files.viewer.getByLabel('文件名').fill('')
  await files.viewer.getByRole('button', { name: '下一个' }).focus()
  await expect(files.viewer.getByLabel('文件名')).toHaveAccessibleDescription('请填文件名')
  await files.viewer.getByLabel('文件名').fill('东侧围挡')
  await page.keyboard.press('Tab')
  await expect(files.viewer.getByLabel('文件名')).toHaveValue('东侧围挡.jpg')
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/attachment-viewer.png` })
  expect((await new AxeBuilder({ page }).include('dialog').analyze()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)])).toEqual([])
  await files.viewer.getByRole('group').focus()
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowRight')
  const saved = page.waitForEvent('download')
  await files.viewer.getByRole('button', { name: '存到电脑上' }).first().click()
  expect(readFileSync(await (await saved).path())).toEqual(PDF)
  await page.keyboard.press('Escape')
  await expect(files.tiles.first()).toContainText('<b>整改前</b> 3 月 5 日')
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/attachments-issue.png` })

  await files.tiles.nth(1).getByRole('button', { name: /^去掉/u }).click()
  await expect(files.tiles).toHaveCount(4)
  await frame.undo()
  await expect(files.tiles).toHaveCount(5)
  await page.reload()
  await expect(files.tiles).toHaveCount(5)
  expect(await files.tiles.first().getByRole('button').first().locator('img').evaluate(async (img: HTMLImageElement) => { await img.decode(); return img.naturalWidth })).toBe(320)
})

test('attached files travel in the ledger file and come back with it, into an empty program too', async ({ page, browser, baseURL }, info) => {
  const frame = new Frame(page)
  await frame.openLedger('官方台账')
  await frame.go('项目库')
  await page.getByRole('link', { name: '临县职教中心项目' }).first().click()
  const files = new AttachmentPanel(page, page.getByRole('main'))
  const picture = await drawJpeg(page, 900, 600, '效果图')
  await files.choose([{ name: '效果图.jpg', mimeType: 'image/jpeg', buffer: picture }, { name: '批复.pdf', mimeType: 'application/pdf', buffer: PDF }])
  await expect(files.tiles).toHaveCount(2)
  await expect(page.getByRole('region', { name: '修改记录' })).toContainText('附件“效果图.jpg”')
  await frame.go('数据安全')
  const safety = new SafetyPage(page)
  await safety.tab('台账文件').click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: '导出台账', exact: true }).click()
  const file = info.outputPath('台账.json')
  await (await download).saveAs(file)
  const { files: carried, data } = await readPackageFile(readFileSync(file))
  expect(data.attachments.map((a) => [a.name, Buffer.from(carried.get(a.sha256)!).equals(a.type === 'application/pdf' ? PDF : picture)]).sort()).toEqual([['批复.pdf', true], ['效果图.jpg', true]])
  expect(carried.has(createHash('sha256').update(picture).digest('hex'))).toBe(true)

  const other = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }) })
  const fresh = await other.newPage()
  await fresh.goto('/')
  const chooser = fresh.waitForEvent('filechooser')
  await fresh.getByRole('button', { name: '导入台账文件' }).click()
  await (await chooser).setFiles(file)
  await fresh.getByRole('heading', { level: 1, name: '总览' }).waitFor()
  await new Frame(fresh).go('项目库')
  await fresh.getByRole('link', { name: '临县职教中心项目' }).first().click()
  const there = new AttachmentPanel(fresh, fresh.getByRole('main'))
  await expect(there.tiles).toHaveCount(2)
  await there.tiles.getByRole('button', { name: '看附件 效果图.jpg' }).click()
  expect(await there.viewer.getByRole('img').evaluate(async (img: HTMLImageElement) => { await img.decode(); return img.naturalWidth })).toBe(900)
  await other.close()
})

test('a milestone, a 督办单 and a 集中开复工 carry files too; the demonstration ledger brings some that can be looked at', async ({ page }) => {
  const frame = new Frame(page)
  const issues = new IssuesPage(page)
  await frame.openLedger('演示数据')
  await ProjectPage.openByName(page, '县医院门诊综合楼项目')
  const project = new AttachmentPanel(page, page.getByRole('main'))
  await expect(project.tiles).toHaveCount(2)
  expect(await project.tiles.last().locator('img').evaluate(async (img: HTMLImageElement) => { await img.decode(); return img.naturalWidth })).toBe(320)
  await page.getByRole('region', { name: '节点' }).getByRole('button', { name: '主体结构', exact: true }).click()
  const milestone = new AttachmentPanel(page, page.getByRole('dialog'))
  await expect(milestone.tiles).toHaveCount(1)
  await milestone.choose({ name: '检测报告.pdf', mimeType: 'application/pdf', buffer: PDF })
  await expect(milestone.tiles).toHaveCount(2)
  // Pasted, it goes to the dialog and not to the project behind it.
  await milestone.give('paste', 'image.png', 'image/png', await drawJpeg(page, 300, 200, '节点'))
  await expect(milestone.tiles).toHaveCount(3)
  await page.keyboard.press('Escape')
  await expect(project.tiles).toHaveCount(2)
  await expect(page.getByRole('region', { name: '修改记录' })).toContainText('检测报告.pdf')

  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '项目库' }).click()
  await page.getByRole('main').getByRole('link', { name: '集中开复工' }).click()
  const event = page.getByRole('article', { name: '县城品质提升项目集中开工' })
  await event.getByRole('button', { name: '附件 1' }).click()
  const photos = new AttachmentPanel(page, event)
  await photos.tiles.first().getByRole('button').first().click()
  const photo = photos.viewer.getByRole('img', { name: '虚构演示：开工现场' })
  expect(await photo.evaluate(async (img: HTMLImageElement) => { await img.decode(); return img.naturalWidth })).toBe(400)
  await page.keyboard.press('Escape')
  await photos.choose({ name: '名单.pdf', mimeType: 'application/pdf', buffer: PDF })
  await expect(event.getByRole('button', { name: '附件 2' })).toHaveAttribute('aria-expanded', 'true')

  await page.goto('/#/issues?tab=orders&id=2020-1')
  const order = new AttachmentPanel(page, issues.orderDetail)
  await expect(order.tiles).toHaveCount(1)
  await order.choose({ name: '整改材料.jpg', mimeType: 'image/jpeg', buffer: await drawJpeg(page, 900, 600, '整改材料') })
  await expect(order.tiles).toHaveCount(2)
  await frame.undo()
  await expect(order.tiles).toHaveCount(1)
})
