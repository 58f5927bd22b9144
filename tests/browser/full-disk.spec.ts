import { EntryPage } from './pages/entry-page'
import { Frame } from './pages/frame'
import { expect, test } from './support/test'

const NAME = '临县北门小学综合楼建设项目'
const DONE = '本月完成投资（万元）'
const QUOTA_BYTES = 8_000_000

test('with no room left the typed value stays in its cell and the frame says what to do; with room again it is saved', async ({ page, context }) => {
  const protocol = await context.newCDPSession(page)
  await page.goto('/__ledger')
  const origin = await page.evaluate(() => location.origin)
  await protocol.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: QUOTA_BYTES })
  await page.route('**/__room', (route) => route.fulfill({ contentType: 'text/plain', body: '30000000' }))
  const entry = new EntryPage(page)
  await entry.open('official')
  // Said early, long before anything is refused.
  await expect(page.getByRole('banner').getByRole('link', { name: '空间满了' })).toHaveAttribute('title', /只剩 .* 空间，可能存不上。请马上清理磁盘/u)

  // Fills the room to the last KB, as other files of this PC would.
  await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('other', 1)
      opening.onupgradeneeded = () => opening.result.createObjectStore('rows', { autoIncrement: true })
      opening.onsuccess = () => resolve(opening.result)
    })
    const put = (bytes: number): Promise<boolean> => new Promise((resolve) => {
      const transaction = database.transaction('rows', 'readwrite')
      transaction.objectStore('rows').add(crypto.getRandomValues(new Uint8Array(bytes)))
      transaction.oncomplete = () => resolve(true)
      transaction.onabort = () => resolve(false)
    })
    for (const bytes of [32_000, 4000, 200, 20]) while (await put(bytes)) { /* as long as it fits */ }
    database.close()
  })
  await entry.go(NAME, DONE)
  await entry.type('123.5')
  await entry.press('Enter')
  await expect(await entry.cell(NAME, DONE)).toHaveText('123.5')
  await expect(new Frame(page).saved).toHaveText('保存失败')
  await entry.go(NAME, DONE)
  await expect(page.getByText('磁盘空间不足，这一步没有存上。请清理磁盘后再试，已填的内容还在原处').first()).toBeVisible()

  await protocol.send('Storage.overrideQuotaForOrigin', { origin })
  await entry.press('F2', 'Enter')
  await expect(await entry.cell(NAME, DONE)).toHaveText('123.50')
  await expect(new Frame(page).saved).toContainText('已保存')
  await page.reload()
  await expect(await entry.cell(NAME, DONE)).toHaveText('123.50')
})
