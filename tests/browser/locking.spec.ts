import { demoLedger } from '@/data/demo'
import type { Snapshot } from '@/domain/model'
import { dateOnly, period } from '@/domain/period'
import { lockMonth } from '@/workers/lock-edits'
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
  // The bytes that a command line would freeze.
  const month = period('2020-10')
  const { edits } = lockMonth(demoLedger(), month, dateOnly('2020-11-05'), { today: dateOnly('2020-11-05'), at: '2020-11-05T01:00:00.000Z' })
  await expect(page.getByText(`本期已锁定，校验码 ${(edits.at(-1)!.blank as Snapshot).sha256.slice(0, 12)}`)).toBeVisible()

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
