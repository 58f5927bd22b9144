import type { Locator, Page } from '@playwright/test'

/** 锁定本期 and 解锁本期 of 月报填报. */
export class LockDialogs {
  constructor(readonly page: Page) {}

  get dialog(): Locator {
    return this.page.getByRole('dialog', { name: /^(锁定|解锁) \d{4}年/u })
  }

  async open(action: '锁定本期' | '解锁本期'): Promise<void> {
    await this.page.getByRole('button', { name: '更多' }).click()
    await this.page.getByRole('button', { name: action }).click()
    await this.dialog.waitFor()
  }
}
