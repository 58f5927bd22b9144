import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { Frame } from './pages/frame'
import { ReportsPage } from './pages/reports-page'
import { expect, test } from './support/test'

async function open(page: Page, which: '官方台账' | '演示数据'): Promise<ReportsPage> {
  const frame = new Frame(page)
  await frame.openLedger(which)
  if (which === '演示数据') await frame.choosePeriod('2020年3月')
  await frame.go('报表导出')
  return new ReportsPage(page)
}

/** A folder of the browser's own instead of the person's; `locked` names a file that is open in Excel, `slow` holds back the file of a month. */
async function pretendFolder(page: Page, { locked = '', slow = '' } = {}): Promise<void> {
  await page.addInitScript(({ locked: held, slow: late }) => {
    const pick = async (): Promise<FileSystemDirectoryHandle> => {
      const folder = await navigator.storage.getDirectory()
      const get = folder.getFileHandle.bind(folder)
      folder.getFileHandle = async (name, options) => {
        if (options?.create && held !== '' && name.includes(held)) throw new DOMException('held', 'NoModificationAllowedError')
        const file = await get(name, options)
        const open = file.createWritable.bind(file)
        file.createWritable = async (how) => {
          const writing = await open(how)
          if (late === '' || !name.includes(late)) return writing
          const write = writing.write.bind(writing)
          writing.write = async (data) => {
            await new Promise<void>((go) => Object.assign(window, { goOn: go }))
            return write(data)
          }
          return writing
        }
        return file
      }
      return folder
    }
    Object.assign(window, { showDirectoryPicker: pick })
  }, { locked, slow })
}

/** Names and sizes of the files in that folder. */
function folderContent(page: Page): Promise<Record<string, number>> {
  return page.evaluate(async () => {
    const found: Record<string, number> = {}
    const folder = (await navigator.storage.getDirectory()) as unknown as { entries(): AsyncIterable<[string, FileSystemFileHandle]> }
    for await (const [name, handle] of folder.entries()) found[name] = (await handle.getFile()).size
    return found
  })
}

test('the pages stand there before anything is saved, follow the paper and the narrowing, and the choices are remembered', async ({ page }) => {
  const reports = await open(page, '演示数据')
  const first = reports.paper(1)
  await expect(first.getByText('项目进展情况月报表', { exact: true })).toBeVisible()
  await expect(first.getByText(/^第 1 页 共 \d+ 页$/u)).toBeVisible()
  await expect(first.getByText('3,290,600.00')).toBeVisible()
  const onA3 = await first.getAttribute('aria-label')

  await page.getByRole('radio', { name: 'A4' }).check()
  await expect(first).not.toHaveAttribute('aria-label', onA3!)
  await page.getByRole('radio', { name: '亿元' }).check()
  await expect(first.getByText('329.06', { exact: true })).toBeVisible()
  await page.getByRole('combobox', { name: /^只要其中/u }).selectOption({ label: '一个包联领导' })
  await expect(first.getByText(/（包联领导：/u)).toBeVisible()
  // Only the pages that are seen exist.
  expect(await reports.preview.getByRole('img').count()).toBeLessThan(5)

  await page.reload()
  await expect(page.getByRole('radio', { name: 'A4' })).toBeChecked()
  await expect(page.getByRole('radio', { name: '亿元' })).toBeChecked()
  await expect(first.getByText('329.06', { exact: true })).toBeVisible()
})

test('the pages are walked and sized by the keyboard alone, and a sheet is a press away', async ({ page }) => {
  const reports = await open(page, '演示数据')
  await expect(reports.paper(1).getByText('项目进展情况月报表', { exact: true })).toBeVisible()
  const number = page.getByRole('textbox', { name: '页码' })
  await number.focus()
  for (let i = 0; i < 12 && !(await reports.preview.evaluate((e) => e === document.activeElement)); i += 1) await page.keyboard.press('Tab')
  await expect(reports.preview).toBeFocused()
  await page.keyboard.press('PageDown')
  await expect(number).toHaveValue('2')
  await expect(reports.paper(2)).toBeInViewport()
  await page.keyboard.press('End')
  await expect(page.getByRole('button', { name: '下一页' })).toBeDisabled()
  await page.keyboard.press('PageUp')
  await page.keyboard.press('Home')
  await expect(number).toHaveValue('1')
  const width = async (): Promise<number> => (await reports.paper(1).boundingBox())!.width
  const before = await width()
  await page.keyboard.press('+')
  await expect.poll(width).toBeGreaterThan(before)
  await page.getByRole('button', { name: '整页' }).press('Enter')
  await expect.poll(async () => (await reports.paper(1).boundingBox())!.height).toBeLessThanOrEqual((await reports.preview.boundingBox())!.height)
  await page.getByRole('navigation', { name: '工作表' }).getByRole('button', { name: '说明' }).press('Enter')
  await expect(reports.preview.getByText('一、基本情况')).toBeInViewport()
  await number.fill('2')
  await number.press('Enter')
  await expect(reports.paper(2)).toBeInViewport()
})

test('an empty portfolio says what to do, and neither screen has faults for a screen reader', async ({ page }) => {
  const reports = await open(page, '官方台账')
  const faults = async (): Promise<unknown[]> => (await new AxeBuilder({ page }).exclude('svg').analyze()).violations.map((v) => [v.id, v.nodes.map((n) => n.html)])
  await expect(reports.paper(1)).toBeVisible()
  expect(await faults()).toEqual([])
  await reports.portfolio.selectOption({ value: '3367' })
  await expect(page.getByText('这个盘子里还没有登记项目。先到项目库录入')).toBeVisible()
  await expect(reports.exportButton).toBeDisabled()
  expect(await faults()).toEqual([])
})

test('a locked month is shown as it was locked, with the beginning of its checksum', async ({ page }) => {
  const reports = await open(page, '演示数据')
  await expect(page.getByText(/2020年3月已锁定.*校验码 [0-9a-f]{12}$/u)).toBeVisible()
  await expect(reports.paper(1)).toBeVisible()
})

test('what is printed is the pages and nothing else, each on its own paper', async ({ page }) => {
  await page.addInitScript(() => {
    // A host that prints for as long as the test looks.
    Object.assign(window, { desktopShell: { kind: 'desktop', takeWaitingFile: async () => null, onWaitingFile: () => {}, printPage: (asked: unknown) => new Promise((done) => Object.assign(window, { asked, done })), backupPlaces: async () => [{ id: 'first', where: null, state: 'unset' }, { id: 'second', where: null, state: 'unset' }] } })
  })
  const reports = await open(page, '演示数据')
  const label = await reports.paper(1).getAttribute('aria-label')
  const count = Number(/共 (\d+) 页/u.exec(label!)![1])
  await page.getByRole('button', { name: '打印', exact: false }).first().click()
  await page.getByRole('button', { name: '存成 PDF…' }).click()
  await page.waitForFunction(() => 'asked' in window)
  expect(await page.evaluate(() => (window as unknown as { asked: unknown }).asked)).toMatchObject({ to: 'pdf', paper: 'A3', landscape: true })
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/gu)].map((m) => `${Math.round(Number(m[1]))}×${Math.round(Number(m[2]))}`)
  expect(sizes).toHaveLength(count)
  expect(sizes[0]).toMatch(/^119[01]×84[12]$/u)
  expect(sizes.at(-1)).toMatch(/^59[56]×84[12]$/u)
  await page.evaluate(() => (window as unknown as { done(result: unknown): void }).done({ outcome: 'saved', where: 'D:\\报表\\三月.pdf' }))
  await expect(page.getByText('已存成 PDF：D:\\报表\\三月.pdf')).toBeVisible()
})

test('a year goes into a folder file by file; one that is open in Excel is named, and made again later', async ({ page }) => {
  await pretendFolder(page, { locked: '_2020-05_' })
  const reports = await open(page, '演示数据')
  await page.getByRole('button', { name: '批量导出' }).click()
  await expect(reports.batch.getByText('共 12 个文件')).toBeVisible()
  for (const month of [1, 2, 7, 8, 9, 10, 11, 12]) await reports.batch.getByRole('checkbox', { name: `${month} 月`, exact: true }).uncheck()
  await expect(reports.batch.getByText('共 4 个文件')).toBeVisible()
  await reports.batch.getByRole('button', { name: '选文件夹并开始' }).click()
  await expect(reports.batch.getByRole('status')).toHaveText('存好 3 个，1 个没有存上', { timeout: 40_000 })
  await expect(reports.batch.getByRole('row', { name: /^2020年5月/u })).toContainText('正被 Excel 或 WPS 打开')
  const files = await folderContent(page)
  expect(Object.keys(files).map((name) => /_(2020-\d\d)_/u.exec(name)![1]).sort()).toEqual(['2020-03', '2020-04', '2020-06'])
  expect(Math.min(...Object.values(files))).toBeGreaterThan(10_000)
  await expect(reports.batch.getByRole('button', { name: '没有存的 1 个再来一次' })).toBeVisible()
  await reports.batch.getByRole('button', { name: '关闭' }).last().click()
  await expect(reports.recent.getByRole('row')).toHaveCount(4)
})

test('取消 leaves whole files and no half one', async ({ page }) => {
  await pretendFolder(page, { slow: '_2020-02_' })
  const reports = await open(page, '演示数据')
  await page.getByRole('button', { name: '批量导出' }).click()
  await reports.batch.getByRole('button', { name: '选文件夹并开始' }).click()
  await expect(reports.batch.getByRole('status')).toContainText('正在存：2020年2月', { timeout: 40_000 })
  await expect(reports.batch.getByRole('progressbar')).toBeVisible()
  await reports.batch.getByRole('button', { name: '取消' }).click()
  await page.waitForFunction(() => 'goOn' in window)
  await page.evaluate(() => (window as unknown as { goOn(): void }).goOn())
  await expect(reports.batch.getByRole('status')).toHaveText('已取消。已存好的 2 个留着，没有留下半个文件')
  const files = await folderContent(page)
  expect(Object.keys(files)).toHaveLength(2)
  expect(Math.min(...Object.values(files))).toBeGreaterThan(10_000)
  await expect(reports.batch.getByRole('row', { name: /^2020年3月/u })).toContainText('没有做')
})
