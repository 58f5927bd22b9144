import { readFileSync } from 'node:fs'
import { expect, type Download, type Locator, type Page } from '@playwright/test'

/** 收发交换: what goes out to owners and comes back, and the exchange with another PC. */
export class ExchangePage {
  constructor(readonly page: Page) {}

  async tab(name: '收发清单' | '收回' | '两台电脑交换'): Promise<void> {
    await this.page.getByRole('tab', { name }).click()
  }

  get title(): Locator {
    return this.page.getByRole('heading', { level: 1, name: '收发交换' }).locator('..')
  }

  /** The line of an owner in the 收发清单. */
  line(owner: string): Locator {
    return this.page.getByRole('table', { name: '收发清单' }).getByRole('row').filter({ has: this.page.getByRole('cell', { name: owner, exact: true }) })
  }

  /** Sends to all owners as one zip. */
  async sendAll(): Promise<Uint8Array> {
    await this.page.getByRole('button', { name: '发出填报表…' }).first().click()
    const dialog = this.page.getByRole('dialog', { name: /^发出/u })
    return bytesOf(this.page, () => dialog.getByRole('button', { name: /^做成一个压缩包/u }).click())
  }

  async collectFiles(files: readonly { readonly name: string; readonly bytes: Uint8Array }[]): Promise<void> {
    await this.page.getByLabel('收回的文件', { exact: true }).and(this.page.locator('input')).setInputFiles(files.map(({ name, bytes }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })))
  }

  file(name: string): Locator {
    return this.page.getByRole('list', { name: '收回的文件' }).getByRole('listitem', { name, exact: true })
  }

  get collectButton(): Locator {
    return this.page.getByRole('button', { name: /^收进 \d+ 个文件/u })
  }

  /** Saves an exchange file for another PC. */
  async exportChanges(which: '导出改动' | '整本给另一台电脑'): Promise<Uint8Array> {
    return bytesOf(this.page, () => this.page.getByRole('button', { name: which }).click())
  }

  /** Takes a file of another PC in. */
  async takeIn(bytes: Uint8Array): Promise<void> {
    const chooser = this.page.waitForEvent('filechooser')
    await this.page.getByRole('button', { name: '收进…' }).click()
    await (await chooser).setFiles({ name: '改动.json', mimeType: 'application/json', buffer: Buffer.from(bytes) })
  }

  get lost(): Locator {
    return this.page.getByRole('table', { name: '没有用上的改动' })
  }

  async expectTold(words: string | RegExp): Promise<void> {
    await expect(this.page.getByRole('tabpanel').getByRole('status').or(this.page.getByRole('tabpanel').getByRole('alert')).filter({ hasText: words })).toBeVisible()
  }
}

async function bytesOf(page: Page, act: () => Promise<void>): Promise<Uint8Array> {
  const download: Promise<Download> = page.waitForEvent('download')
  await act()
  return new Uint8Array(readFileSync(await (await download).path()))
}
