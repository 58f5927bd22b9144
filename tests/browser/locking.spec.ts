import { EntryPage } from './pages/entry-page'
import { Frame } from './pages/frame'
import { LockDialogs } from './pages/lock-dialogs'
import { expect, test } from './support/test'

test('锁定本期 says what stands in the way, takes a yes for what is missing, and stands still until 解锁本期', async ({ page }) => {
  const [entry, frame, lock] = [new EntryPage(page), new Frame(page), new LockDialogs(page)]
  await entry.open('demo')

  await frame.choosePeriod('2020年12月')
  await lock.open('锁定本期')
  await expect(lock.dialog).toContainText('个项目的月报还没有审核')
  await expect(lock.dialog.getByRole('button', { name: '锁定本期' })).toBeDisabled()
  await lock.dialog.getByRole('button', { name: '不锁定了' }).click()

  await frame.choosePeriod('2020年10月')
  await lock.open('锁定本期')
  const go = lock.dialog.getByRole('button', { name: '锁定本期' })
  await expect(go).toBeDisabled()
  await lock.dialog.getByRole('checkbox', { name: /按“待填报”锁定/u }).check()
  await lock.dialog.getByLabel(/^填报日期/u).fill('2020.11.5')
  await go.click()
  await expect(frame.toasts).toContainText('已锁定 2020年10月')
  await expect(page.getByText(/本期已锁定，校验码 [0-9a-f]{12}/u)).toBeVisible()

  await frame.undo()
  await expect(page.getByText('本期已锁定')).toBeHidden()
  await page.keyboard.press('Control+y')
  await expect(page.getByText('本期已锁定')).toBeVisible()
  await page.reload()
  await frame.choosePeriod('2020年10月')
  await expect(page.getByText('本期已锁定')).toBeVisible()

  await lock.open('解锁本期')
  await lock.dialog.getByRole('button', { name: '解锁本期' }).click()
  await expect(lock.dialog).toContainText('要写明原因')
  await expect(lock.dialog.getByLabel('解锁原因')).toBeFocused()
  await lock.dialog.getByLabel('解锁原因').fill('与监理签认数不符')
  await lock.dialog.getByRole('button', { name: '解锁本期' }).click()
  await expect(page.getByText('本期已锁定')).toBeHidden()
  await frame.go('数据安全')
  await expect(page.getByRole('cell', { name: '解锁 2020年10月 原因：与监理签认数不符' })).toBeVisible()
})
