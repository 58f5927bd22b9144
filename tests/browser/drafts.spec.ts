import type { Locator, Page } from '@playwright/test'
import { EntryPage } from './pages/entry-page'
import { Frame } from './pages/frame'
import { IssuesPage } from './pages/issues-page'
import { LockDialogs } from './pages/lock-dialogs'
import { ProjectPage } from './pages/project-page'
import { expect, test } from './support/test'

const PROJECT = '现代物流园一期'

/** A form: how a person comes to a field of it. */
interface Form {
  readonly what: string
  readonly typed: string
  /** Another way to the field after the reload, where it is open again by itself. */
  reach(page: Page, again: boolean): Promise<Locator>
}

const FORMS: readonly Form[] = [
  {
    what: '退回所选', typed: '与监理签认数不符',
    async reach(page) {
      await new Frame(page).choosePeriod('2020年11月')
      await new Frame(page).go('月报填报')
      await new EntryPage(page).active.focus()
      await page.keyboard.press('ArrowDown')
      await new EntryPage(page).move('退回')
      return page.getByRole('dialog').getByLabel('退回原因')
    },
  },
  {
    what: '解锁本期', typed: '审计调整',
    async reach(page) {
      await new Frame(page).choosePeriod('2020年9月')
      await new Frame(page).go('月报填报')
      await new LockDialogs(page).open('解锁本期')
      return page.getByRole('dialog').getByLabel('解锁原因')
    },
  },
  {
    what: '新增项目盘子', typed: '2021 年重点项目',
    async reach(page) {
      await new Frame(page).go('设置')
      await page.getByRole('button', { name: '新增项目盘子' }).click()
      return page.getByRole('dialog').getByLabel('盘子名称')
    },
  },
  {
    what: '发出填报表', typed: '2021-01-08',
    async reach(page) {
      await new Frame(page).go('收发交换')
      await page.getByRole('button', { name: '发出填报表' }).first().click()
      return page.getByRole('dialog').getByLabel('截止日')
    },
  },
  {
    what: '修改项目：状态变动原因', typed: '通过竣工验收',
    async reach(page, again) {
      await ProjectPage.openByName(page, PROJECT)
      await page.getByRole('button', { name: '修改', exact: true }).click()
      if (!again) await page.getByRole('dialog').getByLabel('项目状态').selectOption('竣工')
      return page.getByRole('dialog').getByLabel('状态变动原因')
    },
  },
  {
    what: '状态变动', typed: '雨季停工',
    async reach(page) {
      await ProjectPage.openByName(page, PROJECT)
      return page.getByRole('form', { name: '记录状态变动' }).getByLabel('原因')
    },
  },
  {
    what: '本月填报：退回', typed: '请核对后重报',
    async reach(page, again) {
      await new Frame(page).choosePeriod('2020年11月')
      const project = await ProjectPage.openByName(page, PROJECT)
      if (!again) await project.month.getByRole('button', { name: '退回', exact: true }).click()
      return project.month.getByLabel('退回原因')
    },
  },
  {
    what: '问题的下一步', typed: '围挡已补齐',
    async reach(page, again) {
      const issues = new IssuesPage(page)
      // The address keeps which one was looked at.
      if (!again) {
        await issues.open()
        await issues.list.getByRole('row').nth(1).getByRole('button').first().click()
        await issues.detail.getByRole('button', { name: /^(交办|整改|验收|销号|回头看)$/u }).first().click()
      }
      return issues.detail.getByRole('form').getByLabel(/^(说明|原因)$/u)
    },
  },
]

test('what is typed into a form and not saved is there after a reload, one form after the other', async ({ page }) => {
  test.slow()
  await new Frame(page).openLedger('演示数据')
  for (const { what, typed, reach } of FORMS) {
    await test.step(what, async () => {
      await (await reach(page, false)).fill(typed)
      await page.reload()
      const field = await reach(page, true)
      await expect(field, what).toHaveValue(typed)
      await expect(page.getByText('接着上次没有保存的内容。').first()).toBeVisible()
      // Left for later, so that the next form is begun on a free page.
      await page.keyboard.press('Escape')
    })
  }
  // A paragraph of the 通报稿 is saved as it is left; the page that goes leaves it too.
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '报表导出' }).click()
  await page.getByRole('button', { name: '通报稿' }).click()
  const paragraph = page.getByRole('region', { name: '通报稿' }).getByRole('textbox', { name: '第 2 段，主送' })
  await paragraph.click()
  await page.keyboard.press('Control+End')
  await page.keyboard.type('各乡镇：')
  await page.reload()
  await expect(paragraph).toContainText('各乡镇：')
  await expect(new Frame(page).toasts).toContainText('已修改通报稿')
  // One of them is done after all, another one given up: neither asks again.
  const unlock = await FORMS[1]!.reach(page, true)
  await page.getByRole('dialog').getByRole('button', { name: '解锁本期' }).click()
  await expect(unlock).toHaveCount(0)
  const portfolio = await FORMS[2]!.reach(page, true)
  await page.getByRole('dialog').getByRole('button', { name: '不要了' }).click()
  await expect(portfolio).toHaveValue('')
  expect(await page.evaluate(() => Object.keys(sessionStorage).filter((name) => /unlock|portfolio/u.test(name)))).toEqual([])
})
