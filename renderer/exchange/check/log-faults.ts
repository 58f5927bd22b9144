import { WHOLE_RECORD } from '@/domain/change-log'
import { excerpt } from '@/domain/brand'
import { projectOfFigures, type LedgerTable } from '@/domain/model'
import { recordFault } from '@/domain/schema'
import type { UnloggedChange } from './checkpoint'
import { fieldLabel, recordWords, valueWords } from './fault-words'
import { hashOf } from './hash'
import { differingFields, type BrokenStep, type LoggedState, type LogStates } from './log-state'
import { recordFaultOf, wholeFault, type NameOf } from './table-faults'
import { keyOf, projectOf, type CheckFault, type StoredLedger, type StoredRecord } from './stored'

type Index = ReadonlyMap<string, { readonly table: LedgerTable; readonly record: StoredRecord }>

/** The log by itself: steps without content, content without a step, and numbers that have a gap. */
export function logShapeFaults({ operations, changes }: Pick<StoredLedger, 'operations' | 'changes'>): CheckFault[] {
  const known = new Set(operations.map((o) => o.id))
  const filled = new Set(changes.map((c) => c.operationId))
  const stray = changes.filter((c) => !known.has(c.operationId))
  const empty = operations.filter((o) => (o.kind === 'edit' || o.kind === 'undo' || o.kind === 'redo') && !filled.has(o.id))
  return [
    ...(stray.length === 0 ? [] : [wholeFault('log', null, `操作记录里有 ${stray.length} 处改动不知道是哪一步的`)]),
    ...empty.map((o) => wholeFault('log', null, `操作记录里「${excerpt(o.name, 60)}」（${o.at.slice(0, 10)}）这一步没有内容`)),
    ...missingSteps(operations),
  ]
}

/** A seat that never took in another's steps counts its own without a gap. */
function missingSteps(operations: StoredLedger['operations']): CheckFault[] {
  if (operations.some((o) => o.lineage !== undefined || (o.kind === 'load' && o.target !== null))) return []
  const counters = operations.map((o) => o.counter)
  const missing = Math.max(0, ...counters) - new Set(counters).size
  const twice = counters.length - new Set(counters).size
  return [
    ...(missing <= 0 ? [] : [wholeFault('log', null, `操作记录少了 ${missing} 步`)]),
    ...(twice <= 0 ? [] : [wholeFault('log', null, `操作记录里有 ${twice} 步重了号`)]),
  ]
}

/** Where the tables do not hold what the log says. */
export function disagreements({ states }: LogStates, index: Index, nameOf: NameOf): CheckFault[] {
  return [...states.values()].flatMap((state) => {
    const fault = disagreement(state, index.get(keyOf(state.table, state.id))?.record ?? null, nameOf)
    return fault === null ? [] : [fault]
  })
}

function disagreement(state: LoggedState, stored: StoredRecord | null, nameOf: NameOf): CheckFault | null {
  const { table, id, whole } = state
  if (stored === null) {
    if (whole === null) return null
    const logged = whole === undefined ? undefined : sound(table, whole as StoredRecord)
    const words = recordWords(table, id, (whole ?? null) as StoredRecord | null, nameOf)
    return { key: `log/${table}/${id}/gone`, part: 'log', table, id, projectId: whole === undefined || whole === null ? null : projectOf(table, whole as StoredRecord), message: `${words}：操作记录里有，台账里不见了`, stored: null, ...(logged === undefined ? {} : { logged }) }
  }
  if (whole === null) return { ...recordFaultOf('log', table, stored, `${recordWords(table, id, stored, nameOf)}：操作记录里已经撤掉，台账里还在`), logged: null }
  const fields = differingFields(state, stored)
  const [first] = fields
  if (first === undefined) return null
  const logged = whole ?? state.fields
  const before = sound(table, { ...stored, ...Object.fromEntries(fields.map((field) => [field, logged[field]])) })
  const rest = fields.length > 1 ? `，另有 ${fields.length - 1} 处` : ''
  return {
    ...recordFaultOf('log', table, stored, `${recordWords(table, id, stored, nameOf)}：${fieldLabel(table, first)}在操作记录里是${valueWords(table, first, logged[first])}，台账里是${valueWords(table, first, stored[first])}${rest}`),
    key: `log/${table}/${id}/${hashOf(fields.map((field) => [field, stored[field]]))}`,
    ...(before === undefined ? {} : { logged: before }),
  }
}

/** A record that may be written as it is, else undefined. */
function sound(table: LedgerTable, record: StoredRecord): StoredRecord | undefined {
  return recordFault(table, record) === null ? record : undefined
}

/** Steps that do not go on from the one before. Where the result is wrong too, that is told instead. */
export function brokenSteps(broken: readonly BrokenStep[], index: Index, told: ReadonlySet<string>, nameOf: NameOf): CheckFault[] {
  const first = new Map(broken.filter(({ change }) => !told.has(keyOf(change.table, change.recordId))).map((step) => [keyOf(step.change.table, step.change.recordId), step]))
  return [...first.values()].map(({ operation, change }) => {
    const record = index.get(keyOf(change.table, change.recordId))?.record ?? null
    const field = change.field === WHOLE_RECORD ? '' : `的${fieldLabel(change.table, change.field)}`
    return {
      key: `log/${change.table}/${change.recordId}/broken/${change.id}`, part: 'log', table: change.table, id: null, projectId: record === null ? null : projectOf(change.table, record), stored: null,
      message: `${recordWords(change.table, change.recordId, record, nameOf)}${field}：操作记录里「${excerpt(operation.name, 60)}」接不上前一步，中间少了改动；现在的内容与最后一步一致`,
    } satisfies CheckFault
  })
}

const UNLOGGED = { changed: '与上次检查时不一样，操作记录里却没有这一步', lost: '上次检查时还在，现在不见了，操作记录里却没有这一步', new: '上次检查时还没有，操作记录里却没有新增它的一步' } as const

/** What changed without a step in the log since the last check. */
export function unloggedFaults(changes: readonly UnloggedChange[], index: Index, nameOf: NameOf): CheckFault[] {
  return changes.map(({ key, kind }) => {
    const at = key.indexOf('/')
    const [table, id] = [key.slice(0, at) as LedgerTable, key.slice(at + 1)]
    const stored = index.get(key)?.record ?? null
    const projectId = stored === null ? projectOfId(table, id) : projectOf(table, stored)
    const named = stored ?? (projectId === null ? null : ({ id, projectId } as StoredRecord))
    return { key: `log/${key}/unlogged/${hashOf(stored)}`, part: 'log', table, id, projectId, stored, message: `${recordWords(table, id, named, nameOf)}：${UNLOGGED[kind]}` } satisfies CheckFault
  })
}

/** The ids of plans and reports begin with their project's. */
function projectOfId(table: LedgerTable, id: string): string | null {
  return table === 'annualPlans' || table === 'progressReports' ? projectOfFigures(id) : null
}
