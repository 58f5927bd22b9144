import { readFileSync } from 'node:fs'
import { read, write, type WorkBook } from '@e965/xlsx'
import { unzipSync } from 'fflate'
import { ExchangePage } from './pages/exchange-page'
import { AttachmentPanel } from './pages/attachment-panel'
import { EntryPage } from './pages/entry-page'
import { Frame } from './pages/frame'
import { ProjectPage } from './pages/project-page'
import { expect, test } from './support/test'

const OWNER = '县某水务公司'
const FILE = `${OWNER}_2020-12_填报表.xlsx`
const FIRST = '县城集中供热管网延伸工程'
const SECOND = '城关片区道路改造工程（二期）'

/** What an owner puts into the cells of 本月填报, saved by another program. */
function filledIn(bytes: Uint8Array, cells: Readonly<Record<string, number | string>>): Uint8Array {
  const book: WorkBook = read(bytes, { cellStyles: true })
  for (const [cell, value] of Object.entries(cells)) book.Sheets['本月填报']![cell] = typeof value === 'number' ? { t: 'n', v: value } : { t: 's', v: value }
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
}

test('an owner’s workbook goes out, comes back with a conflict, is merged as one step that says where it came from, and undone as one', async ({ page }) => {
  const frame = new Frame(page)
  const exchange = new ExchangePage(page)
  await page.goto('/?open=demo#/exchange')
  const sent = unzipSync(await exchange.sendAll())
  expect(Object.keys(sent)).toHaveLength(20)
  expect(Object.keys(sent)).toEqual(expect.arrayContaining([FILE, '发送清单_2020-12.xlsx', '附言_2020-12.txt']))
  await expect(exchange.title).toContainText('发出 18 份，收回 0 份')
  await expect(exchange.line(OWNER)).toContainText('逾期')

  // Meanwhile the office changes one of the figures that the owner fills in too.
  const project = await ProjectPage.openByName(page, FIRST)
  await project.fillMonth({ 本月完成投资: '950' })
  await project.save()

  await frame.go('收发交换')
  await exchange.tab('收回')
  const back = filledIn(sent[FILE]!, { H6: 1000.5, J6: 7000, H7: 400, J7: '多少' })
  await exchange.collectFiles([{ name: FILE, bytes: back }, { name: '通知.xlsx', bytes: new TextEncoder().encode('not a workbook, a letter') }])
  await expect(exchange.file('通知.xlsx')).toContainText('读不了')
  const file = exchange.file(FILE)
  await expect(file).toContainText('有冲突')
  await expect(file.getByRole('list', { name: /没有收的/u })).toContainText('看不懂“多少”')
  const conflict = file.getByRole('table', { name: '两边都改了的' }).getByRole('row').filter({ hasText: FIRST })
  await expect(conflict).toContainText('913.51')
  await expect(conflict).toContainText('950.00')
  await expect(conflict).toContainText('1,000.50')
  await expect(exchange.collectButton).toBeDisabled()
  await conflict.getByRole('radio', { name: `${FIRST} 本月完成投资 用${OWNER}的` }).check()
  await expect(exchange.collectButton).toHaveText('收进 1 个文件（3 处）')
  await exchange.collectButton.click()
  await expect(frame.toasts).toContainText('已收进 1 个文件，3 处')

  await exchange.tab('收发清单')
  await expect(exchange.line(OWNER)).toContainText('已收回')
  await ProjectPage.openByName(page, FIRST)
  await expect(project.monthField('本月完成投资')).toHaveValue('1,000.50')
  await expect(project.history).toContainText(`收回 ${OWNER} 2020年12月填报`)
  await expect(project.history).toContainText(`来自 ${OWNER} 的 ${FILE}`)

  // What could not be read waits in its cell of 月报填报; it goes with an undo of the collecting and comes back with its redo.
  const entry = new EntryPage(page)
  await frame.go('月报填报')
  const wrong = await entry.cell(SECOND, '到位资金（万元）')
  await expect(wrong).toContainText('多少')
  await frame.undo()
  await expect(wrong).not.toContainText('多少')
  await frame.redo()
  await expect(wrong).toContainText('多少')
  await frame.undo()
  await expect(wrong).not.toContainText('多少')
  await ProjectPage.openByName(page, FIRST)
  await expect(project.monthField('本月完成投资')).toHaveValue('950.00')
  await expect(project.monthField('到位资金')).toHaveValue('6,294.23')
  await ProjectPage.openByName(page, SECOND)
  await expect(project.monthField('本月完成投资')).toHaveValue('338.89')
  await frame.go('收发交换')
  await expect(exchange.line(OWNER)).toContainText('逾期')
})

test('two PCs exchange their changes by files and end with the same ledger; what was overtaken is listed and can be taken back', async ({ page, browser, baseURL }) => {
  const first = new ExchangePage(page)
  await page.goto('/?open=demo#/exchange?part=seat')
  const whole = await first.exportChanges('整本给另一台电脑')

  const context = await browser.newContext({ baseURL: baseURL ?? '', locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const otherPage = await context.newPage()
  const other = new ExchangePage(otherPage)
  await otherPage.goto('/?open=official#/exchange?part=seat')
  await other.takeIn(whole)
  await otherPage.getByRole('dialog', { name: '接上另一台电脑的台账' }).getByRole('button', { name: '换成这一本，接上' }).click()
  await other.expectTold('已接上')

  const change = async (at: typeof page, amount: string, remarks: string): Promise<ProjectPage> => {
    const project = await ProjectPage.openByName(at, FIRST)
    await project.fillMonth({ 本月完成投资: amount, ...(remarks === '' ? {} : { 存在问题: remarks }) })
    await project.save()
    if (at === page) {
      const files = new AttachmentPanel(at, at.getByRole('main'))
      await files.choose({ name: '函.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 函') })
      await expect(files.tiles).toHaveCount(1)
    }
    await new Frame(at).go('收发交换')
    await new ExchangePage(at).tab('两台电脑交换')
    return project
  }
  await change(page, '111', '')
  await change(otherPage, '222', '材料没到')
  const [ofFirst, ofOther] = [await first.exportChanges('导出改动'), await other.exportChanges('导出改动')]
  await first.takeIn(ofOther)
  await first.expectTold('收进')
  await other.takeIn(ofFirst)
  await other.expectTold('收进')
  await other.takeIn(ofFirst)
  await other.expectTold('没有变化')

  // Both list the same loss; the figure that stands is the same on both.
  const shown = await first.lost.getByRole('row').nth(1).innerText()
  expect(await other.lost.getByRole('row').nth(1).innerText()).toBe(shown)
  const lost = shown.includes('111.00 万元\t') && shown.indexOf('111.00') < shown.indexOf('222.00') ? '111.00' : '222.00'
  await other.lost.getByRole('button', { name: '改用这个值' }).click()
  await expect(other.lost).toHaveCount(0)
  await first.takeIn(await other.exportChanges('导出改动'))
  await first.expectTold('收进')
  for (const at of [page, otherPage]) {
    const project = await ProjectPage.openByName(at, FIRST)
    await expect(project.monthField('本月完成投资')).toHaveValue(lost)
    await expect(project.monthField('存在问题')).toHaveValue('材料没到')
  }
  // What was attached on the one lies, with its bytes, on the other.
  const there = new AttachmentPanel(otherPage, otherPage.getByRole('main'))
  await there.tiles.getByRole('button', { name: '看附件 函.pdf' }).click()
  const saved = otherPage.waitForEvent('download')
  await there.viewer.getByRole('button', { name: '存到电脑上' }).first().click()
  expect(readFileSync(await (await saved).path(), 'utf8')).toBe('%PDF-1.4 函')
  await context.close()
})
