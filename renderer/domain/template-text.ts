import { accepted, excerpt, refused, type Parsed } from './brand'
import { cycleWords, sortByDependency } from './dependency-graph'
import { parseText } from './fields'
import type { MilestoneTemplate, MilestoneTemplateItem, ProcedureTemplate, ProcedureTemplateItem } from './method-records'

/** The two kinds of template that 设置 edits, by their table. */
export type TemplateTable = 'milestoneTemplates' | 'procedureTemplates'
export type TemplateOf<T extends TemplateTable> = T extends 'milestoneTemplates' ? MilestoneTemplate : ProcedureTemplate

/** A row of a template as it stands in its form: a text for each column; `key` names the row for good. */
export interface TemplateRow {
  readonly key: string
  readonly cells: Readonly<Record<string, string>>
}

export interface TemplateColumn {
  readonly field: string
  readonly label: string
  readonly placeholder: string
  readonly number?: true
}

/** `after` holds the numbers of the rows that come before, as the form counts them. */
export const TEMPLATE_COLUMNS: Readonly<Record<TemplateTable, readonly TemplateColumn[]>> = {
  milestoneTemplates: [
    { field: 'name', label: '节点', placeholder: '主体封顶' }, { field: 'offset', label: '第几天开始', placeholder: '0', number: true }, { field: 'days', label: '用几天', placeholder: '0', number: true },
    { field: 'weight', label: '权重', placeholder: '0', number: true }, { field: 'after', label: '排在第几行之后', placeholder: '1、3+5' },
  ],
  procedureTemplates: [
    { field: 'name', label: '手续', placeholder: '施工许可' }, { field: 'authority', label: '审批部门', placeholder: '行政审批部门' }, { field: 'documents', label: '要件（用、隔开）', placeholder: '施工合同、中标通知书' },
    { field: 'after', label: '要先办完第几行', placeholder: '1、2' },
  ],
}

const MOST_DAYS = 3650
const MOST_WEIGHT = 10_000

type Item = MilestoneTemplateItem | ProcedureTemplateItem

/** The rows of a template, with its dependencies as row numbers. */
export function templateRows(table: TemplateTable, items: readonly Item[]): TemplateRow[] {
  const numbers = new Map(items.map((item, i) => [item.key, i + 1]))
  return items.map((item) => ({ key: item.key, cells: table === 'milestoneTemplates' ? milestoneCells(item as MilestoneTemplateItem, numbers) : procedureCells(item as ProcedureTemplateItem, numbers) }))
}

function milestoneCells(item: MilestoneTemplateItem, numbers: ReadonlyMap<string, number>): Record<string, string> {
  return { name: item.name, offset: String(item.offset), days: String(item.days), weight: String(item.weight), after: item.after.map(({ key, lag }) => `${numbers.get(key) ?? ''}${lag > 0 ? `+${lag}` : ''}`).join('、') }
}

function procedureCells(item: ProcedureTemplateItem, numbers: ReadonlyMap<string, number>): Record<string, string> {
  return { name: item.name, authority: item.authority ?? '', documents: item.documents.join('、'), after: item.after.map((key) => String(numbers.get(key) ?? '')).join('、') }
}

/** Rows moved, taken out or put in: `next` are rows of `rows` or new ones. Row numbers that are understood follow their rows, or go with them. */
export function rearranged(rows: readonly TemplateRow[], next: readonly TemplateRow[]): TemplateRow[] {
  const place = new Map(next.map((row, i) => [row.key, i + 1]))
  return next.map((row) => {
    const read = readAfter(row.cells['after'] ?? '', rows, row.key, true)
    if (!read.ok) return row
    return { ...row, cells: { ...row.cells, after: read.value.flatMap(({ key, lag }) => (place.has(key) ? [`${place.get(key)}${lag > 0 ? `+${lag}` : ''}`] : [])).join('、') } }
  })
}

export interface TemplateFaults {
  readonly name?: string
  /** By row key and column. */
  readonly cells: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Of all rows together. */
  readonly rows?: string
}

/** Reads the form; `content` is null where a fault stands. */
export function readTemplate<T extends TemplateTable>(table: T, name: string, rows: readonly TemplateRow[]): { readonly content: Pick<TemplateOf<T>, 'name' | 'items'> | null; readonly faults: TemplateFaults } {
  const cells: Record<string, Record<string, string>> = {}
  const parsedName = parseText(name, 'short')
  const nameFault = !parsedName.ok ? parsedName.message : parsedName.value === null ? '请填模板名称，如 市政道路管网' : undefined
  const items = rows.map((row): Item => {
    const faults: Record<string, string> = {}
    const take = <V>(field: string, parsed: Parsed<V>, otherwise: V): V => {
      if (parsed.ok) return parsed.value
      faults[field] = parsed.message
      return otherwise
    }
    const typed = (field: string): string => row.cells[field] ?? ''
    const itemName = take('name', parseText(typed('name'), 'short'), null)
    if (itemName === null) faults['name'] ??= '请填名称'
    const after = take('after', readAfter(typed('after'), rows, row.key, table === 'milestoneTemplates'), [])
    const item = table === 'milestoneTemplates'
      ? { key: row.key, name: itemName ?? '', offset: take('offset', wholeNumber(typed('offset'), MOST_DAYS), 0), days: take('days', wholeNumber(typed('days'), MOST_DAYS), 0), weight: take('weight', wholeNumber(typed('weight'), MOST_WEIGHT), 0), after }
      : { key: row.key, name: itemName ?? '', authority: take('authority', parseText(typed('authority'), 'short'), null), documents: take('documents', readDocuments(typed('documents')), []), after: after.map((a) => a.key) }
    if (Object.keys(faults).length > 0) cells[row.key] = faults
    return item
  })
  const sorted = sortByDependency(items.map((i) => ({ id: i.key, name: i.name, after: i.after.map((a) => (typeof a === 'string' ? a : a.key)) })))
  if (!sorted.ok) for (const { id } of sorted.cycle.slice(-1)) cells[id] = { ...cells[id], after: cycleWords(sorted.cycle) }
  const most = table === 'milestoneTemplates' ? 300 : 100
  const rowsFault = rows.length === 0 ? '模板里一行也没有，请加一行' : rows.length > most ? `最多 ${most} 行，现在有 ${rows.length} 行` : undefined
  const faults = { ...(nameFault === undefined ? {} : { name: nameFault }), cells, ...(rowsFault === undefined ? {} : { rows: rowsFault }) }
  const sound = nameFault === undefined && rowsFault === undefined && Object.keys(cells).length === 0
  return { content: sound && parsedName.ok ? ({ name: parsedName.value ?? '', items } as unknown as Pick<TemplateOf<T>, 'name' | 'items'>) : null, faults }
}

function wholeNumber(text: string, most: number): Parsed<number> {
  const plain = text.normalize('NFKC').trim()
  if (plain === '') return accepted(0)
  if (!/^\d{1,6}$/u.test(plain)) return refused('not-a-number', `看不懂“${excerpt(text)}”，请填整数，如 30`)
  return Number(plain) > most ? refused('out-of-range', `最多 ${most}`) : accepted(Number(plain))
}

function readDocuments(text: string): Parsed<string[]> {
  const names = [...new Set(text.split(/[、;；\n]/u).map((t) => t.trim()).filter((t) => t !== ''))]
  const long = names.map((n) => parseText(n, 'short')).find((p) => !p.ok)
  if (long !== undefined && !long.ok) return long
  return names.length > 100 ? refused('too-many', '要件最多 100 件') : accepted(names)
}

/** Row numbers with a wait in days: `1、3+5`. */
function readAfter(text: string, rows: readonly TemplateRow[], own: string, lags: boolean): Parsed<{ key: string; lag: number }[]> {
  const found = new Map<string, number>()
  for (const part of text.normalize('NFKC').split(/[、,;\s]+/u).filter((p) => p !== '')) {
    const [, number, lag] = /^(\d{1,4})(?:\+(\d{1,4}))?$/u.exec(part) ?? []
    if (number === undefined || (lag !== undefined && !lags)) return refused('not-rows', `看不懂“${excerpt(part)}”，请写行号，如 ${lags ? '1、3+5（第 3 行完成再等 5 天）' : '1、2'}`)
    const row = rows[Number(number) - 1]
    if (row === undefined) return refused('no-row', `没有第 ${Number(number)} 行`)
    if (row.key === own) return refused('own-row', '不能排在自己之后')
    if (Number(lag ?? 0) > MOST_DAYS) return refused('out-of-range', `最多等 ${MOST_DAYS} 天`)
    found.set(row.key, Number(lag ?? 0))
  }
  return accepted([...found].map(([key, lag]) => ({ key, lag })))
}
