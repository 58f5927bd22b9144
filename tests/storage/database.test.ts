import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import Dexie from 'dexie'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '@/storage/database'
import { LedgerOpenError, StorageFullError } from '@/storage/errors'
import { loadLedger, replaceLedger } from '@/storage/ledger-store'
import { MIGRATIONS, validateMigrations } from '@/storage/migrations'
import { recordOperation, type Edit } from '@/storage/operation'
import { clock, ledgerText, openSmallLedger, PROJECT_A, smallLedger } from './support/open-ledger'

describe('openDatabase', () => {
  it('finds no ledger in a new database', async () => {
    expect(await loadLedger(await openDatabase({ name: 'brand-new' }))).toBeNull()
  })

  it('refuses a store that is newer than the program and leaves it as it is', async () => {
    const newer = new Dexie('from-the-future')
    newer.version(MIGRATIONS.length + 1).stores({ projects: 'id', future: 'id' })
    await newer.open()
    await newer.table('projects').add({ id: 'x', kept: true })
    newer.close()
    const refusal = await openDatabase({ name: 'from-the-future' }).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(LedgerOpenError)
    expect(refusal).toMatchObject({ failure: 'newer-version' })
    const again = await new Dexie('from-the-future').open()
    expect(await again.table('projects').toArray()).toEqual([{ id: 'x', kept: true }])
    expect(again.verno).toBe(MIGRATIONS.length + 1)
  })

  it('says that the ledger cannot be opened and makes no empty one in its place', async () => {
    const open = indexedDB.open.bind(indexedDB)
    indexedDB.open = () => {
      throw new DOMException('Internal error opening backing store', 'UnknownError')
    }
    try {
      await expect(openDatabase({ name: 'damaged' })).rejects.toMatchObject({ name: 'LedgerOpenError', failure: 'damaged' })
    } finally {
      indexedDB.open = open
    }
    expect((await indexedDB.databases()).map((d) => d.name)).not.toContain('damaged')
  })

  it('is told when a newer window needs it to let go', async () => {
    let released = false
    const database = await openDatabase({ name: 'released', onReleased: () => (released = true) })
    await Dexie.delete('released')
    expect(released).toBe(true)
    expect(database.isOpen()).toBe(false)
  })
})

describe('a full disk', () => {
  it('refuses the write with what to do, and writes no part of it', async () => {
    const { database } = await openSmallLedger()
    const before = await ledgerText(database)
    database.changes.hook('creating', () => {
      throw new DOMException('full', 'QuotaExceededError')
    })
    const refusal = recordOperation(database, clock, { name: '改名', edits: [{ table: 'projects', id: PROJECT_A, set: { name: '新' } } as Edit] })
    await expect(refusal).rejects.toThrow(StorageFullError)
    expect(await ledgerText(database)).toBe(before)
    expect(await database.operations.count()).toBe(1)
  })
})

describe('replaceLedger', () => {
  it('is all or nothing: a ledger that cannot be stored leaves the old one byte for byte', async () => {
    const { database } = await openSmallLedger()
    const before = await ledgerText(database)
    const [project] = smallLedger().projects
    await expect(replaceLedger(database, clock, { ...smallLedger(), projects: [project!, project!] }, '导入台账')).rejects.toThrow()
    expect(await ledgerText(database)).toBe(before)
  })
})

describe('migrations', () => {
  it('are numbered without a gap', () => {
    expect(() => validateMigrations(MIGRATIONS)).not.toThrow()
    expect(() => validateMigrations([{ version: 2, stores: {} }])).toThrow('version 2')
  })

  // A frozen copy of every released form, every table filled. Mend the migration, never the fixture.
  it.each(MIGRATIONS.map((m) => m.version))('open a stored database of version %i whole', async (version) => {
    const stored = JSON.parse(readFileSync(new URL(`../fixtures/databases/v${version}.json`, import.meta.url), 'utf8')) as { stores: Record<string, string>; rows: Record<string, { id: string }[]> }
    const old = new Dexie(`stored-v${version}`)
    old.version(version).stores(stored.stores)
    await old.open()
    for (const [table, rows] of Object.entries(stored.rows)) {
      expect(rows.length, `${table} is empty in the fixture`).toBeGreaterThan(0)
      // A Blob has no JSON: its text stands for it in the fixture.
      await old.table(table).bulkAdd(table === 'files' ? rows.map((row) => ({ ...row, bytes: new Blob([(row as unknown as { bytes: string }).bytes]) })) : rows)
    }
    old.close()
    const database = await openDatabase({ name: `stored-v${version}` })
    const ledger = await loadLedger(database)
    const expected = JSON.parse(readFileSync(new URL(`../fixtures/databases/v${version}.expected.json`, import.meta.url), 'utf8')) as unknown
    expect(ledger).toEqual(expected)
    expect(await database.changes.toArray()).toHaveLength(stored.rows['changes']!.length)
  })
})
