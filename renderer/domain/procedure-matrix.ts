import type { ProjectEntry } from './ledger'
import type { Procedure } from './method-records'
import type { DateOnly } from './period'
import { procedureStanding, type ProcedureStanding } from './procedure'
import { proceduresOf } from './project-records'

export interface ProcedureCell {
  readonly procedure: Procedure
  readonly standing: ProcedureStanding
  /** Names of the project's procedures that cannot go on before this one is approved; empty where it is approved. */
  readonly holds: readonly string[]
}

export interface ProcedureRow {
  readonly entry: ProjectEntry
  /** By the procedure's name. */
  readonly cells: ReadonlyMap<string, ProcedureCell>
  readonly done: number
  readonly count: number
}

/** A procedure over all shown projects. */
export interface ProcedureColumn {
  readonly name: string
  /** In how many projects it waits: not approved yet, and needed. */
  readonly open: number
  /** In how many projects it holds others up. */
  readonly holding: number
  /** Whether any of its cells has more to say than that it is done. */
  readonly busy: boolean
}

// Remembered by entry and day: an edit makes one new entry, and the rows of the others are as they were.
const remembered = new WeakMap<ProjectEntry, { readonly day: DateOnly; readonly row: ProcedureRow }>()

/** A project's procedures on a day. */
export function procedureRow(entry: ProjectEntry, day: DateOnly): ProcedureRow {
  const known = remembered.get(entry)
  if (known?.day === day) return known.row
  const all = proceduresOf(entry)
  const standings = all.map((procedure) => procedureStanding(procedure, all, day))
  const cells = new Map(all.map((procedure, i): [string, ProcedureCell] => {
    const holds = all.filter((_p, k) => standings[k]!.blockers.includes(procedure)).map((p) => p.name)
    return [procedure.name, { procedure, standing: standings[i]!, holds }]
  }))
  const needed = [...cells.values()].filter((c) => c.standing.state !== '不需办理')
  const row: ProcedureRow = { entry, cells, count: needed.length, done: needed.filter((c) => c.standing.state === '已批复' || c.standing.state === '快到期').length }
  remembered.set(entry, { day, row })
  return row
}

/** Columns of the rows: each procedure before those that mostly come after it. Procedures of one name are one column. */
export function procedureColumns(rows: readonly ProcedureRow[]): ProcedureColumn[] {
  const places = new Map<string, { sum: number; count: number; open: number; holding: number; busy: boolean }>()
  for (const { cells } of rows) {
    let i = 0
    for (const [name, { standing, holds }] of cells) {
      const place = places.get(name) ?? { sum: 0, count: 0, open: 0, holding: 0, busy: false }
      i += 1
      places.set(name, { sum: place.sum + i / cells.size, count: place.count + 1, open: place.open + (isOpen(standing) ? 1 : 0), holding: place.holding + (holds.length > 0 ? 1 : 0), busy: place.busy || isOpen(standing) || standing.state === '快到期' })
    }
  }
  return [...places].map(([name, p]) => ({ name, open: p.open, holding: p.holding, busy: p.busy, mean: p.sum / p.count })).sort((a, b) => a.mean - b.mean || (a.name < b.name ? -1 : 1)).map(({ mean: _mean, ...column }) => column)
}

function isOpen({ state }: ProcedureStanding): boolean {
  return state === '待申报' || state === '受阻' || state === '已申报' || state === '已受理' || state === '已过期'
}

/** What is asked of a matrix: the counts above it, each the door to its rows. */
export const PROCEDURE_DOORS = ['全部', '办理中', '待申报', '受阻', '超期', '快到期', '已过期', '未列手续'] as const
export type ProcedureDoor = (typeof PROCEDURE_DOORS)[number]

/** Whether a cell is what a door is about. */
export function cellIsBehind({ standing }: ProcedureCell, door: ProcedureDoor): boolean {
  if (door === '办理中') return standing.state === '已申报' || standing.state === '已受理'
  return door === '超期' ? standing.overdueDays > 0 : standing.state === door
}

/** How many cells, or for 全部 and 未列手续 projects, stand behind a door. */
export function countBehind(rows: readonly ProcedureRow[], door: ProcedureDoor): number {
  if (door === '全部') return rows.length
  if (door === '未列手续') return rows.filter((r) => r.cells.size === 0).length
  let count = 0
  for (const { cells } of rows) for (const cell of cells.values()) if (cellIsBehind(cell, door)) count += 1
  return count
}

export function rowIsBehind(row: ProcedureRow, door: ProcedureDoor): boolean {
  if (door === '全部') return true
  return door === '未列手续' ? row.cells.size === 0 : [...row.cells.values()].some((c) => cellIsBehind(c, door))
}

/** What a cell says in few characters: state, and the days that it waits, is late or has left. */
export function cellWords({ standing }: ProcedureCell): string {
  const { state, waitingDays, leftDays, overdueDays } = standing
  if (overdueDays > 0) return `${state} 超 ${overdueDays} 天`
  if (state === '快到期') return `${state} 剩 ${leftDays} 天`
  return waitingDays === null ? state : `${state} ${waitingDays} 天`
}

/** Everything that is known of a cell, for its tip and a screen reader. */
export function cellFacts({ procedure, standing, holds }: ProcedureCell): string[] {
  const { authority, neededBy, appliedOn, acceptedOn, approvedOn, expiresOn, documentNumber, handler, handlings, documents } = procedure
  const missing = documents.filter((d) => !d.ready).length
  return [
    authority ?? '审批部门待填报', handler && `经办 ${handler}`, neededBy && `要求 ${neededBy} 办结`, appliedOn && `申报 ${appliedOn}`, acceptedOn && `受理 ${acceptedOn}`, approvedOn && `批复 ${approvedOn}`, expiresOn && `有效期至 ${expiresOn}`, documentNumber,
    approvedOn === null && documents.length > 0 && `要件 ${documents.length - missing} / ${documents.length}`, standing.blockers.length > 0 && `卡在：${standing.blockers.map((b) => b.name).join('、')}`, holds.length > 0 && `卡着：${holds.join('、')}`, handlings.join('、'),
  ].filter((fact): fact is string => typeof fact === 'string' && fact !== '')
}
