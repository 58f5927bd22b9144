import { deflateSync } from 'fflate'
import { freezeLedger, snapshotInForce } from '@/domain/freeze'
import { snapshotId, type LedgerData, type Snapshot } from '@/domain/model'
import { formatPeriod, isDateOnly, isPeriod, type DateOnly, type Period } from '@/domain/period'
import { inflateWithin } from '@/workbook/inflate'
import { WRITER_VERSION } from '@/workbook/writer-version'
import { canonicalJson } from './canonical-json'
import { PackageError } from './package-error'
import { FORMAT_VERSION, isFields, packageData, readRecords } from './package-records'
import { sha256Sync } from './sha256'

/** Pinned, like the library: the same frozen month has the same text in every package. The SHA-256 does not depend on it. */
const LEVEL = 6
/** 10,000 projects with a year of reports are some 50 million bytes. */
const MAX_CONTENT_BYTES = 200_000_000

/** 锁定数据 that cannot be used. `message` is a Chinese sentence that says what to do. */
export class SnapshotError extends Error {
  override readonly name = 'SnapshotError'
}

export interface SnapshotFacts {
  readonly period: Period
  /** 填报日期 of the locked month's sheets. */
  readonly preparedOn: DateOnly
  /** ISO time in UTC. */
  readonly lockedAt: string
}

/** Freezes a period of a ledger as its next snapshot. The same ledger, period and day give the same SHA-256 everywhere. */
export function makeSnapshot(ledger: LedgerData, { period, preparedOn, lockedAt }: SnapshotFacts): Snapshot {
  const number = 1 + Math.max(0, ...ledger.snapshots.filter((s) => s.period === period).map((s) => s.number))
  const { snapshots: _none, ...data } = packageData(freezeLedger(ledger, period))
  const bytes = new TextEncoder().encode(canonicalJson({ data, formatVersion: FORMAT_VERSION, period, preparedOn }))
  return {
    id: snapshotId(period, number), deletedAt: null, period, number, preparedOn, lockedAt, releasedAt: null, releaseReason: null,
    writerVersion: WRITER_VERSION, sha256: sha256Sync(bytes), content: toBase64(deflateSync(bytes, { level: LEVEL })),
  }
}

/** The frozen ledger of a snapshot. Throws SnapshotError where its content is not what its SHA-256 says, or no ledger. */
export function openSnapshot(snapshot: Snapshot): LedgerData {
  const refuse = (why: string, cause?: unknown): SnapshotError =>
    new SnapshotError(`${formatPeriod(snapshot.period)}第 ${snapshot.number} 次锁定的内容${why}，不能使用。请从备份或存下的台账文件恢复`, cause === undefined ? undefined : { cause })
  let bytes: Uint8Array
  try {
    bytes = inflateWithin(fromBase64(snapshot.content), MAX_CONTENT_BYTES)
  } catch (cause) {
    throw refuse('损坏了', cause)
  }
  if (sha256Sync(bytes) !== snapshot.sha256) throw refuse('与校验码不符')
  let content: unknown
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw refuse('损坏了', cause)
  }
  if (!isFields(content)) throw refuse('损坏了')
  const { data, formatVersion, period, preparedOn } = content
  if (!Number.isInteger(formatVersion) || (formatVersion as number) < 2 || !isFields(data)) throw refuse('损坏了')
  if ((formatVersion as number) > FORMAT_VERSION) throw new SnapshotError(`${formatPeriod(snapshot.period)}是更新版本的程序锁定的，本程序不能读。请先升级本程序`)
  if (typeof period !== 'string' || !isPeriod(period) || period !== snapshot.period || typeof preparedOn !== 'string' || !isDateOnly(preparedOn) || preparedOn !== snapshot.preparedOn) throw refuse('与报告期或填报日期不符')
  try {
    return readRecords({ ...data, snapshots: [] }, formatVersion as number)
  } catch (cause) {
    if (cause instanceof PackageError) throw refuse('不完整', cause)
    throw cause
  }
}

/** What a sheet of a locked month says of itself, and is made from. */
export interface FrozenMonth {
  readonly snapshot: Snapshot
  readonly ledger: LedgerData
}

/** The locked month of a ledger; null where the period is not locked. Throws SnapshotError. */
export function frozenMonth(snapshots: Iterable<Snapshot>, at: Period): FrozenMonth | null {
  const snapshot = snapshotInForce(snapshots, at)
  return snapshot === null ? null : { snapshot, ledger: openSnapshot(snapshot) }
}

function toBase64(bytes: Uint8Array): string {
  let text = ''
  // In steps: one call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(text)
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
}
