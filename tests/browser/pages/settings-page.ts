import type { Locator, Page } from '@playwright/test'

/** 设置. */
export class SettingsPage {
  constructor(readonly page: Page) {}

  section(title: string): Locator {
    return this.page.getByRole('form', { name: title, exact: true })
  }

  field(section: string, label: string): Locator {
    return this.section(section).getByLabel(label)
  }

  async save(section: string): Promise<void> {
    await this.section(section).getByRole('button', { name: `保存${section}` }).click()
  }

  /** What the typed thresholds would do at the shown period. */
  get example(): Locator {
    return this.page.getByRole('status', { name: '按所填界限试算' })
  }
}
