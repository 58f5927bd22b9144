import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Frame } from './pages/frame'
import { IssuesPage } from './pages/issues-page'
import { expect, test } from './support/test'

const OUT = process.env['WALL_PICTURES'] ?? mkdtempSync(join(tmpdir(), 'issues-'))

test('a problem goes from 发现 to 回头看, comes back once, gets its 督办单, and every step can be undone', async ({ page }) => {
  const frame = new Frame(page)
  const issues = new IssuesPage(page)
  await frame.openLedger('演示数据')
  await issues.open()
  await expect(page.getByText(/未销号 \d+ 个，逾期 \d+ 个 · 督办单 9 份/u)).toBeVisible()
  if (process.env['WALL_PICTURES']) await page.screenshot({ path: join(OUT, 'issues.png') })
  await page.getByRole('button', { name: '登记问题' }).click()
  await issues.dialog.getByRole('button', { name: '登记', exact: true }).click()
  for (const words of ['请选项目', '请写明是什么问题', '请填发现人']) await expect(issues.dialog).toContainText(words)
  await issues.dialog.getByLabel('项目', { exact: true }).selectOption('城关片区道路改造工程（二期）')
  await issues.dialog.getByRole('textbox', { name: '问题' }).fill('<b>人行道</b>砖未铺 =1+1')
  await issues.dialog.getByLabel('等级').selectOption('较大')
  await issues.dialog.getByLabel('发现日期').fill('2020-09-21')
  await issues.dialog.getByLabel('发现人').fill('督查组周某')
  await issues.dialog.getByRole('button', { name: '登记', exact: true }).click()
  await expect(issues.row('<b>人行道</b>砖未铺 =1+1')).toContainText('待交办')
  // Nobody jumps the queue: 整改 is not offered before 交办.
  await expect(issues.detail.getByRole('button', { name: '整改', exact: true })).toHaveCount(0)
  // Five working days over the National Day holiday of 2020, with 27 September and 10 October at work.
  await issues.detail.getByRole('button', { name: '交办', exact: true }).click()
  await issues.detail.getByLabel('日期').fill('2020-09-20')
  await issues.detail.getByLabel('经办人').fill('专班郑某')
  await issues.detail.getByLabel('整改期限').fill('10 个工作日')
  await issues.detail.getByRole('button', { name: '保存交办' }).click()
  await expect(issues.detail.getByRole('alert')).toContainText('“交办”的日期 2020-09-20 早于上一步“发现”的 2020-09-21')
  await issues.detail.getByLabel('日期').fill('2020-09-25')
  await expect(issues.detail).toContainText('2020-10-15')
  await issues.detail.getByRole('button', { name: '保存交办' }).click()
  await expect(issues.row('<b>人行道</b>')).toContainText('2020-10-15')
  await expect(issues.row('<b>人行道</b>')).toContainText('逾期 77 天')
  await expect(issues.row('<b>人行道</b>')).toContainText('该通报')

  await issues.detail.getByRole('button', { name: '发督办单' }).click()
  await expect(issues.dialog).toContainText('演重督〔2020〕10号')
  await issues.dialog.getByLabel('办理期限').fill('5')
  await issues.dialog.getByRole('button', { name: '发出' }).click()
  await expect(issues.orderDetail.getByRole('heading')).toHaveText('演重督〔2020〕10号')
  await issues.orderDetail.getByRole('button', { name: '回复', exact: true }).click()
  await issues.orderDetail.getByLabel('回复人').fill('孙某')
  await issues.orderDetail.getByLabel('回复内容').fill('已调两个作业队')
  await issues.orderDetail.getByRole('button', { name: '保存回复' }).click()
  await expect(issues.orders.getByRole('row').filter({ hasText: '10号' })).toContainText('待办结')
  await issues.orderDetail.getByRole('button', { name: '打印' }).click()
  const file = join(OUT, 'order.pdf')
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true }))
  expect(execFileSync('pdfinfo', [file], { encoding: 'utf8' })).toMatch(/Pages: +1\n/u)
  const words = execFileSync('pdftotext', [file, '-'], { encoding: 'utf8' }).replace(/\s/gu, '')
  for (const part of ['演重督〔2020〕10号', '<b>人行道</b>砖未铺=1+1', '已调两个作业队', '虚构演示数据', '2020年12月31日']) expect(words).toContain(part)
  await page.keyboard.press('Escape')

  await issues.orderDetail.getByRole('button', { name: '看问题' }).click()
  for (const [step, note] of [['整改', '已铺完'], ['验收', '到位'], ['销号', ''], ['回头看', '完好']] as const) await issues.take(step, { 经办人: '周某', 说明: note })
  await issues.take('反弹', { 经办人: '周某', 原因: '冻融后又松动' })
  await expect(issues.detail).toContainText('反弹 1 次')
  await expect(issues.detail.getByRole('list', { name: '办理过程' }).getByRole('listitem')).toHaveText([/发现/u, /交办.*10 个工作日/u, /整改/u, /验收/u, /销号/u, /回头看/u, /反弹.*冻融/u])
  if (process.env['WALL_PICTURES']) await page.screenshot({ path: join(OUT, 'issue-detail.png') })
  for (let i = 0; i < 2; i += 1) await page.keyboard.press('Control+z')
  await expect(issues.detail.getByRole('list', { name: '办理过程' }).getByRole('listitem')).toHaveCount(5)
  await expect(issues.detail).toContainText('已销号')
})
