import 'fake-indexeddb/auto'
import { afterEach, expect, it, vi } from 'vitest'
import { openDatabase } from '@/storage/database'
import { discardStorage, readRemains } from '@/storage/rescue'
import { openSmallLedger, smallLedger } from './support/open-ledger'

afterEach(() => vi.restoreAllMocks())

it('gives out every record of a storage, whatever form it has, and changes nothing', async () => {
  const { database, name } = await openSmallLedger()
  database.close()
  const remains = await readRemains(name)
  expect(remains).toMatchObject({ unreadable: [], tables: { projects: smallLedger().projects, settings: [smallLedger().settings] } })
  expect(remains!.tables['operations']).toHaveLength(1)
  const again = await openDatabase({ name })
  expect(await again.projects.count()).toBe(2)
  again.close()
})

it('reads record by record where a table does not come as a whole, and names it', async () => {
  const { database, name } = await openSmallLedger()
  database.close()
  const [first, second] = smallLedger().projects
  const { getAll, get } = IDBObjectStore.prototype
  vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(function (this: IDBObjectStore) {
    if (this.name === 'projects') throw new DOMException('Failed to read large IndexedDB value', 'DataError')
    return getAll.call(this)
  })
  vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(function (this: IDBObjectStore, key) {
    if (key === first!.id) throw new DOMException('Failed to read large IndexedDB value', 'DataError')
    return get.call(this, key)
  })
  expect(await readRemains(name)).toMatchObject({ unreadable: ['projects'], tables: { projects: [second], settings: [smallLedger().settings] } })
})

it('finds nothing where nothing is, makes nothing, and throws away only what it is told', async () => {
  expect(await readRemains('never-made')).toBeNull()
  expect((await indexedDB.databases()).map((d) => d.name)).not.toContain('never-made')
  const { database, name } = await openSmallLedger()
  const other = await openSmallLedger()
  database.close()
  await discardStorage(name)
  expect(await readRemains(name)).toBeNull()
  expect(await other.database.projects.count()).toBe(2)
  other.database.close()
})
