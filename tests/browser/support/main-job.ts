import type { Page } from '@playwright/test'
import { Frame } from '../pages/frame'
import { ProjectPage } from '../pages/project-page'
import { expect } from './test'

const FIVE = ['湫水河临县城区段综合治理（三期）工程', '临县城区雨污分流治理工程', '临县高级中学后勤与公寓工程项目（一期工程）', '临县职教中心项目', '临县北门小学综合楼建设项目']
const PLANS = ['12000', '9,000.50', '0.6亿', '７０００', '4000']
const MARCH = ['1,200.25', '300', '450.5', '80', '61.75']

/** From the official ledger to sums that add up, kept over a restart and undone by name: the same in both shells. */
export async function mainJob(page: Page): Promise<void> {
  const frame = new Frame(page)
  await frame.openLedger('官方台账')
  await frame.go('项目库')
  for (const name of FIVE) await expect(page.getByRole('row', { name: new RegExp(escape(name), 'u') })).toContainText('待填报')

  for (const [index, name] of FIVE.entries()) {
    const project = await ProjectPage.openByName(page, name)
    await project.fillPlan(2020, PLANS[index]!)
    await project.fillMonth({ 本月完成投资: MARCH[index]! })
    await project.save()
  }

  // 12000 + 9000.50 + 6000 + 7000 + 4000 = 38,000.50 万元; declared 39,600 → 1,599.50 short. March: 2,092.50.
  await frame.go('总览')
  await page.getByLabel('项目盘子').selectOption({ label: '品质提升项目' })
  await expect(page.getByRole('main')).toContainText('3.80005')
  await expect(page.getByRole('main')).toContainText('-0.15995')
  await expect(page.getByRole('main')).toContainText('0.20925')

  await page.reload()
  await expect(page.getByRole('main')).toContainText('0.20925')
  for (const name of [...FIVE].reverse()) {
    const short = [...name].length > 18 ? [...name].slice(0, 17).join('') : name
    await expect(frame.undoButton).toHaveAccessibleName(new RegExp(`撤销「填报 ${escape(short)}.* 3 月」`, 'u'))
    await frame.undo()
    await expect(frame.toasts).toContainText(`已撤销「填报 ${short}`)
    await frame.undo()
  }
  await expect(page.getByRole('main')).not.toContainText('0.20925')
}

function escape(text: string): string {
  return text.replace(/[().]/gu, '\\$&')
}
