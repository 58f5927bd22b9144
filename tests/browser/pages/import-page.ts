import { readFileSync } from 'node:fs'
import { expect, type Locator, type Page } from '@playwright/test'

/** 从 Excel 导入: the wizard. */
export class ImportPage {
  constructor(readonly page: Page) {}

  get step(): Locator {
    return this.page.getByRole('list', { name: '步骤' }).locator('[aria-current=step]')
  }

  get open(): Locator {
    return this.page.getByRole('region', { name: '要定下来的' })
  }

  get rows(): Locator {
    return this.page.getByRole('table', { name: '逐行会怎样' })
  }

  get refusal(): Locator {
    return this.page.getByRole('alert')
  }

  get write(): Locator {
    return this.page.getByRole('button', { name: /^导入( \d+ 个项目)?$/u })
  }

  /** Drops a file onto the wizard, as from the desktop's file manager. */
  async drop(file: string, name: string): Promise<void> {
    await this.dropBytes(readFileSync(file), name)
  }

  async dropBytes(bytes: Buffer, name: string): Promise<void> {
    const transfer = await this.page.evaluateHandle(([base64, fileName]) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(atob(base64 as string), (c) => c.charCodeAt(0))], fileName as string))
      return data
    }, [bytes.toString('base64'), name])
    await this.page.getByText(/拖到这里|换一个/u).dispatchEvent('drop', { dataTransfer: transfer })
  }

  /** Pastes a table as Excel puts it on the clipboard. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((words) => {
      const data = new DataTransfer()
      data.setData('text/plain', words)
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, text)
  }

  /** Writes, and presses 取消 as soon as it is there: before the first portion is in. */
  async writeAndGiveUp(): Promise<void> {
    await this.write.evaluate((button) => {
      const watch = new MutationObserver(() => {
        const cancel = [...document.querySelectorAll('footer button')].find((b) => b.textContent?.trim() === '取消')
        if (cancel === undefined) return
        watch.disconnect()
        ;(cancel as HTMLElement).click()
      })
      watch.observe(document.body, { subtree: true, childList: true })
      ;(button as HTMLElement).click()
    })
  }

  async next(): Promise<void> {
    await this.page.getByRole('button', { name: '下一步' }).click()
  }

  async back(): Promise<void> {
    await this.page.getByRole('button', { name: '上一步' }).click()
  }

  /** Answers one question by its place, and waits until it is gone. */
  async answer(place: string, choice: string): Promise<void> {
    const item = this.open.getByRole('listitem', { name: new RegExp(`^${place}`, 'u') }).first()
    const label = (await item.getAttribute('aria-label')) as string
    await item.getByRole('button', { name: choice }).first().click()
    await expect(this.page.getByRole('listitem', { name: label, exact: true })).toHaveCount(0)
  }
}
