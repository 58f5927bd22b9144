import { registeredEntries, type Ledger, type PortfolioScope, type ProjectEntry } from './ledger'
import type { Procedure } from './method-records'
import type { DateOnly } from './period'
import { procedureStanding, type ProcedureStanding } from './procedure'
import { proceduresOf } from './project-records'

export interface ProcedureCell {
  readonly procedure: Procedure
  readonly standing: ProcedureStanding
}

export interface ProcedureRow {
  readonly entry: ProjectEntry
  /** By the procedure's name. */
  readonly cells: ReadonlyMap<string, ProcedureCell>
  readonly done: number
  readonly count: number
}

export interface ProcedureMatrix {
  /** Names of procedures: each before those that mostly come after it. */
  readonly columns: readonly string[]
  readonly rows: readonly ProcedureRow[]
}

/** Projects × procedures on a day. Procedures of one name are one column. */
export function procedureMatrix(ledger: Ledger, scope: PortfolioScope, day: DateOnly): ProcedureMatrix {
  const places = new Map<string, { sum: number; count: number }>()
  const rows = registeredEntries(ledger, scope).map((entry): ProcedureRow => {
    const all = proceduresOf(entry)
    all.forEach(({ name }, i) => {
      const place = places.get(name) ?? { sum: 0, count: 0 }
      places.set(name, { sum: place.sum + (i + 1) / all.length, count: place.count + 1 })
    })
    const cells = new Map(all.map((procedure) => [procedure.name, { procedure, standing: procedureStanding(procedure, all, day) }]))
    const needed = [...cells.values()].filter((c) => c.standing.state !== '不需办理')
    return { entry, cells, count: needed.length, done: needed.filter((c) => c.standing.state === '已批复' || c.standing.state === '快到期').length }
  })
  const mean = (name: string): number => { const { sum, count } = places.get(name)!; return sum / count }
  return { rows, columns: [...places.keys()].sort((a, b) => mean(a) - mean(b) || (a < b ? -1 : 1)) }
}

/** What a cell says in few characters: state, and the days that it waits or is late. */
export function cellWords({ standing }: ProcedureCell): string {
  if (standing.overdueDays > 0) return `${standing.state} 超 ${standing.overdueDays} 天`
  return standing.waitingDays === null ? standing.state : `${standing.state} ${standing.waitingDays} 天`
}
