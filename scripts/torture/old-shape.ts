import { readFileSync } from 'node:fs'
import type { Page } from '@playwright/test'

const OLD = { version: 1, ...(JSON.parse(readFileSync(new URL('../../tests/fixtures/databases/v1.json', import.meta.url), 'utf8')) as object) } as never
const COPIES = 300

/** A database of the first released shape, large enough that its migration takes some time. */
export async function seedOldShape(page: Page, name = 'torture-old'): Promise<void> {
  await page.evaluate(([database, old, copies]) => window.torture.seedOld(database, old, copies), [name, OLD, COPIES] as const)
}

/** Opens the old database with the program of today: its whole content. */
export function migrateOldShape(page: Page, name = 'torture-old'): Promise<string> {
  return page.evaluate((database) => window.torture.migrate(database), name)
}

/** The content of an old database that was migrated without a fault. */
export async function migratedWhole(page: Page): Promise<string> {
  await seedOldShape(page, 'torture-whole')
  return migrateOldShape(page, 'torture-whole')
}
