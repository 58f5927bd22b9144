import type { Locator, Page } from '@playwright/test'
import { writeFileSync } from 'node:fs'
import { officialLedger } from '@/data/official'
import { emptyMilestone } from '@/domain/milestone'
import { dateOnly } from '@/domain/period'
import { writePackage } from '@/exchange/package'
import { EntryPage } from './pages/entry-page'
import { Frame } from './pages/frame'
import { ProjectPage } from './pages/project-page'
import { expect, test } from './support/test'

class MilestonePanel {
  constructor(readonly page: Page) {}

  get panel(): Locator {
    return this.page.getByRole('region', { name: '节点' })
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  row(name: string): Locator {
    return this.panel.getByRole('row').filter({ has: this.page.getByRole('button', { name, exact: true }) })
  }

  async save(): Promise<void> {
    await this.dialog.getByRole('button', { name: '保存' }).click()
    await expect(this.dialog).toHaveCount(0)
  }
}

test('a plan is laid out from a template, frozen, moved with what follows, refused a cycle, and undone', async ({ page }) => {
  const frame = new Frame(page)
  const plan = new MilestonePanel(page)
  await frame.openLedger('官方台账')
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '项目库' }).click()
  await page.getByRole('link', { name: '临县城区雨污分流治理工程' }).first().click()
  await expect(plan.panel).toContainText('还没有编节点')
  await plan.panel.getByRole('button', { name: '套用模板' }).click()
  await plan.dialog.getByLabel('从哪天排起').fill('2020.2.30')
  await expect(plan.dialog).toContainText('没有 2020年2月30日 这一天')
  await plan.dialog.getByLabel('从哪天排起').fill('2020.3.5')
  await plan.dialog.getByRole('button', { name: '编入 7 个节点' }).click()
  await expect(plan.row('管线迁改')).toContainText('2020-06-18')
  await plan.panel.getByRole('button', { name: '冻结基线' }).click()
  await plan.dialog.getByLabel('冻结日期').fill('2020-03-05')
  await plan.dialog.getByRole('button', { name: '冻结', exact: true }).click()
  await expect(frame.toasts).toContainText('已冻结第 1 版基线')
  await expect(plan.panel).toContainText('基线第 1 版，2020-03-05 冻结')

  // Ten days later, and all that follows with it: shown before it is done.
  await plan.panel.getByRole('button', { name: '管线迁改', exact: true }).click()
  await plan.dialog.getByLabel('计划完成').fill('2020-06-28')
  const following = plan.dialog.getByRole('list', { name: '跟着动的节点' })
  await expect(following).toContainText('附属工程：2021-01-29 → 2021-02-08（延 10 天）')
  // 竣工验收 has fifteen days to spare: it follows only when all of it is moved together.
  await expect(following).not.toContainText('竣工验收')
  await plan.dialog.getByRole('radio', { name: /同移/u }).check()
  await expect(following).toContainText('竣工验收：2021-02-13 → 2021-02-23（延 10 天）')
  await plan.save()
  await expect(plan.row('竣工验收')).toContainText('延 10 天（')
  await expect(frame.toasts).toContainText('4 个后续节点同移')
  if (process.env['WALL_PICTURES']) await page.screenshot({ path: `${process.env['WALL_PICTURES']}/milestones.png`, fullPage: true })

  // 施工准备 after 竣工验收 would be a circle.
  await plan.panel.getByRole('button', { name: '施工准备', exact: true }).click()
  await plan.dialog.getByRole('checkbox', { name: '竣工验收' }).check()
  await plan.dialog.getByLabel('实际完成').fill('2020-02-01')
  await plan.dialog.getByLabel('实际开始').fill('2020-03-05')
  await plan.dialog.getByRole('button', { name: '保存' }).click()
  await expect(plan.dialog.getByRole('alert')).toContainText(/前置关系绕成了圈：.*竣工验收 → 施工准备 → 征迁交地.*请去掉其中一条/u)
  await expect(plan.dialog).toContainText('实际完成 2020-02-01 早于实际开始 2020-03-05')
  await plan.dialog.getByRole('checkbox', { name: '竣工验收' }).uncheck()
  await plan.dialog.getByLabel('实际完成').fill('2020-03-25')
  await plan.save()
  await expect(plan.row('施工准备')).toContainText('已完成')
  await expect(plan.panel).toContainText('形象进度建议：施工准备已完成，按节点权重完成 3%')
  for (let i = 0; i < 2; i += 1) await page.keyboard.press('Control+z')
  await expect(plan.row('竣工验收')).toContainText('按期')
  await page.keyboard.press('Control+z')
  await page.keyboard.press('Control+z')
  await expect(plan.panel).toContainText('还没有编节点')
})

test('three hundred milestones of one project are listed, opened and kept from a circle that goes through all of them', async ({ page }, info) => {
  const official = officialLedger()
  const project = official.projects.find((p) => p.name === '临县职教中心项目')!
  const milestones = Array.from({ length: 300 }, (_, i) => ({ ...emptyMilestone(`M${i}`, project.id, `第${i + 1}节`, i + 1), planFinish: dateOnly('2020-03-05'), weight: 1, after: i === 0 ? [] : [{ id: `M${i - 1}`, lag: 0 }] }))
  const file = info.outputPath('台账.json')
  writeFileSync(file, await writePackage({ ...official, milestones }))
  await page.goto('/')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: '导入台账文件' }).click()
  await (await chooser).setFiles(file)
  const plan = new MilestonePanel(page)
  await page.getByRole('heading', { level: 1, name: '总览' }).waitFor()
  await page.goto(`/#/projects/${project.id}`)
  await expect(plan.panel.getByRole('row')).toHaveCount(301)
  await plan.panel.getByRole('button', { name: '第1节', exact: true }).click()
  await plan.dialog.getByRole('checkbox', { name: '第300节' }).check()
  await plan.dialog.getByRole('button', { name: '保存' }).click()
  await expect(plan.dialog.getByRole('alert')).toContainText(/前置关系绕成了圈：.*第150节 → 第151节/u)
  await plan.dialog.getByRole('checkbox', { name: '第300节' }).uncheck()
  // One day later, and 299 that follow: shown before, then done in one step.
  await plan.dialog.getByLabel('计划完成').fill('2020-03-06')
  await expect(plan.dialog.getByRole('list', { name: '跟着动的节点' }).getByRole('listitem')).toHaveCount(299)
  await plan.save()
  await expect(plan.row('第300节')).toContainText('2020-03-06')
})

test('a milestone that is done proposes 形象进度 for the month: taken in the project’s form or in the grid, saved, and undone', async ({ page }) => {
  const name = '演示小学综合楼项目'
  const proposal = '主体结构已完成，按节点权重完成 48%'
  const frame = new Frame(page)
  const plan = new MilestonePanel(page)
  const entry = new EntryPage(page)
  await frame.openLedger('演示数据')
  await frame.choosePeriod('2020年12月')
  const project = await ProjectPage.openByName(page, name)
  await expect(project.month).toContainText('按节点：基础施工已完成，正在主体结构，按节点权重完成 18%')
  await plan.panel.getByRole('button', { name: '主体结构', exact: true }).click()
  await plan.dialog.getByLabel('实际完成').fill('2020-12-30')
  await plan.save()
  await expect(project.month).toContainText(`按节点：${proposal}`)
  // Beside what is typed, never in its place by itself.
  await expect(project.monthField('形象进度')).toHaveValue('')
  await project.month.getByRole('button', { name: '采用' }).click()
  await expect(project.monthField('形象进度')).toHaveValue(proposal)
  await expect(project.month.getByText('按节点：')).toHaveCount(0)
  await project.save()
  await frame.undo()
  await expect(project.monthField('形象进度')).toHaveValue('')
  await expect(project.month).toContainText(`按节点：${proposal}`)
  // The month before ended before it was done.
  await project.choosePeriod('2020年11月')
  await expect(project.month).not.toContainText('主体结构已完成')

  await frame.go('月报填报')
  await page.getByLabel('项目盘子').selectOption({ label: '品质提升项目' })
  await entry.go(name, '形象进度')
  await expect(page.getByRole('status').filter({ hasText: '选中 1 格' })).toContainText(`按节点：${proposal}`)
  await page.getByRole('button', { name: '采用' }).click()
  await expect(await entry.cell(name, '形象进度')).toHaveText(proposal)
  await expect(page.getByText('按节点：')).toHaveCount(0)
})
