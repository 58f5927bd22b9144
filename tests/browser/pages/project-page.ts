import { expect, type Locator, type Page } from '@playwright/test'
import { ProjectsPage } from './projects-page'

/** 项目详情 of one project. */
export class ProjectPage {
  constructor(readonly page: Page) {}

  /** Goes by 项目库 and its search, as a person does. */
  static async openByName(page: Page, name: string): Promise<ProjectPage> {
    const list = new ProjectsPage(page)
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '项目库' }).click()
    await list.search.fill(name)
    await list.grid.getByRole('link', { name, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    return new ProjectPage(page)
  }

  get month(): Locator {
    return this.page.getByRole('form', { name: '本月填报' })
  }

  get plan(): Locator {
    return this.page.getByRole('form', { name: '年度计划' })
  }

  get months(): Locator {
    return this.page.getByRole('table', { name: '月度' })
  }

  get facts(): Locator {
    return this.page.getByRole('region', { name: '基本情况' })
  }

  get history(): Locator {
    return this.page.getByRole('region', { name: '修改记录' })
  }

  /** A field of the month by its label; the unit may be left out. */
  monthField(label: string): Locator {
    return this.month.getByLabel(new RegExp(`^${label}(（万元）)?$`, 'u'))
  }

  async choosePeriod(label: string): Promise<void> {
    await this.month.getByLabel('报告期').selectOption({ label })
  }

  async fillMonth(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(values)) await this.monthField(label).fill(value)
  }

  /** Saves the month; returns when it is stored, refused or shown as a conflict. */
  async save(): Promise<void> {
    await this.month.getByRole('button', { name: '保存', exact: true }).click()
    await this.settled(this.month)
  }

  async handIn(): Promise<void> {
    await this.month.getByRole('button', { name: '上报', exact: true }).click()
    await this.settled(this.month)
  }

  /** Types 年度计划投资 of a year and saves it. */
  async fillPlan(year: number, amount: string): Promise<void> {
    await this.plan.getByLabel('年度', { exact: true }).selectOption(String(year))
    await this.plan.getByLabel('年度计划投资（万元）').fill(amount)
    await this.plan.getByRole('button', { name: '保存计划' }).click()
    await this.settled(this.plan)
  }

  private async settled(form: Locator): Promise<void> {
    const outcome = form.locator('[aria-invalid="true"], [role="alert"]').or(this.page.getByRole('dialog', { name: '这几处刚被别的窗口改过' }))
    await expect.poll(async () => (await form.getByText('有没保存的内容').count()) === 0 || (await outcome.count()) > 0).toBe(true)
  }
}
