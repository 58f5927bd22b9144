import { expect, test } from './support/test'
import { EntryPage } from './pages/entry-page'
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

test('on 月报填报 two windows lose nothing, and a cell that was typed over an old value is a conflict with a choice', async ({ page, context }) => {
  const DONE = '本月完成投资（万元）'
  const here = new EntryPage(page)
  await here.open('official')
  const other = await context.newPage()
  await other.goto('/#/entry')
  const there = new EntryPage(other)
  await here.go(NAME, DONE)
  await here.type('11')
  await here.press('Enter')
  await expect(await there.cell(NAME, DONE)).toHaveText('11.00')
  await there.go(NAME, '形象进度')
  await there.type('主体三层')
  await there.press('Enter')
  await expect(await here.cell(NAME, '形象进度')).toHaveText('主体三层')
  await expect(await here.cell(NAME, DONE)).toHaveText('11.00')

  const conflict = new Frame(other).conflict
  for (const [choice, kept] of [['保留现在的', '12.00'], ['用我填的', '33.00']] as const) {
    // The other window is in the middle of a cell when this one saves it.
    await there.go(NAME, DONE)
    await there.type('33')
    await here.go(NAME, DONE)
    await here.type('12')
    await here.press('Enter')
    await expect(await here.cell(NAME, DONE)).toHaveText('12.00')
    await expect(there.active).toHaveValue('33')
    await there.press('Enter')
    await expect(conflict.getByRole('row', { name: new RegExp(NAME, 'u') })).toContainText('33.00 万元')
    await expect(conflict).toContainText('12.00 万元')
    await expect(await there.cell(NAME, DONE)).toHaveText('33')
    await conflict.getByRole('button', { name: choice }).click()
    await expect(conflict).toBeHidden()
    for (const window_ of [here, there]) await expect(await window_.cell(NAME, DONE)).toHaveText(kept)
    await here.go(NAME, DONE)
    await here.type('11')
    await here.press('Enter')
    await expect(await there.cell(NAME, DONE)).toHaveText('11.00')
  }
})

test('wrong values of two windows stand side by side: neither window throws the other’s away', async ({ page, context }) => {
  const here = new EntryPage(page)
  await here.open('official')
  const other = await context.newPage()
  await other.goto('/#/entry')
  const there = new EntryPage(other)
  for (const [window_, name, wrong] of [[here, NAME, '1.2.3'], [there, '临县职教中心项目', '一百']] as const) {
    await window_.go(name, '本月完成投资（万元）')
    await window_.type(wrong)
    await window_.press('Enter')
  }
  await expect(await here.cell('临县职教中心项目', '本月完成投资（万元）')).toHaveText('一百')
  await page.reload()
  await expect(await here.cell(NAME, '本月完成投资（万元）')).toHaveText('1.2.3')
  await expect(await here.cell('临县职教中心项目', '本月完成投资（万元）')).toHaveText('一百')
})
