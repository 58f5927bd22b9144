import { expect, test } from './support/test'
import { Frame } from './pages/frame'
import { ProjectPage } from './pages/project-page'

const NAME = '临县北门小学综合楼建设项目'

test('two windows on one ledger see each other’s changes at once and lose nothing', async ({ page, context }) => {
  await new Frame(page).openLedger('官方台账')
  const other = await context.newPage()
  await other.goto('/')
  const [here, there] = [await ProjectPage.openByName(page, NAME), await ProjectPage.openByName(other, NAME)]
  await here.fillMonth({ 本月完成投资: '11' })
  await here.save()
  await expect(there.monthField('本月完成投资')).toHaveValue('11.00')
  await there.fillMonth({ 形象进度: '主体三层' })
  await there.save()
  await expect(here.monthField('形象进度')).toHaveValue('主体三层')
  await expect(here.monthField('本月完成投资')).toHaveValue('11.00')
})

test('an edit that rests on an old value is shown as a conflict with both values, and the choice is kept', async ({ page, context }) => {
  await new Frame(page).openLedger('官方台账')
  const other = await context.newPage()
  await other.goto('/')
  const [here, there] = [await ProjectPage.openByName(page, NAME), await ProjectPage.openByName(other, NAME)]
  // The other window has begun to type before this one saves.
  await there.monthField('本月完成投资').fill('22')
  await here.fillMonth({ 本月完成投资: '11' })
  await here.save()
  await there.save()
  const conflict = new Frame(other).conflict
  await expect(conflict).toContainText('11.00 万元')
  await expect(conflict).toContainText('22.00 万元')
  await conflict.getByRole('button', { name: '用我填的' }).click()
  await expect(conflict).toBeHidden()
  await expect(here.monthField('本月完成投资')).toHaveValue('22.00')
})
