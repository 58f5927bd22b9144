import type { Locator, Page } from '@playwright/test'

/** 数据安全. */
export class SafetyPage {
  constructor(readonly page: Page) {}

  tab(name: '操作记录' | '回收站' | '备份' | '台账文件' | '检查台账' | '核对报表'): Locator {
    return this.page.getByRole('tab', { name })
  }

  get log(): Locator {
    return this.page.getByRole('table', { name: '操作记录' })
  }

  /** Rows of the log without its head. */
  get logRows(): Locator {
    return this.log.getByRole('rowgroup').getByRole('row')
  }

  get search(): Locator {
    return this.page.getByLabel('查找操作、项目、内容')
  }

  get bin(): Locator {
    return this.page.getByRole('table', { name: '回收站里的项目', exact: true })
  }

  /** Rows of the copies without their head. */
  get copies(): Locator {
    return this.page.getByRole('table', { name: '备份' }).getByRole('rowgroup').last().getByRole('row')
  }

  get restoreDialog(): Locator {
    return this.page.getByRole('dialog', { name: /恢复几个项目/u })
  }

  get replaceDialog(): Locator {
    return this.page.getByRole('dialog', { name: /替换/u })
  }
}
