import { buildLedger } from '@/domain/ledger'
import { snapshotsOf } from '@/domain/freeze'
import type { LedgerData, Snapshot } from '@/domain/model'
import { formatPeriod, type Period } from '@/domain/period'
import { buildReport } from '@/workbook/reports'
import { SheetFinder } from '@/workbook/writer/sheet-finder'
import { WRITER_VERSION } from '@/workbook/writer-version'
import { cellAddress } from '../reading/model'
import { openSnapshot } from '../snapshot'
import { modelCell, sameCell, shownCells, type PlainCell } from './plain-cell'
import { readBook, type ReadSheet } from './read-book'
import { brokenCells, readSeal, type Seal } from './read-seal'
import { SEAL_NAME } from './seal-sheet'

type Shown = string | number | boolean | null

/** One place where a file is not what it should be. */
export interface Difference {
  readonly sheet: string
  /** `B7`; null where a whole sheet is missing, or more than the file's own checksums can tell. */
  readonly cell: string | null
  /** What should stand there; null: nothing, or not known (`CheckedFile.against` is `checksums`). */
  readonly expected: Shown
  readonly found: Shown
}

export interface CheckedFile {
  /** Whether it is a workbook of this program. */
  readonly ours: boolean
  /** Whether it was made from a locked month. */
  readonly locked: boolean
  readonly period: Period | null
  readonly matches: boolean
  readonly differences: readonly Difference[]
  /** What it was held against: the 锁定数据 of the ledger, or only the checksums in the file itself. */
  readonly against: 'snapshot' | 'checksums' | null
  /** First digits and number of the 锁定数据 that it was held against. */
  readonly snapshot: { readonly sha256: string; readonly number: number; readonly released: boolean } | null
  /** One Chinese sentence. */
  readonly verdict: string
}

/**
 * Checks a workbook: against the 锁定数据 of the ledger where it has it (cell by cell: value, formula, kind), else against
 * the checksums in the file. Looks of cells are not compared, so a file that was saved again by another program is the same.
 * Throws ReadingError for what is no whole workbook, SnapshotError for 锁定数据 that cannot be used.
 */
export function verifyWorkbook(bytes: Uint8Array, ledger: LedgerData | null): CheckedFile {
  const book = readBook(bytes)
  const reading = readSeal(book)
  if ('fault' in reading) return notChecked(reading.fault)
  const { seal } = reading
  const { facts } = seal
  const snapshot = ledger === null ? null : snapshotFor(ledger, seal)
  const rebuilt = snapshot === null || facts.writerVersion !== WRITER_VERSION ? null : rebuild(snapshot, seal)
  const differences = rebuilt === null ? againstChecksums(book, seal) : againstModel(book, rebuilt)
  const against = rebuilt === null ? 'checksums' : 'snapshot'
  return {
    ours: true, locked: facts.snapshot !== null, period: facts.period, matches: differences.length === 0, differences, against,
    snapshot: snapshot === null || rebuilt === null ? null : { sha256: snapshot.sha256, number: snapshot.number, released: snapshot.releasedAt !== null },
    verdict: verdict(seal, against, snapshot, differences.length, ledger),
  }
}

const NOT_CHECKED: Readonly<Record<'none' | 'newer' | 'broken', string>> = {
  none: '这不是本程序导出的表，里面没有校验数据，不能核对',
  newer: '这是更新版本的程序导出的表，请先升级本程序再核对',
  broken: '表里的校验数据被改过或损坏了，不能核对。请向发件人要一份原件',
}

function notChecked(fault: 'none' | 'newer' | 'broken'): CheckedFile {
  return { ours: fault !== 'none', locked: false, period: null, matches: false, differences: [], against: null, snapshot: null, verdict: NOT_CHECKED[fault] }
}

/** The 锁定数据 that the file was made from; for one that was made before its month was locked, that which is in force. */
function snapshotFor(ledger: LedgerData, { facts }: Seal): Snapshot | null {
  if (ledger.settings.ledgerId !== facts.ledgerId) return null
  const all = snapshotsOf({ snapshots: new Map(ledger.snapshots.map((s) => [s.id, s])) }, facts.period)
  return all.find((s) => s.sha256 === facts.snapshot) ?? (facts.snapshot === null ? (all.find((s) => s.releasedAt === null) ?? null) : null)
}

type Expected = readonly { readonly name: string; readonly rows: readonly (readonly (PlainCell | null)[])[] }[]

/** The sheets as the 锁定数据 gives them; null where the report needs more than that. */
function rebuild(snapshot: Snapshot, { facts }: Seal): Expected | null {
  if (facts.options.report === 'changes') return null
  const { model } = buildReport(buildLedger(openSnapshot(snapshot)), { ...facts.options, preparedOn: snapshot.preparedOn, frozen: { sha256: snapshot.sha256 } })
  const book = new SheetFinder(model)
  const nameOf = (key: string): string => book.find(key).name
  return book.sheets.map(({ model: sheet, name }) => ({ name, rows: sheet.rows.map((row, r) => row.cells.map((cell) => (cell === null ? null : modelCell(cell.value, r + 1, nameOf)))) }))
}

function againstModel(book: readonly ReadSheet[], expected: Expected): Difference[] {
  const differences = sheetDifferences(book, expected.map((s) => s.name))
  for (const { name, rows } of expected) {
    const found = book.find((s) => s.name === name)
    if (found === undefined) continue
    for (let row = 0; row < Math.max(rows.length, found.rows.length); row += 1) {
      const [wanted, there] = [rows[row] ?? [], found.rows[row] ?? []]
      for (let column = 0; column < Math.max(wanted.length, there.length); column += 1) {
        const [a, b] = [wanted[column] ?? null, there[column] ?? null]
        if (sameCell(a, b)) continue
        const [shown, other] = shownCells(a, b)
        differences.push({ sheet: name, cell: cellAddress(row, column), expected: shown, found: other })
      }
    }
  }
  return differences
}

function againstChecksums(book: readonly ReadSheet[], seal: Seal): Difference[] {
  const differences = sheetDifferences(book, seal.sheets.map((s) => s.name))
  for (const sealed of seal.sheets) {
    const found = book.find((s) => s.name === sealed.name)
    if (found === undefined) continue
    const { cells, unnamed } = brokenCells(sealed, found)
    for (const { row, column } of cells) differences.push({ sheet: sealed.name, cell: cellAddress(row, column), expected: null, found: shownCells(null, found.rows[row]?.[column] ?? null)[1] })
    if (unnamed) differences.push({ sheet: sealed.name, cell: null, expected: null, found: null })
  }
  return differences
}

function sheetDifferences(book: readonly ReadSheet[], wanted: readonly string[]): Difference[] {
  const there = book.map((s) => s.name).filter((name) => name !== SEAL_NAME)
  return [
    ...wanted.filter((name) => !there.includes(name)).map((sheet): Difference => ({ sheet, cell: null, expected: '有这张表', found: null })),
    ...there.filter((name) => !wanted.includes(name)).map((sheet): Difference => ({ sheet, cell: null, expected: null, found: '多出的表' })),
  ]
}

function verdict({ facts }: Seal, against: 'snapshot' | 'checksums', snapshot: Snapshot | null, differences: number, ledger: LedgerData | null): string {
  const month = formatPeriod(facts.period)
  const where = differences === 0 ? '' : `有 ${differences} 处不一致`
  if (against === 'snapshot' && snapshot !== null) {
    const which = `${month}第 ${snapshot.number} 次锁定的数据`
    const released = snapshot.releasedAt === null ? '' : '；这次锁定后来已解锁'
    const before = facts.snapshot === null ? '；这份表是锁定前导出的' : ''
    return differences === 0 ? `与锁定数据一致（${which}${released}）` : `与${which}${where}${released}${before}`
  }
  const why = ledger === null ? '' : ledger.settings.ledgerId !== facts.ledgerId ? '；它出自另一本台账' : facts.snapshot === null ? `；${month}没有锁定` : snapshot === null ? '；台账里没有它所依据的锁定数据' : '；它是另一版程序做的'
  return differences === 0 ? `与导出时一致（按文件里的校验数据${why}）` : `导出后被改过，${where}（按文件里的校验数据${why}）`
}
