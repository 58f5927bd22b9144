import type { Locator, Page } from '@playwright/test'

/** The attached files of one record. */
export class AttachmentPanel {
  readonly region: Locator
  constructor(readonly page: Page, within: Locator) {
    this.region = within.getByRole('region', { name: /^附件/u })
  }

  get tiles(): Locator {
    return this.region.getByRole('list', { name: '附件', exact: true }).getByRole('listitem')
  }

  get refused(): Locator {
    return this.region.getByRole('alert', { name: '没有收的文件' }).getByRole('listitem')
  }

  get viewer(): Locator {
    return this.page.getByRole('dialog').filter({ has: this.page.getByLabel('说明') })
  }

  choose(files: Parameters<Locator['setInputFiles']>[0]): Promise<void> {
    return this.region.getByLabel('选要附上的文件').setInputFiles(files)
  }

  /** Drops or pastes a file made in the page. */
  async give(how: 'drop' | 'paste', name: string, type: string, bytes: Buffer): Promise<void> {
    await this.region.evaluate((element, [kind, fileName, mime, base64]) => {
      const data = new DataTransfer()
      data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], fileName, { type: mime }))
      element.dispatchEvent(kind === 'drop' ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }) : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, [how, name, type, bytes.toString('base64')] as const)
  }
}
