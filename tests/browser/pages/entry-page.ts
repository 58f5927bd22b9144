import { expect, type CDPSession, type Locator, type Page } from '@playwright/test'

type ColumnLabel = '年度计划投资（万元）' | '年初至今累计完成（万元）' | '上月完成投资（万元）' | '本月完成投资（万元）' | '到位资金（万元）' | '形象进度' | '存在问题' | '下步措施' | '冲减原因' | '状态'

/** 月报填报: the grid, its cell under the cursor, and the buttons above it. */
export class EntryPage {
  private session: CDPSession | null = null

  constructor(readonly page: Page) {}

  /** Opens a ready ledger in a fresh browser, straight on this screen. */
  async open(ledger: 'official' | 'demo'): Promise<void> {
    await this.page.goto(`/?open=${ledger}#/entry`)
    await expect(this.page.getByRole('heading', { level: 1, name: '月报填报' })).toBeVisible()
    await expect(this.active).toBeFocused()
  }

  get grid(): Locator {
    return this.page.getByRole('grid', { name: '月报填报' })
  }

  /** The field of the cell under the cursor; its name says where the cursor is and what stands there. */
  get active(): Locator {
    return this.page.getByRole('textbox', { name: /，现在是 /u })
  }

  /** A project's line, by its name. */
  row(name: string): Locator {
    return this.grid.getByRole('row').filter({ has: this.page.getByRole('link', { name, exact: true }) })
  }

  heading(label: RegExp): Locator {
    return this.grid.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: label }) })
  }

  async cellOf(row: Locator, column: ColumnLabel): Promise<Locator> {
    const index = await this.grid.getByRole('columnheader').and(this.page.getByTitle(column, { exact: true })).getAttribute('aria-colindex')
    return row.locator(`[aria-colindex="${index ?? ''}"]`)
  }

  async cell(name: string, column: ColumnLabel): Promise<Locator> {
    return this.cellOf(this.row(name), column)
  }

  /** Puts the cursor on a cell by a click. */
  async go(name: string, column: ColumnLabel): Promise<void> {
    await (await this.cell(name, column)).click()
    await this.expectAt(name, column)
  }

  async expectAt(name: string, column: ColumnLabel): Promise<void> {
    await expect(this.active).toHaveAccessibleName(new RegExp(`^${escape(`${name}，${column}，`)}`, 'u'))
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text)
  }

  /** Pastes text at the cursor, as Ctrl+V does. */
  async paste(text: string): Promise<void> {
    await this.active.evaluate((box, clip) => {
      const data = new DataTransfer()
      data.setData('text/plain', clip)
      box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, text)
  }

  /** What Ctrl+C puts on the clipboard. */
  async copied(kind: 'copy' | 'cut' = 'copy'): Promise<string> {
    return this.active.evaluate((box, type) => {
      const data = new DataTransfer()
      box.dispatchEvent(new ClipboardEvent(type, { clipboardData: data, bubbles: true, cancelable: true }))
      return data.getData('text/plain')
    }, kind)
  }

  /** Shows what an input method has composed so far: pinyin that is not yet a word. */
  async compose(pinyin: string): Promise<void> {
    await (await this.input()).send('Input.imeSetComposition', { text: pinyin, selectionStart: pinyin.length, selectionEnd: pinyin.length })
  }

  /** The input method hands the chosen word over. */
  async chooseWord(word: string): Promise<void> {
    await (await this.input()).send('Input.insertText', { text: word })
  }

  /** Enter as it reaches the page while an input method is composing. */
  async enterInComposition(): Promise<void> {
    const input = await this.input()
    for (const type of ['rawKeyDown', 'keyUp'] as const) await input.send('Input.dispatchKeyEvent', { type, key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 229 })
  }

  /** 上报所选 or an action of 更多 on the lines of the selection. */
  async move(action: '上报' | '审核' | '退回' | '锁定' | '解锁', reason?: string): Promise<void> {
    if (action === '上报') await this.page.getByRole('button', { name: '上报所选' }).click()
    else {
      await this.page.getByRole('button', { name: '更多' }).click()
      await this.page.getByRole('button', { name: new RegExp(`^${action}所选`, 'u') }).click()
    }
    if (reason === undefined) return
    const dialog = this.page.getByRole('dialog', { name: new RegExp(`^${action}`, 'u') })
    await dialog.getByLabel(`${action}原因`).fill(reason)
    await dialog.getByRole('button', { name: action, exact: true }).click()
  }

  private async input(): Promise<CDPSession> {
    return (this.session ??= await this.page.context().newCDPSession(this.page))
  }
}

function escape(text: string): string {
  return text.replace(/[().?*+[\]]/gu, '\\$&')
}
