import { expect, type Locator, type Page } from '@playwright/test'

/** 项目库: the list, its filters and what is done to several projects. */
export class ProjectsPage {
  constructor(readonly page: Page) {}

  get grid(): Locator {
    return this.page.getByRole('grid', { name: '项目列表' })
  }

  get search(): Locator {
    return this.page.getByRole('searchbox', { name: '查找项目' })
  }

  /** 项目名称 of the rows that are drawn, top to bottom. */
  get names(): Locator {
    return this.grid.getByRole('link')
  }

  get totals(): Locator {
    return this.grid.getByRole('row').filter({ hasText: '合计' })
  }

  get selection(): Locator {
    return this.page.getByRole('toolbar', { name: '对选中的项目' })
  }

  get chips(): Locator {
    return this.page.getByRole('group', { name: '正在用的筛选' })
  }

  row(name: string): Locator {
    return this.grid.getByRole('row').filter({ hasText: name })
  }

  filter(label: string): Locator {
    return this.page.getByRole('search').getByLabel(label, { exact: true })
  }

  header(label: string): Locator {
    return this.grid.getByRole('columnheader', { name: label })
  }

  /** Opens a ready ledger in a fresh browser, straight on this screen. */
  async open(ledger: 'official' | 'demo', query = ''): Promise<void> {
    await this.page.goto(`/?open=${ledger}#/projects${query}`)
    await expect(this.page.getByRole('heading', { level: 1, name: '项目库' })).toBeVisible()
  }

  /** Acts on one project through the buttons of its row. */
  async act(action: '修改' | '复制' | '删除', name: string): Promise<void> {
    await this.grid.getByRole('button', { name: `${action} ${name}`, exact: true }).click()
  }

  async select(name: string): Promise<void> {
    await this.grid.getByRole('checkbox', { name: `选中 ${name}`, exact: true }).check()
  }

  async setTogether(field: string): Promise<Locator> {
    await this.selection.getByRole('button', { name: '一起设置' }).click()
    await this.selection.getByRole('button', { name: `${field}…` }).click()
    return this.page.getByRole('dialog', { name: new RegExp(`^${field}`, 'u') })
  }

  form(title: RegExp): Locator {
    return this.page.getByRole('dialog', { name: title })
  }
}
