import { FILE_TYPES } from './attachment'
import type { Brand } from './brand'
import type { Attachment } from './method-records'
import type { RecordId } from './model'
import { dateOnly, daysBetween, isDateOnly, type DateOnly } from './period'

/** Why a backup was made. 恢复前: the state that a restore was about to replace. */
export const BACKUP_KINDS = ['自动', '手动', '恢复前'] as const
export type BackupKind = (typeof BACKUP_KINDS)[number]

/** A backup's file name. Nothing else in the folder is ever read, counted or removed. */
export type BackupName = Brand<string, 'BackupName'>

/** What a backup's name tells of it: by the PC's own calendar and clock when it was made. */
export interface BackupStamp {
  readonly name: BackupName
  readonly day: DateOnly
  /** `14:03:05` */
  readonly time: string
  readonly kind: BackupKind
  /** Which ledger (see ledgerTag): copies of two lie in one folder and do not push each other out. */
  readonly ledger: string
}

const NAME = /^台账备份_(\d{4})(\d{2})(\d{2})_(\d{2})(\d{2})(\d{2})_(自动|手动|恢复前)_([0-9A-Z]{6})\.json\.gz$/u

/** Six characters by which the copies of two ledgers are told apart: FNV-1a of the id, since ids may end alike. */
export function ledgerTag(ledgerId: RecordId): string {
  let hash = 0x811c9dc5
  for (const character of ledgerId) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return (hash % 36 ** 6).toString(36).toUpperCase().padStart(6, '0')
}

/** `台账备份_20201231_140305_自动_00DEM1.json.gz`. `time` is `14:03:05`. */
export function backupName(day: DateOnly, time: string, kind: BackupKind, ledgerId: RecordId): BackupName {
  return `台账备份_${day.replaceAll('-', '')}_${time.replaceAll(':', '')}_${kind}_${ledgerTag(ledgerId)}.json.gz` as BackupName
}

/** Where the bytes of an attached file lie beside the copies: each once, whichever of them name it. */
export function backupFileName({ sha256, type }: Pick<Attachment, 'sha256' | 'type'>): string {
  return `台账附件_${sha256}.${FILE_TYPES[type].extension}`
}

/** What a file's name tells; null where it is no backup's name. */
export function readBackupName(name: string): BackupStamp | null {
  const match = NAME.exec(name)
  if (match === null) return null
  const [, year, month, date, hour, minute, second, kind, ledger] = match as unknown as [string, string, string, string, string, string, string, BackupKind, string]
  const day = `${year}-${month}-${date}`
  if (!isDateOnly(day) || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  return { name: name as BackupName, day: dateOnly(day), time: `${hour}:${minute}:${second}`, kind, ledger }
}

/** Newest first; of two made in one second the name decides, so that every seat sees one order. */
export function newestFirst<T extends BackupStamp>(backups: readonly T[]): T[] {
  return [...backups].sort((a, b) => (a.day + a.time + a.name < b.day + b.time + b.name ? 1 : -1))
}

export interface BackupFile extends BackupStamp {
  readonly bytes: number
}

/** How many automatic copies of today are kept. */
export const KEPT_OF_TODAY = 3
/** For how many days one copy of each is kept; one of each month stays for ever. */
export const KEPT_DAYS = 30
/** Room that automatic copies may take in one place, in bytes. Beyond it the oldest months go first. */
export const BACKUP_ROOM_BYTES = 2 * 1024 ** 3

/**
 * Which automatic copies have had their time: kept are, of each ledger, the newest three of today, the newest of each of the last 30 days,
 * the newest of each month. A copy that the clock calls future counts as today's. 手动 and 恢复前 copies are the
 * person's: they are never removed.
 */
export function outdatedBackups(backups: readonly BackupFile[], today: DateOnly, room: number = BACKUP_ROOM_BYTES): BackupFile[] {
  const automatic = newestFirst(backups.filter((b) => b.kind === '自动'))
  const taken = new Map<string, number>()
  const kept: BackupFile[] = []
  const outdated: BackupFile[] = []
  for (const backup of automatic) {
    const age = daysBetween(backup.day, today)
    const slot = `${backup.ledger} ${age <= 0 ? 'today' : age <= KEPT_DAYS ? backup.day : backup.day.slice(0, 7)}`
    const most = age <= 0 ? KEPT_OF_TODAY : 1
    const used = taken.get(slot) ?? 0
    taken.set(slot, used + 1)
    ;(used < most ? kept : outdated).push(backup)
  }
  // The newest copy stays whatever its size.
  let total = 0
  kept.forEach((backup, i) => {
    total += backup.bytes
    if (i > 0 && total > room) outdated.push(backup)
  })
  return outdated
}

/** How many records of each table a copy holds. */
export type RecordCounts = Readonly<Record<string, number>>

/** More than this share less than the last copy is told before it counts (a good copy followed by a small one). */
export const SHRINK_SHARE = 0.1

/** Tables that lost more than a tenth of their records since the last good copy, with both counts. */
export function shrunkTables(before: RecordCounts, after: RecordCounts): { readonly table: string; readonly before: number; readonly after: number }[] {
  return Object.entries(before).flatMap(([table, count]) => {
    const left = after[table] ?? 0
    return count - left > count * SHRINK_SHARE ? [{ table, before: count, after: left }] : []
  })
}
