import AxeBuilder from '@axe-core/playwright'
import { EventPage } from './pages/event-page'
import { Frame } from './pages/frame'
import { expect, test } from './support/test'

const PICTURES = process.env['TASK_PICTURES']
const FIVE = '县城品质提升五个重点项目集中开复工'

test('an event sets the states of its projects in one step; 停工 asks for its reason; undo goes back through all of it', async ({ page }) => {
  const frame = new Frame(page)
  const events = new EventPage(page)
  await frame.openLedger('官方台账')
  await frame.go('项目库')
  await page.getByRole('link', { name: '集中开复工' }).click()
  // The page does not tell which of the five began and which resumed: nothing is set.
  await expect(events.event(FIVE)).toContainText('5 个项目是开工还是复工未说明')
  await expect(events.row(FIVE, '临县职教中心项目')).toContainText('待填报')
  expect((await new AxeBuilder({ page }).include('main').analyze()).violations).toEqual([])
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/events.png` })
  await events.event(FIVE).getByRole('button', { name: '修改' }).click()
  await events.dialog.getByLabel('日期').fill('2020-02-30')
  await events.dialog.getByRole('button', { name: '保存' }).click()
  await expect(events.dialog.getByLabel('日期')).toBeFocused()
  await events.dialog.getByLabel('日期').fill('2020-03-05')
  await events.dialog.getByLabel('临县职教中心项目 开工还是复工').selectOption('开工')
  await events.dialog.getByLabel('临县北门小学综合楼建设项目 开工还是复工').selectOption('复工')
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/event-dialog.png` })
  await events.dialog.getByRole('button', { name: '保存' }).click()
  await expect(events.row(FIVE, '临县职教中心项目')).toContainText('已开工')
  await expect(events.row(FIVE, '临县职教中心项目')).toContainText('2020-03-05')
  await expect(events.row(FIVE, '临县北门小学')).toContainText('复工')
  await events.event(FIVE).getByRole('button', { name: '打印议程' }).click()
  await expect(events.programme).toContainText('时间：2020年3月5日')
  await expect(events.programme.getByRole('row')).toHaveCount(6)
  if (PICTURES) await page.screenshot({ path: `${PICTURES}/programme.png` })
  await page.keyboard.press('Escape')
  await expect(events.programme).toHaveCount(0)
  // The project's own history.
  await page.getByRole('link', { name: '临县职教中心项目' }).click()
  const states = page.getByRole('region', { name: '状态变动' })
  await expect(states.getByRole('table')).toContainText(FIVE)
  await states.getByLabel('状态', { exact: true }).selectOption('停工')
  await states.getByLabel('日期').fill('2020-09-01')
  await states.getByRole('button', { name: '记录' }).click()
  await expect(states).toContainText('停工要写明原因，如')
  await states.getByLabel('原因').fill('征地未交付')
  await states.getByRole('button', { name: '记录' }).click()
  await expect(states.getByRole('row', { name: /2020-09-01 停工 征地未交付/u })).toBeVisible()
  if (PICTURES) { await states.scrollIntoViewIfNeeded(); await page.screenshot({ path: `${PICTURES}/states.png` }) }
  await frame.undo()
  await expect(states.getByRole('table')).not.toContainText('停工')
  await frame.undo()
  await expect(states).toContainText('还没有记过')
})
