import type { Download, Locator, Page } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import { strFromU8, unzipSync } from 'fflate'

/** 报表导出. */
export class ReportsPage {
  constructor(readonly page: Page) {}

  get exportButton(): Locator {
    return this.page.getByRole('button', { name: '导出月报表' })
  }

  get portfolio(): Locator {
    return this.page.getByRole('combobox', { name: /^项目盘子/u })
  }

  get period(): Locator {
    return this.page.getByRole('main').getByRole('combobox', { name: /^报告期/u })
  }

  get checks(): Locator {
    return this.page.getByRole('table', { name: '导出前的检查' })
  }

  get sums(): Locator {
    return this.page.getByRole('table', { name: '将导出的合计' })
  }

  get recent(): Locator {
    return this.page.getByRole('table', { name: '最近导出' })
  }

  /** The pages of the preview. */
  get preview(): Locator {
    return this.page.getByRole('region', { name: '打印预览' })
  }

  /** One page by its place, from 1. */
  paper(number: number): Locator {
    return this.preview.getByRole('img', { name: new RegExp(`^第 ${number} 页 共`, 'u') })
  }

  report(name: string): Locator {
    return this.page.getByRole('checkbox', { name, exact: true })
  }

  get batch(): Locator {
    return this.page.getByRole('dialog', { name: /导出/u })
  }

  async download(press: Locator = this.exportButton): Promise<Download> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), press.click()])
    return download
  }
}

export async function bytesOf(download: Download): Promise<Uint8Array> {
  return new Uint8Array(await readFile(await download.path()))
}

/** The parts of a workbook by name; throws where the file is no zip. */
export function workbookParts(bytes: Uint8Array): Record<string, string> {
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]))
}
