import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page } from '@playwright/test'
import { Frame } from './pages/frame'
import { ProjectPage } from './pages/project-page'
import { SafetyPage } from './pages/safety-page'
import { expect, test } from './support/test'

/** Every record of the ledger as it lies in the storage, by table. */
async function storedRows(page: Page): Promise<Record<string, unknown[]>> {
  return page.evaluate(() => new Promise((resolve) => {
    const opening = indexedDB.open('key-project-ledger')
    opening.onsuccess = () => {
      const database = opening.result
      const tables = [...database.objectStoreNames].filter((name) => !['operations', 'changes', 'seat', 'files'].includes(name))
      const transaction = database.transaction(tables, 'readonly')
      const rows: Record<string, unknown[]> = {}
      for (const table of tables) transaction.objectStore(table).getAll().onsuccess = ({ target }) => (rows[table] = (target as IDBRequest<unknown[]>).result)
      transaction.oncomplete = () => {
        database.close()
        resolve(rows)
      }
    }
  }))
}

test('a ledger whose IndexedDB folder was deleted comes back from the backup with no difference', async ({ baseURL, viewport, locale, launchOptions }, info) => {
  const profile = mkdtempSync(join(tmpdir(), 'destroyed-ledger-'))
  const open = async (): Promise<{ context: BrowserContext; page: Page }> => {
    const context = await chromium.launchPersistentContext(profile, { ...launchOptions, baseURL: baseURL!, viewport: viewport!, locale: locale! })
    const page = context.pages()[0] ?? (await context.newPage())
    // The folder that the person picks: the browser's private one stands in; it lies outside of IndexedDB.
    await page.addInitScript(() => Object.assign(window, { showDirectoryPicker: async ({ id }: { id: string }) => (await navigator.storage.getDirectory()).getDirectoryHandle(id, { create: true }) }))
    return { context, page }
  }
  try {
    const before = await open()
    const frame = new Frame(before.page)
    await frame.openLedger('演示数据')
    const project = await ProjectPage.openByName(before.page, '县城集中供热管网延伸工程')
    await project.fillMonth({ 形象进度: '毁掉以前最后填的一句' })
    await project.save()
    await frame.go('数据安全')
    await new SafetyPage(before.page).tab('备份').click()
    await before.page.getByRole('button', { name: '第一处：选文件夹' }).click()
    await expect(before.page.getByText('读回来核对无误')).toBeVisible()
    const rows = await storedRows(before.page)
    await before.context.close()

    const folder = join(profile, 'Default', 'IndexedDB')
    const own = readdirSync(folder).filter((name) => name.includes('127.0.0.1'))
    expect(own.length).toBeGreaterThan(0)
    for (const name of own) rmSync(join(folder, name), { recursive: true })

    const after = await open()
    await after.page.goto('/')
    await expect(after.page.getByRole('heading', { name: '原来的台账不见了' })).toBeVisible()
    await after.page.getByRole('button', { name: '选备份文件夹' }).click()
    const restore = after.page.getByRole('button', { name: /^恢复 .* 的备份$/u })
    await restore.waitFor()
    const start = performance.now()
    await restore.click()
    await new Frame(after.page).heading.filter({ hasText: '总览' }).waitFor()
    const took = Math.round(performance.now() - start)
    expect(await storedRows(after.page)).toEqual(rows)
    const count = Object.values(rows).reduce((n, list) => n + list.length, 0)
    info.annotations.push({ type: 'restored', description: `${count} records in ${took} ms, difference 0` })
    console.log(`restored ${count} records in ${took} ms, difference 0`)
    await after.context.close()
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
})
