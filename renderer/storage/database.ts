import Dexie, { type Table } from 'dexie'
import type {
  Attachment, Baseline, BulletinRecord, CalendarYear, ConstructionEvent, Issue, Milestone, MilestoneTemplate, Procedure, ProcedureTemplate, StateChange, SupervisionOrder,
} from '@/domain/method-records'
import type { AnnualPlan, Portfolio, ProgressReport, Project, Settings, Snapshot } from '@/domain/model'
import type { SentRecord } from '@/domain/sent-workbook'
import { LedgerOpenError } from './errors'
import { declareMigrations, MIGRATIONS, type Migration } from './migrations'
import type { ChangeRow, FileRow, OperationRow, SeatRow } from './rows'

/** The database's name is part of where the ledger lives: it never changes. */
export const DATABASE_NAME = 'key-project-ledger'

/** Dexie keeps a declared version n as the IndexedDB version 10 n. */
const DEXIE_VERSION_FACTOR = 10

export class LedgerDatabase extends Dexie {
  declare portfolios: Table<Portfolio, string>
  declare projects: Table<Project, string>
  declare annualPlans: Table<AnnualPlan, string>
  declare progressReports: Table<ProgressReport, string>
  declare snapshots: Table<Snapshot, string>
  declare sentWorkbooks: Table<SentRecord, string>
  declare settings: Table<Settings, string>
  declare milestones: Table<Milestone, string>
  declare baselines: Table<Baseline, string>
  declare procedures: Table<Procedure, string>
  declare issues: Table<Issue, string>
  declare stateChanges: Table<StateChange, string>
  declare supervisionOrders: Table<SupervisionOrder, string>
  declare constructionEvents: Table<ConstructionEvent, string>
  declare attachments: Table<Attachment, string>
  declare calendars: Table<CalendarYear, string>
  declare milestoneTemplates: Table<MilestoneTemplate, string>
  declare procedureTemplates: Table<ProcedureTemplate, string>
  declare bulletins: Table<BulletinRecord, string>
  declare operations: Table<OperationRow, string>
  declare changes: Table<ChangeRow, string>
  declare seat: Table<SeatRow, string>
  declare files: Table<FileRow, string>

  constructor(name: string = DATABASE_NAME, migrations: readonly Migration[] = MIGRATIONS) {
    // Strict: a write that was acknowledged survives a power cut (1.1 ms a row against 0.8 relaxed, DESIGN.md).
    super(name, { chromeTransactionDurability: 'strict' })
    declareMigrations(this, migrations)
  }
}

export interface OpenOptions {
  readonly name?: string
  /** Told when another window holds an older version open and must be closed first. */
  readonly onBlocked?: () => void
  /** Told when another window needs this one to let go, for a newer version of the program. */
  readonly onReleased?: () => void
}

/**
 * Opens the ledger's database, moving an older stored form forward. Throws LedgerOpenError: a store that is newer than
 * the program, or that cannot be read, stays exactly as it is.
 */
export async function openDatabase({ name = DATABASE_NAME, onBlocked, onReleased }: OpenOptions = {}): Promise<LedgerDatabase> {
  if (typeof indexedDB === 'undefined') {
    throw new LedgerOpenError('no-storage', '这个浏览器不能在本机保存台账，请换用 Chrome、Edge 或桌面版')
  }
  const newest = MIGRATIONS.length
  await refuseNewer(name, newest)
  const database = new LedgerDatabase(name)
  database.on('blocked', () => onBlocked?.())
  database.on('versionchange', () => {
    database.close()
    onReleased?.()
    // Dexie's own answer would be the same with a warning on the console.
    return false
  })
  try {
    return (await database.open()) as LedgerDatabase
  } catch (cause) {
    database.close()
    const kind = (cause as { name?: string }).name
    if (kind === 'VersionError') throw newer(cause)
    if (kind === 'DatabaseClosedError' || kind === 'BlockedError') {
      throw new LedgerOpenError('blocked', '台账正被另一个窗口占用，请关掉其他窗口后重试', { cause })
    }
    throw new LedgerOpenError('damaged', '台账打不开，原有内容没有动过。请先重启电脑再试；仍不行，请用最近的备份恢复', { cause })
  }
}

/** Dexie opens a newer store in silence; the program does not know its rules, so it must not. */
async function refuseNewer(name: string, newest: number): Promise<void> {
  const stored = (await indexedDB.databases?.())?.find((d) => d.name === name)
  if (stored?.version !== undefined && stored.version >= (newest + 1) * DEXIE_VERSION_FACTOR) throw newer(undefined)
}

function newer(cause: unknown): LedgerOpenError {
  return new LedgerOpenError('newer-version', '这本台账是更新版本的程序建的，本程序不能打开，也没有改动它。请安装新版程序', { cause })
}

/** Asks the browser not to clear the ledger when space runs short. False where it would not promise. */
export async function askToPersist(): Promise<boolean> {
  return (await navigator.storage?.persist?.()) ?? false
}
