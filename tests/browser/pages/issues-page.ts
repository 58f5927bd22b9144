import { expect, type Locator, type Page } from '@playwright/test'

/** 问题督办: 问题台账 and 督办单. */
export class IssuesPage {
  constructor(readonly page: Page) {}

  get list(): Locator {
    return this.page.getByRole('table', { name: '问题台账' })
  }

  get orders(): Locator {
    return this.page.getByRole('table', { name: '督办单' })
  }

  get detail(): Locator {
    return this.page.getByRole('complementary', { name: '问题详情' })
  }

  get orderDetail(): Locator {
    return this.page.getByRole('complementary', { name: '督办单详情' })
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  /** One of the counts above the list. */
  shown(label: string): Locator {
    return this.page.getByRole('group', { name: '问题个数' }).getByRole('button', { name: label, exact: true })
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '问题督办' }).click()
    await this.page.getByRole('heading', { level: 1, name: '问题督办' }).waitFor()
  }

  row(title: string): Locator {
    return this.list.getByRole('row').filter({ has: this.page.getByRole('button', { name: title }) })
  }

  /** Takes the open problem one step on. */
  async take(step: string, fields: Record<string, string>): Promise<void> {
    await this.detail.getByRole('button', { name: step, exact: true }).click()
    const form = this.detail.getByRole('form', { name: step })
    for (const [label, value] of Object.entries(fields)) await form.getByLabel(label).fill(value)
    await form.getByRole('button', { name: `保存${step}` }).click()
    await expect(form).toHaveCount(0)
  }
}
