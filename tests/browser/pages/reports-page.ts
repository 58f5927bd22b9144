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
    return this.page.getByRole('main').getByLabel('项目盘子')
  }

  get period(): Locator {
    return this.page.getByRole('main').getByLabel('报告期')
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
