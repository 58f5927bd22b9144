import { expect, type Locator, type Page } from '@playwright/test'

/** 总览: the figures of a scope, the curve, the reconciliation and the list of what needs attention. */
export class OverviewPage {
  constructor(readonly page: Page) {}

  /** Opens a ready ledger in a fresh browser, straight on this screen. */
  async open(ledger: 'official' | 'demo'): Promise<void> {
    await this.page.goto(`/?open=${ledger}`)
    await expect(this.page.getByRole('heading', { level: 1, name: '总览' })).toBeVisible()
  }

  get main(): Locator {
    return this.page.getByRole('main')
  }

  /** The grey line beside the title. */
  get shown(): Locator {
    return this.main.getByRole('paragraph').filter({ hasText: '截至' }).first()
  }

  get scope(): Locator {
    return this.main.getByLabel('项目盘子', { exact: true })
  }

  card(name: '总投资' | '年度计划投资' | '年初至今完成' | '预警'): Locator {
    return this.main.getByRole('region', { name, exact: true })
  }

  get domains(): Locator {
    return this.main.getByRole('region', { name: '三大领域' })
  }

  get reconciliation(): Locator {
    return this.main.getByRole('region', { name: '盘子对账' })
  }

  get curve(): Locator {
    return this.main.getByRole('region', { name: '累计完成占年度计划' })
  }

  get attention(): Locator {
    return this.main.getByRole('region', { name: /^最需要过问的 \d+ 个项目$/u })
  }

  /** The cells of a row of a table, found by its row header. */
  async cells(table: Locator, row: string): Promise<string[]> {
    const cells = await table.getByRole('row').filter({ has: this.page.getByRole('rowheader', { name: row }) }).getByRole('cell').allInnerTexts()
    return cells.map((text) => text.trim())
  }
}
