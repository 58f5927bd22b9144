import { TEXT_LIMITS, type TextKind } from '@/domain/fields'

/** How a column's cells are read. `derived` columns (rates, lights) follow from the others and are not taken in. */
export type FieldKind = 'text' | 'money' | 'date' | 'domain' | 'state' | 'derived'

interface FieldRule {
  readonly label: string
  readonly kind: FieldKind
  /** Longest text, for texts. */
  readonly text?: TextKind
  /** Whether its figures belong to a period: the sheet must say which. */
  readonly dated?: 'year' | 'month'
}

/** What a column may be, by the names of docs/data-format.md and of the command lines. */
export const IMPORT_FIELDS = {
  name: { label: '项目名称', kind: 'text', text: 'name' },
  domain: { label: '领域', kind: 'domain' },
  nature: { label: '建设性质', kind: 'text', text: 'short' },
  scale: { label: '建设内容及规模', kind: 'text', text: 'long' },
  owner: { label: '项目单位', kind: 'text', text: 'short' },
  responsibleUnit: { label: '责任单位', kind: 'text', text: 'short' },
  responsiblePerson: { label: '责任人', kind: 'text', text: 'short' },
  sponsoringLeader: { label: '包联领导', kind: 'text', text: 'short' },
  contractor: { label: '施工单位', kind: 'text', text: 'short' },
  state: { label: '项目状态', kind: 'state' },
  startDate: { label: '开工时间', kind: 'date' },
  plannedCompletion: { label: '计划竣工', kind: 'date' },
  totalInvestment: { label: '总投资', kind: 'money' },
  annualPlan: { label: '年度计划投资', kind: 'money', dated: 'year' },
  completedBeforeYear: { label: '截至上年底累计完成', kind: 'money', dated: 'year' },
  completedThisMonth: { label: '本月完成投资', kind: 'money', dated: 'month' },
  completedYearToDate: { label: '年初至今累计完成', kind: 'money', dated: 'month' },
  completedSinceStart: { label: '开工以来累计完成', kind: 'money', dated: 'month' },
  fundsInPlace: { label: '到位资金', kind: 'money', dated: 'month' },
  physicalProgress: { label: '形象进度', kind: 'text', text: 'long', dated: 'month' },
  problems: { label: '存在问题', kind: 'text', text: 'long', dated: 'month' },
  measures: { label: '下步措施', kind: 'text', text: 'long', dated: 'month' },
  remarks: { label: '备注', kind: 'text', text: 'long' },
  light: { label: '预警', kind: 'derived' },
  rate: { label: '比率', kind: 'derived' },
  index: { label: '序号', kind: 'derived' },
} as const satisfies Record<string, FieldRule>

export type ImportField = keyof typeof IMPORT_FIELDS

/** Fields that a row may bring into the ledger, in the order of the sheet. */
export const ROW_FIELDS = (Object.keys(IMPORT_FIELDS) as ImportField[]).filter((f) => IMPORT_FIELDS[f].kind !== 'derived')

export const MONEY_IMPORT_FIELDS = ROW_FIELDS.filter((f) => IMPORT_FIELDS[f].kind === 'money')

export function isImportField(text: string): text is ImportField {
  return Object.hasOwn(IMPORT_FIELDS, text)
}

export function fieldRule(field: ImportField): FieldRule {
  return IMPORT_FIELDS[field]
}

/** Longest text of a field, in characters. */
export function textLimit(field: ImportField): number {
  return TEXT_LIMITS[fieldRule(field).text ?? 'long']
}
