import 'fake-indexeddb/auto'
import { buildLedger, withRecords, type Ledger } from '@/domain/ledger'
import { SETTINGS_ID, type LedgerData, type Settings, METHOD_SETTINGS } from '@/domain/model'
import { NO_METHODS } from '@/domain/method-records'
import { emptyProject } from '@/domain/project'
import { openDatabase, type LedgerDatabase } from '@/storage/database'
import { loadLedger, replaceLedger } from '@/storage/ledger-store'
import type { Clock, RecordedOperation } from '@/storage/operation'

let databases = 0
let ticks = 0

/** A clock that moves by a second each time it is read. */
export const clock: Clock = () => new Date(Date.UTC(2020, 2, 5) + 1000 * ticks++)

export const SETTINGS: Settings = {
  id: SETTINGS_ID, deletedAt: null, ledgerId: 'LEDGER', ledgerKind: 'own', ledgerName: '台账', unitName: '县住房和城乡建设局', reviewer: null, preparer: null,
  fiveOneLabels: ['一', '二', '三', '四', '五'], yellowPoints: 5, redPoints: 15, ...METHOD_SETTINGS, defaultPeriod: null,
}

export const PROJECT_A = '01JA0000000000000000000000'
export const PROJECT_B = '01JB0000000000000000000000'

export function smallLedger(): LedgerData {
  return {
    ...NO_METHODS, portfolios: [], annualPlans: [], progressReports: [], snapshots: [], sentWorkbooks: [], settings: SETTINGS,
    projects: [emptyProject(PROJECT_A, '甲项目', 1), emptyProject(PROJECT_B, '乙项目', 2)],
  }
}

/** A fresh database that holds the small ledger, under a name of its own. */
export async function openSmallLedger(): Promise<{ database: LedgerDatabase; ledger: Ledger; name: string }> {
  const name = `storage-test-${++databases}`
  const database = await openDatabase({ name })
  await replaceLedger(database, clock, smallLedger(), '打开台账')
  return { database, ledger: buildLedger(smallLedger()), name }
}

/** Everything stored in the ledger's tables, as text, for byte-for-byte comparison. */
export async function ledgerText(database: LedgerDatabase): Promise<string> {
  return JSON.stringify(await loadLedger(database))
}

export function applied(ledger: Ledger, recorded: RecordedOperation | null): Ledger {
  return recorded === null ? ledger : withRecords(ledger, recorded.changed, recorded.removed)
}
