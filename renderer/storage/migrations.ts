import type Dexie from 'dexie'
import type { Transaction } from 'dexie'

/** One step of the stored form. What a step needs is frozen inside it: today's constants may change, history may not. */
export interface Migration {
  readonly version: number
  /** Dexie's index lists of the tables that are new or indexed anew in this version. */
  readonly stores: Readonly<Record<string, string | null>>
  readonly upgrade?: (transaction: Transaction) => Promise<void>
}

export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    stores: {
      portfolios: 'id',
      projects: 'id',
      annualPlans: 'id',
      progressReports: 'id, period',
      settings: 'id',
      operations: 'id, counter',
      changes: 'id, operationId, recordId',
      seat: 'key',
    },
  },
  // 锁定数据 of locked months. A month that was locked before has none until it is locked as a whole.
  { version: 2, stores: { snapshots: 'id, period' } },
  // 发出的填报表, so that what comes back is told from what was taken in before.
  { version: 3, stores: { sentWorkbooks: 'id' } },
  {
    // 节点, 前期手续, 问题, 督办单, 集中开复工.
    version: 4,
    stores: {
      milestones: 'id',
      baselines: 'id',
      procedures: 'id',
      issues: 'id',
      stateChanges: 'id',
      supervisionOrders: 'id',
      constructionEvents: 'id',
      attachments: 'id',
      calendars: 'id',
      milestoneTemplates: 'id',
      procedureTemplates: 'id',
    },
    upgrade: async (transaction) => {
      await transaction.table('settings').toCollection().modify((settings: Record<string, unknown>) => {
        settings['overdueRedDays'] = 30
        settings['dueSoonDays'] = 7
        settings['orderPattern'] = '重督〔{年}〕{号}号'
      })
    },
  },
  // Bytes of 附件, by their SHA-256.
  { version: 5, stores: { files: 'sha256' } },
  // What the office changed of the draft of a 通报.
  { version: 6, stores: { bulletins: 'id' } },
]

/** Throws where the list has a gap, a repeat or is out of order: a defect of the program, found at its start. */
export function validateMigrations(migrations: readonly Migration[]): void {
  migrations.forEach((migration, index) => {
    if (migration.version !== index + 1) throw new Error(`validateMigrations: step ${index + 1} carries version ${migration.version}`)
  })
}

/** Declares every version on the database. */
export function declareMigrations(database: Dexie, migrations: readonly Migration[] = MIGRATIONS): void {
  validateMigrations(migrations)
  for (const { version, stores, upgrade } of migrations) {
    const declared = database.version(version).stores({ ...stores })
    if (upgrade !== undefined) declared.upgrade(upgrade)
  }
}
