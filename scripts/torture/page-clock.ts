/** Runs inside Chromium in some time zone: a clock that jumps must not change what the ledger says. */
import { backupName, newestFirst, readBackupName } from '@/domain/backup'
import type { RecordId } from '@/domain/model'
import { seededRandom } from '@/data/seeded'
import { checkStored } from '@/exchange/check/check-stored'
import { hashOf } from '@/exchange/check/hash'
import type { StoredLedger } from '@/exchange/check/stored'
import { localDate } from '@/shared/clock'
import { readForCheck } from '@/storage/check-store'
import { openDatabase } from '@/storage/database'
import { loadLedger, readLog, replaceLedger } from '@/storage/ledger-store'
import { recordOperation } from '@/storage/operation'
import { readUndoState, undoOperation } from '@/storage/undo'
import { anyStep, namedLedger } from './page-steps'

/** Moments at which a PC's clock stands, in turn: set back by years, over a leap day, over the end of summer time. */
const MOMENTS = ['2024-02-28T15:59:59Z', '2024-02-28T16:00:00Z', '2024-02-29T08:00:00Z', '2024-02-29T15:59:59.999Z', '2024-02-29T16:00:00Z', '1999-12-31T23:59:59Z', '2024-11-03T08:59:00Z', '2024-11-03T09:01:00Z', '2038-01-19T03:14:08Z', '2000-02-29T12:00:00Z', '2024-03-10T09:59:59Z', '2024-03-10T10:00:00Z']

export interface ClockOutcome {
  readonly zone: string
  readonly faults: readonly string[]
  /** Of the ledger's content: the same in every zone. */
  readonly digest: number
  /** Names in the log, newest first. */
  readonly order: readonly string[]
  /** Local day of each moment: for the reader. */
  readonly days: readonly string[]
}

/** 60 steps and some undoing while the clock jumps about. */
export async function clockScenario(): Promise<ClockOutcome> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  const database = await openDatabase({ name: `clock-${zone}` })
  const random = seededRandom(2024)
  const faults: string[] = []
  let at = 0
  const clock = (): Date => new Date(MOMENTS[at % MOMENTS.length]!)
  await replaceLedger(database, clock, namedLedger('钟'), '钟')
  const names: string[] = []
  for (let n = 0; n < 60; n += 1) {
    at = Math.floor(random() * MOMENTS.length)
    const step = anyStep(random, `钟${n}`, 2)
    if ((await recordOperation(database, clock, step)) !== null) names.push(step.name)
    if (n % 7 === 6) {
      const { undo } = await readUndoState(database)
      const newest = undo.at(-1)!
      if (newest.name !== names.at(-1)) faults.push(`undo would take ${newest.name}, the newest step is ${names.at(-1) ?? ''}`)
      await undoOperation(database, clock, newest)
      names.pop()
    }
  }
  const log = await readLog(database, { limit: 1000 })
  faults.push(...checkStored((await readForCheck(database)) as unknown as StoredLedger).faults.map((f) => f.message))
  const copies = MOMENTS.map((m) => new Date(m)).map((m) => readBackupName(backupName(localDate(m), m.toTimeString().slice(0, 8), '自动', 'L' as RecordId)))
  if (copies.some((c) => c === null)) faults.push('a backup’s name of one of the moments cannot be read again')
  if (newestFirst(copies.filter((c) => c !== null))[0]?.day.startsWith('2038') !== true) faults.push('the newest copy is not first')
  const digest = hashOf(await loadLedger(database))
  database.close()
  return { zone, faults, digest, order: log.map((l) => l.operation.name), days: MOMENTS.map((m) => localDate(new Date(m))) }
}
