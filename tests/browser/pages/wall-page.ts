import type { Locator, Page } from '@playwright/test'

/** 挂图作战. */
export class WallPage {
  constructor(readonly page: Page) {}

  get chart(): Locator {
    return this.page.getByRole('region', { name: '作战进度图' })
  }

  /** 作战保障图. */
  get support(): Locator {
    return this.page.getByRole('region', { name: '作战保障图' })
  }

  get preview(): Locator {
    return this.page.getByRole('dialog', { name: '打印预览' })
  }

  get show(): Locator {
    return this.page.getByRole('dialog', { name: '投屏' })
  }

  /** A project's bar, by its name. */
  row(name: string): Locator {
    return this.chart.getByRole('img', { name: new RegExp(`^${name}`, 'u') })
  }

  mark(project: string, state: string): Locator {
    return this.row(project).locator(`.mark.is-${state}`)
  }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '挂图作战' }).click()
    await this.chart.waitFor()
  }

  async choose(menu: string, item: string): Promise<void> {
    await this.page.getByRole('button', { name: menu, exact: false }).first().click()
    await this.page.getByRole('group', { name: menu }).getByRole('button', { name: item, exact: true }).click()
  }
}
