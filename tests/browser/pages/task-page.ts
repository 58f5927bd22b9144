import type { Locator, Page } from '@playwright/test'

/** 任务书 as they are looked at before they are printed. */
export class TaskPage {
  constructor(readonly page: Page) {}

  get preview(): Locator {
    return this.page.getByRole('dialog', { name: '任务书打印预览' })
  }

  /** The page of a project. */
  sheet(name: string): Locator {
    return this.preview.getByRole('article', { name: `${name} 任务书` })
  }

  get sheets(): Locator {
    return this.preview.getByRole('article')
  }
}
