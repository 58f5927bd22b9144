import { officialLedger } from '@/data/official'
import { writePackage } from '@/exchange/package'
import { expect, test } from './support/test'
import { Frame } from './pages/frame'

const DATABASE = 'key-project-ledger'

test('first start offers its three doors', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByRole('button', { name: '官方台账' })).toBeVisible()
  await expect(page.getByRole('button', { name: '演示数据' })).toBeVisible()
  await expect(page.getByRole('button', { name: '从 Excel 导入' })).toBeVisible()
})

test('a ledger file goes straight into the empty place, and a broken one is refused in words', async ({ page }) => {
  await page.goto('/')
  const choose = async (text: string): Promise<void> => {
    const chooser = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: '导入台账文件' }).click()
    await (await chooser).setFiles({ name: '台账.json', mimeType: 'application/json', buffer: Buffer.from(text) })
  }
  const text = await writePackage(officialLedger())
  await choose(text.slice(0, 5000))
  await expect(page.getByRole('alert')).toContainText('不完整')
  await expect(page.getByRole('button', { name: '官方台账' })).toBeVisible()
  await choose(text)
  await expect(page.getByRole('heading', { name: '总览' })).toBeVisible()
})

test('the demonstration ledger is marked 虚构演示数据 on every screen', async ({ page }) => {
  const frame = new Frame(page)
  await frame.openLedger('演示数据')
  for (const screen of ['总览', '项目库', '月报填报', '报表导出', '数据安全', '设置'] as const) {
    await frame.go(screen)
    await expect(page.getByRole('banner').getByText('虚构演示数据')).toBeVisible()
  }
})

test('a ledger of a newer program is refused in words and left as it is', async ({ page }) => {
  // A page of the same origin that does not open the ledger.
  await page.goto('/__ledger')
  await page.evaluate(async (name) => {
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.open(name, 990)
      request.onupgradeneeded = () => request.result.createObjectStore('projects', { keyPath: 'id' }).put({ id: 'kept' })
      request.onsuccess = () => (request.result.close(), resolve())
      request.onerror = () => reject(request.error)
    })
  }, DATABASE)
  await page.goto('/')
  await expect(page.getByRole('heading', { name: '台账比程序新' })).toBeVisible()
  await expect(page.getByText('没有改动它')).toBeVisible()
  await expect(page.getByRole('button', { name: '官方台账' })).toHaveCount(0)
  const kept = await page.evaluate(
    (name) =>
      new Promise((resolve) => {
        const request = indexedDB.open(name)
        request.onsuccess = () => {
          const all = request.result.transaction('projects').objectStore('projects').getAll()
          all.onsuccess = () => resolve({ version: request.result.version, rows: all.result })
        }
      }),
    DATABASE,
  )
  expect(kept).toEqual({ version: 990, rows: [{ id: 'kept' }] })
})
