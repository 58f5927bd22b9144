import { COMPARED, COMPARED_LABELS, isMoneyField, type ComparedField, type ComparedProject, type ComparedState } from '@/domain/compare'
import { fen, FEN_PER_UNIT, type Fen } from '@/domain/money'
import { formatPeriod } from '@/domain/period'
import { serialDate } from '../reading/model'
import type { PlainCell } from '../seal/plain-cell'
import { readBook, type ReadSheet } from '../seal/read-book'
import { readSeal, type Seal } from '../seal/read-seal'

/** A workbook that 变化对比 cannot take; the message says what to do. */
export class CompareError extends Error {
  override readonly name = 'CompareError'
}

const MAIN_SHEET = '项目进展情况月报表'

/**
 * An earlier exported workbook of ours as a side: what stands in its month's sheet now, by the projects' ids where the
 * hidden sheet tells them. Throws CompareError and ReadingError.
 */
export function workbookState(bytes: Uint8Array, fileName: string): ComparedState {
  const book = readBook(bytes)
  const reading = readSeal(book)
  if ('fault' in reading) {
    const why = { none: '不是本程序导出的表', newer: '是更新版本的程序导出的，请先升级本程序', broken: '里面的校验数据被改过或损坏了' }[reading.fault]
    throw new CompareError(`“${fileName}”${why}，不能用来对比。请选本程序导出的月报表或全套报表`)
  }
  const sheet = book.find((s) => s.name === MAIN_SHEET)
  if (sheet === undefined) throw new CompareError(`“${fileName}”里没有“${MAIN_SHEET}”，不能用来对比。请选月报表或全套报表`)
  const { seal } = reading
  const { facts } = seal
  const label = `${fileName}（${formatPeriod(facts.period)}，${facts.snapshot === null ? '未锁定' : `锁定，校验码 ${facts.snapshot.slice(0, 12)}`}）`
  return { label, period: facts.period, projects: readProjects(sheet, seal) }
}

function readProjects({ rows }: ReadSheet, seal: Seal): ComparedProject[] {
  const fields = columnFields(rows)
  const { unit } = seal.facts.options
  const projects: ComparedProject[] = []
  for (const row of rows) {
    const number = row?.[0]?.value
    if (row === undefined || typeof number !== 'number' || !Number.isInteger(number) || number < 1) continue
    const values: { -readonly [F in ComparedField]?: Fen | string | null } = {}
    for (const [column, field] of fields) values[field] = readValue(field, row[column], unit)
    const name = values.name
    projects.push({ id: seal.projectIds[number - 1] ?? null, name: typeof name === 'string' ? name : '', values: values as ComparedProject['values'] })
  }
  return projects
}

/** Which column shows what, by the labels of the two-level header. */
function columnFields(rows: ReadSheet['rows']): Map<number, ComparedField> {
  const byLabel = new Map(COMPARED.map((field) => [COMPARED_LABELS[field], field]))
  const fields = new Map<number, ComparedField>()
  const top = rows.findIndex((row) => row?.some((cell) => cell?.value === COMPARED_LABELS.name) ?? false)
  for (const row of [rows[top + 1], rows[top]]) {
    row?.forEach((cell, column) => {
      const field = byLabel.get(String(cell?.value ?? ''))
      if (field !== undefined) fields.set(column, field)
    })
  }
  return fields
}

const NOTHING: ReadonlySet<unknown> = new Set(['待填报', '—', ''])

function readValue(field: ComparedField, cell: PlainCell | undefined, unit: '万元' | '亿元'): Fen | string | null {
  if (cell === undefined || NOTHING.has(cell.value)) return null
  const { value } = cell
  if (isMoneyField(field)) return typeof value === 'number' && Number.isSafeInteger(Math.round(value * FEN_PER_UNIT[unit])) ? fen(Math.round(value * FEN_PER_UNIT[unit])) : null
  if ((field === 'startDate' || field === 'plannedCompletion') && typeof value === 'number') return serialDate(value, false)
  return String(value)
}
