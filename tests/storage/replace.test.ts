import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { LedgerData } from '@/domain/model'
import { fen } from '@/domain/money'
import { period } from '@/domain/period'
import { emptyProject } from '@/domain/project'
import { draftReport } from '@/domain/report'
import { checkStored } from '@/exchange/check/check-stored'
import type { StoredLedger } from '@/exchange/check/stored'
import { readForCheck } from '@/storage/check-store'
import { WriteCancelledError } from '@/storage/errors'
import { loadLedger, loadLedgerAt, replaceLedger } from '@/storage/ledger-store'
import { recordOperation, type Edit } from '@/storage/operation'
import { clock, ledgerText, openSmallLedger, PROJECT_A, SETTINGS, smallLedger } from './support/open-ledger'

const IDS = ['A', 'B', 'C', 'D', 'E']
/** Ledgers that share some records, some of them with other content. */
const anyLedger = fc.uniqueArray(fc.record({ id: fc.constantFrom(...IDS), name: fc.constantFrom('甲', '乙'), reports: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 })), { maxLength: 3, selector: ([month]) => month }) }), { selector: (p) => p.id, maxLength: 5 }).map((list): LedgerData => ({
  ...smallLedger(), settings: { ...SETTINGS, ledgerName: `台账${list.length}` },
  projects: list.map((p, i) => emptyProject(p.id, p.name, i)),
  progressReports: list.flatMap((p) => p.reports.map(([month, completed]) => ({ ...draftReport(p.id, period(`2020-0${month}`)), completed: fen(completed) }))),
}))

const byId = (data: LedgerData | null): unknown => Object.fromEntries(Object.entries(data ?? {}).map(([table, list]) => [table, Array.isArray(list) ? [...(list as { id: string }[])].sort((a, b) => (a.id < b.id ? -1 : 1)) : (list as unknown)]))

describe('replaceLedger', () => {
  it('leaves exactly the given ledger, whatever lay there, whether that was read before or not, and also where something was written since', async () => {
    await fc.assert(fc.asyncProperty(anyLedger, anyLedger, fc.constantFrom('unread', 'read', 'written since'), async (first, second, how) => {
      const { database } = await openSmallLedger()
      await replaceLedger(database, clock, first, '打开')
      const seen = how === 'unread' ? null : await loadLedgerAt(database)
      if (how === 'written since') await recordOperation(database, clock, { name: '新增', edits: [{ table: 'projects', id: PROJECT_A, blank: emptyProject(PROJECT_A, '别的窗口', 9), set: {} } as Edit] })
      await replaceLedger(database, clock, second, '恢复', seen)
      expect(byId(await loadLedger(database))).toEqual(byId(second))
      expect(checkStored((await readForCheck(database)) as unknown as StoredLedger).faults).toEqual([])
      database.close()
    }), { numRuns: 25 })
  })

  it('writes again only what differs', async () => {
    const { database } = await openSmallLedger()
    const written = vi.fn()
    for (const table of [database.projects, database.progressReports, database.settings]) {
      table.hook('creating', (id) => written('new', id))
      table.hook('updating', (_change, id) => void written('changed', id))
      table.hook('deleting', (id) => written('gone', id))
    }
    const [a, b] = smallLedger().projects
    await replaceLedger(database, clock, { ...smallLedger(), projects: [a!, { ...b!, name: '乙改' }, emptyProject('C', '丙', 3)] }, '恢复', await loadLedgerAt(database))
    expect(written.mock.calls).toEqual([['changed', b!.id], ['new', 'C']])
  })

  it('tells how much is written, and given up on the way leaves everything as it was', async () => {
    const { database } = await openSmallLedger()
    const before = await ledgerText(database)
    const large = { ...smallLedger(), projects: Array.from({ length: 4500 }, (_, i) => emptyProject(`P${i}`, `项目${i}`, i)) }
    const [shares, giveUp]: [number[], AbortController] = [[], new AbortController()]
    const tell = (share: number): void => {
      shares.push(share)
      if (share > 0.4) giveUp.abort()
    }
    await expect(replaceLedger(database, clock, large, '恢复', null, { signal: giveUp.signal, tell })).rejects.toThrow(WriteCancelledError)
    expect(shares).toEqual([0, 2000 / 4500])
    expect(await ledgerText(database)).toBe(before)
    expect(await database.operations.count()).toBe(1)
    await replaceLedger(database, clock, large, '恢复', null, { tell: (share) => shares.push(share) })
    expect(shares.slice(2)).toEqual([0, 2000 / 4500, 4000 / 4500])
    expect(await database.projects.count()).toBe(4500)
  })

  it('empties a table that cannot be read any more, so that a sound copy comes in', async () => {
    const { database } = await openSmallLedger()
    const broken = vi.spyOn(database.projects, 'limit').mockImplementation(() => {
      throw new DOMException('Failed to read large IndexedDB value', 'DataError')
    })
    const [a] = smallLedger().projects
    await replaceLedger(database, clock, { ...smallLedger(), projects: [a!] }, '恢复')
    broken.mockRestore()
    expect((await loadLedger(database))!.projects).toEqual([a])
  })

  it('changes nothing where two records have one id, also with what was read before', async () => {
    const { database } = await openSmallLedger()
    const before = await ledgerText(database)
    const [project] = smallLedger().projects
    for (const twice of [[project!, project!], [emptyProject('C', '丙', 3), emptyProject('C', '丙', 3)]]) {
      await expect(replaceLedger(database, clock, { ...smallLedger(), projects: twice }, '恢复', await loadLedgerAt(database))).rejects.toThrow()
      expect(await ledgerText(database)).toBe(before)
    }
  })
})
