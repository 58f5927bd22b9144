import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { withNumber } from '../unit/exchange/seal/support'
import { EntryPage } from './pages/entry-page'
import { Frame } from './pages/frame'
import { LockDialogs } from './pages/lock-dialogs'
import { bytesOf, ReportsPage } from './pages/reports-page'
import { SafetyPage } from './pages/safety-page'
import { SettingsPage } from './pages/settings-page'
import { expect, test } from './support/test'

test('a locked month is one file: before and after the ledger changed and the program was restarted, on screen and by command line; 核对报表 names a changed cell', async ({ page }, info) => {
  const [entry, frame, lock, reports, safety] = [new EntryPage(page), new Frame(page), new LockDialogs(page), new ReportsPage(page), new SafetyPage(page)]
  await page.clock.setFixedTime(new Date('2020-11-05T09:00:00+08:00'))
  await entry.open('demo')
  await frame.choosePeriod('2020年10月')
  await lock.open('锁定本期')
  await lock.dialog.getByRole('checkbox', { name: /按“待填报”锁定/u }).check()
  await lock.dialog.getByRole('button', { name: '锁定本期' }).click()
  await expect(page.getByText('本期已锁定')).toBeVisible()
  await frame.go('报表导出')
  const first = Buffer.from(await bytesOf(await reports.download()))

  await frame.go('设置')
  const settings = new SettingsPage(page)
  await settings.field('台账', '审核人').fill('后来的人')
  await settings.save('台账')
  await expect(settings.section('台账').getByText('未保存')).toBeHidden()
  await page.clock.setFixedTime(new Date('2021-06-30T23:30:00+08:00'))
  await page.reload()
  await frame.choosePeriod('2020年10月')
  await frame.go('报表导出')
  const second = Buffer.from(await bytesOf(await reports.download()))
  expect(second.equals(first)).toBe(true)

  await frame.go('数据安全')
  await safety.tab('台账文件').click()
  const [ledger] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出台账', exact: true }).click()])
  const [json, xlsx] = [info.outputPath('ledger.json'), info.outputPath('october.xlsx')]
  await ledger.saveAs(json)
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/export.ts', '--ledger', json, '--report', 'monthly', '--period', '2020-10', '--out', xlsx], { encoding: 'utf8', env: { ...process.env, TZ: 'America/Los_Angeles' } })
  expect(status, stderr).toBe(0)
  expect(readFileSync(xlsx).equals(first)).toBe(true)

  await page.getByRole('tab', { name: '核对报表' }).click()
  const verify = page.getByRole('region', { name: '核对报表' })
  await verify.getByLabel('要核对的 Excel 表').setInputFiles(xlsx)
  await expect(verify.getByRole('status')).toContainText('与锁定数据一致（2020年10月第 1 次锁定的数据）')
  const changed = info.outputPath('changed.xlsx')
  await writeFile(changed, withNumber(first, 1, 'M12', 12_345.67))
  await verify.getByLabel('要核对的 Excel 表').setInputFiles(changed)
  await expect(verify.getByRole('table', { name: '不一致的地方' }).getByRole('row').nth(1)).toContainText('M12')
  await expect(verify.getByRole('table', { name: '不一致的地方' }).getByRole('row')).toHaveCount(2)
  await verify.getByLabel('要核对的 Excel 表').setInputFiles({ name: '别的.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from('项目') })
  await expect(verify.getByRole('alert')).toContainText('不是 .xlsx 文件')
})
