import type { Locator, Page } from '@playwright/test'

/** 集中开复工. */
export class EventPage {
  constructor(readonly page: Page) {}

  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: /集中开复工$/u })
  }

  get programme(): Locator {
    return this.page.getByRole('dialog', { name: '议程打印预览' })
  }

  event(name: string): Locator {
    return this.page.getByRole('article', { name, exact: true })
  }

  /** The line of a project in an event. */
  row(event: string, project: string): Locator {
    return this.event(event).getByRole('row', { name: new RegExp(project, 'u') })
  }
}
