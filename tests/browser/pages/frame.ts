import { expect, type Locator, type Page } from '@playwright/test'

/** What stands on every screen: first start, navigation, top bar, toasts. */
export class Frame {
  constructor(readonly page: Page) {}

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 })
  }

  get toasts(): Locator {
    return this.page.getByRole('log', { name: '提示' })
  }

  get saved(): Locator {
    return this.page.getByRole('banner').getByRole('status')
  }

  get undoButton(): Locator {
    return this.page.getByRole('banner').getByRole('button', { name: /^撤销/u })
  }

  get conflict(): Locator {
    return this.page.getByRole('dialog', { name: '这几处刚被别的窗口改过' })
  }

  async openLedger(which: '官方台账' | '演示数据'): Promise<void> {
    await this.page.goto('/')
    await this.page.getByRole('button', { name: which }).click()
    await this.heading.filter({ hasText: '总览' }).waitFor()
  }

  async go(screen: '总览' | '项目库' | '月报填报' | '报表导出' | '收发交换' | '数据安全' | '设置'): Promise<void> {
    await this.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: screen }).click()
    await this.heading.filter({ hasText: screen }).waitFor()
  }

  async choosePeriod(label: string): Promise<void> {
    await this.page.getByRole('banner').getByLabel('报告期').selectOption({ label })
  }

  /** Undoes with the key, away from any field in which typing has its own undo; returns when the undo is stored and told. */
  async undo(): Promise<void> {
    await this.step(this.undoButton, 'Control+z', '已撤销')
  }

  /** Does what was undone again, as `undo` does. */
  async redo(): Promise<void> {
    await this.step(this.page.getByRole('banner').getByRole('button', { name: /^重做/u }), 'Control+y', '已重做')
  }

  private async step(button: Locator, key: string, words: string): Promise<void> {
    const name = /「.*」/u.exec((await button.getAttribute('aria-label')) ?? '')?.[0]
    if (name === undefined) throw new Error(`${key}: there is nothing to do`)
    const told = this.toasts.getByText(`${words}${name}`)
    const before = await told.count()
    await this.heading.click()
    await this.page.keyboard.press(key)
    await expect(told).toHaveCount(before + 1)
  }
}
