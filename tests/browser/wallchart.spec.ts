import AxeBuilder from '@axe-core/playwright'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Frame } from './pages/frame'
import { WallPage } from './pages/wall-page'
import { expect, test } from './support/test'

const OUT = process.env['WALL_PICTURES'] ?? mkdtempSync(join(tmpdir(), 'wall-'))

test('the wall chart shows every project against time; a milestone is moved with what depends on it, and moved back', async ({ page }) => {
  const frame = new Frame(page)
  const wall = new WallPage(page)
  await frame.openLedger('演示数据')
  await wall.open()
  await expect(wall.chart).toContainText('一、基础设施（26）')
  await expect(wall.mark('智慧城管平台建设工程', '逾期')).toHaveCount(1)
  await expect(wall.row('智慧城管平台建设工程')).toHaveAccessibleName(/延 .*挂牌督战/u)
  if (process.env['WALL_PICTURES']) await page.screenshot({ path: join(OUT, 'year.png') })
  // One drag moves the milestone and everything behind it, as one step.
  await wall.choose('年', '月')
  const mark = wall.mark('农村饮水巩固提升工程', '未到').first()
  await mark.scrollIntoViewIfNeeded()
  const box = (await mark.boundingBox())!
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 34 * 3, y, { steps: 6 })
  await expect(page.getByText(/延 30 天.*顺延 \d+ 个后续节点/u)).toBeVisible()
  if (process.env['WALL_PICTURES']) await page.screenshot({ path: join(OUT, 'drag.png') })
  await page.mouse.up()
  await expect(frame.toasts).toContainText('延 30 天')
  await expect.poll(async () => Math.round((await mark.boundingBox())!.x - box.x)).toBe(102)
  await page.keyboard.press('Control+z')
  await expect.poll(async () => Math.round((await mark.boundingBox())!.x - box.x)).toBe(0)
  // Escape lets go without a trace, and what is finished does not move.
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + 34, y, { steps: 3 })
  await wall.chart.press('Escape')
  await page.mouse.up()
  await expect.poll(async () => Math.round((await mark.boundingBox())!.x - box.x)).toBe(0)
})

test('the chart is worked by keys alone', async ({ page }) => {
  const frame = new Frame(page)
  const wall = new WallPage(page)
  await frame.openLedger('演示数据')
  await wall.open()
  await wall.chart.focus()
  for (const key of ['ArrowDown', 'ArrowDown', ...Array<string>(7).fill('ArrowRight')]) await page.keyboard.press(key)
  await expect(page.getByRole('status').filter({ hasText: /^竣工验收：未到；计划 2022-06-30/u })).toBeVisible()
  await page.keyboard.press('Alt+ArrowRight')
  await page.keyboard.press('Alt+ArrowRight')
  await expect(page.getByText('竣工验收：2022-06-30 → 2022-07-02（延 2 天）')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(frame.toasts).toContainText('延 2 天')
  await expect(page.getByRole('status').filter({ hasText: /^竣工验收：未到；计划 2022-07-02/u })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(frame.heading).toHaveText('城关片区道路改造工程（二期）')
})

test('the second chart says what each project waits for, by responsible unit, and leads there by mouse and keys', async ({ page }) => {
  const frame = new Frame(page)
  const wall = new WallPage(page)
  await frame.openLedger('演示数据')
  await wall.open()
  await page.getByRole('button', { name: '作战保障图' }).click()
  await expect(wall.support).toContainText(/县住建部门（15 个项目，等办 \d+ 件，逾期 \d+ 件）/u)
  const row = wall.support.getByRole('group', { name: /^国道过境段改线工程：手续 1 项，问题 1 个，督办单 1 份/u })
  await expect(row).toContainText('施工许可 已受理，超 11 天')
  await expect(row.locator('.is-逾期 .letter').first()).toHaveText('逾')
  if (process.env['WALL_PICTURES']) await page.screenshot({ path: join(OUT, 'support.png') })
  expect((await new AxeBuilder({ page }).include('main').analyze()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)])).toEqual([])
  // By keys alone: the first project, its second thing, and there.
  await wall.support.focus()
  for (const key of ['ArrowDown', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
  await expect(page.getByRole('status').filter({ hasText: '问题“隧道弃渣场未办手续”：逾期 8 天' })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('complementary', { name: '问题详情' }).getByRole('heading', { level: 2 })).toHaveText('隧道弃渣场未办手续')
  await page.goBack()
  await wall.support.getByRole('link', { name: /9号提醒/u }).click()
  await expect(page.getByRole('complementary', { name: '督办单详情' }).getByRole('heading', { level: 2 })).toHaveText('演重督〔2020〕9号')
  await page.goBack()
  await wall.support.getByRole('link', { name: /手续“施工许可”：逾期，已受理，超 11 天/u }).first().click()
  await expect(page.getByRole('dialog', { name: '手续“施工许可”' })).toBeVisible()
  await page.goBack()
  await page.getByLabel('只看等办的').check()
  await expect(wall.support.getByRole('group', { name: /没有等办的事/u })).toHaveCount(0)
})

for (const chart of ['作战进度图', '作战保障图'] as const) test(`${chart} prints whole rows as text at A3, A1 and A0 in both shells, becomes a picture, and fills a screen`, async ({ page }) => {
  const frame = new Frame(page)
  const wall = new WallPage(page)
  await frame.openLedger('演示数据')
  await wall.open()
  await page.getByRole('button', { name: chart }).click()
  await page.getByRole('button', { name: '打印 A3 / A0' }).click()
  const many = chart === '作战保障图' ? 2 : 1
  for (const [paper, pages, width] of [['A3', 2, 420], ['A1', many, 841], ['A0', many, 1189]] as const) {
    await wall.preview.getByLabel('纸张').selectOption(paper)
    await expect(wall.preview.locator('.wall-page')).toHaveCount(pages)
    const file = join(OUT, `${chart}-${paper}.pdf`)
    // As the browser's dialog does it, and as the desktop asks for it: A3 by name, the page's own size wins.
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true, format: 'A3', landscape: true }))
    expect((await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1').match(/\/Type\s*\/Page\b/gu)).toHaveLength(pages)
    const info = execFileSync('pdfinfo', [file], { encoding: 'utf8' })
    expect(info).toMatch(new RegExp(`Pages: +${pages}\n`, 'u'))
    expect(Number(/Page size: +([\d.]+)/u.exec(info)![1])).toBeCloseTo((width / 25.4) * 72, -1)
    const words = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    for (const name of ['县城集中供热管网延伸工程', '演示小学综合楼项目', '虚构演示数据', `第 ${pages} 页 共 ${pages} 页`, chart === '作战进度图' ? '节点快到期' : '办理中']) expect(words).toContain(name)
  }
  const picture = page.waitForEvent('download')
  await wall.preview.getByRole('button', { name: '存图片' }).click()
  const png = join(OUT, `${chart}.png`)
  await (await picture).saveAs(png)
  expect(readFileSync(png).subarray(1, 4).toString()).toBe('PNG')
  await page.keyboard.press('Escape')
  await expect(wall.preview).toHaveCount(0)
  await page.getByRole('button', { name: '投屏' }).click()
  await expect(wall.show).toContainText('智慧城管平台建设工程 逾期')
  await expect(wall.show.getByRole('img', { name: /第 1 页/u })).toBeVisible()
  if (process.env['WALL_PICTURES']) await page.screenshot({ path: join(OUT, `${chart}-show.png`) })
  await page.keyboard.press('ArrowRight')
  await expect(wall.show.getByRole('img', { name: /第 2 页/u })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(wall.show).toHaveCount(0)
})
