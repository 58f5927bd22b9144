import { rangeAddress } from '../addresses'
import { WorkbookError, type AllowedAction, type CellRange, type ConditionModel, type ListSource, type ProtectionModel, type ValidationMessage, type ValidationModel } from '../model'
import { cleanText, codedText, escapeXml, shortened } from '../xml-text'
import { excelDay } from '../excel-day'
import type { NamedSheet, SheetFinder } from './sheet-finder'
import type { StyleTable } from './style-table'
import { listTag, tag } from './xml'

const MESSAGE_LIMITS = { title: 32, text: 255 } as const
const LIST_LIMIT = 255
/** Excel's attributes are true where an action is locked. */
const ACTIONS: readonly AllowedAction[] = ['formatCells', 'formatColumns', 'formatRows', 'insertColumns', 'insertRows', 'insertHyperlinks', 'deleteRows', 'sort']

export function protectionXml(protection: ProtectionModel | undefined): string {
  if (protection === undefined) return ''
  const open = (action: AllowedAction): string | undefined => (protection.allow.includes(action) ? '0' : undefined)
  return tag('sheetProtection', { sheet: true, objects: true, scenarios: true, ...Object.fromEntries(ACTIONS.map((a) => [a, open(a)])), autoFilter: open('filter') })
}

/** `A1:B2 D4`. */
export function rangeList(ranges: readonly CellRange[]): string {
  return ranges.map((r) => (r.top === r.bottom && r.left === r.right ? rangeAddress(r).split(':')[0] : rangeAddress(r))).join(' ')
}

export function conditionsXml(conditions: readonly ConditionModel[] | undefined, book: SheetFinder, styles: StyleTable): string {
  return (conditions ?? []).map(({ ranges, formula, look, stop }, i) =>
    tag('conditionalFormatting', { sqref: rangeList(ranges) }, tag('cfRule', { type: 'expression', dxfId: String(styles.condition(look)), priority: i + 1, stopIfTrue: stop }, tag('formula', {}, formulaText(formula, book)))),
  ).join('')
}

export function validationsXml(validations: readonly ValidationModel[] | undefined, own: NamedSheet, book: SheetFinder): string {
  return listTag('dataValidations', (validations ?? []).map((v) => validationXml(v, own, book)))
}

function validationXml({ ranges, rule, prompt, error, only }: ValidationModel, own: NamedSheet, book: SheetFinder): string {
  const common = { errorStyle: only, allowBlank: true, showInputMessage: prompt !== undefined, showErrorMessage: true, ...messageAttributes('error', error), ...messageAttributes('prompt', prompt), sqref: rangeList(ranges) }
  if (rule.kind === 'list') return tag('dataValidation', { type: 'list', ...common }, tag('formula1', {}, listFormula(rule.of, own, book)))
  if (rule.kind === 'formula') return tag('dataValidation', { type: 'custom', ...common }, tag('formula1', {}, formulaText(rule.formula, book)))
  const [min, max] = rule.kind === 'date' ? [rule.min === null ? null : excelDay(rule.min), rule.max === null ? null : excelDay(rule.max)] : [rule.min, rule.max]
  for (const limit of [min, max]) if (limit !== null && !Number.isFinite(limit)) throw new WorkbookError(`填写限制的数不是有限的数（${String(limit)}），不能导出`)
  // Excel has no rule without a limit: from the least number on stands for any.
  const [operator, first, second] = min === null ? (max === null ? ['greaterThanOrEqual', leastOf(rule.kind), null] : ['lessThanOrEqual', max, null]) : max === null ? ['greaterThanOrEqual', min, null] : ['between', min, max]
  return tag('dataValidation', { type: rule.kind, operator: operator === 'between' ? undefined : operator as string, ...common }, tag('formula1', {}, String(first)), second === null ? undefined : tag('formula2', {}, String(second)))
}

function leastOf(kind: 'decimal' | 'whole' | 'textLength' | 'date'): number {
  return kind === 'decimal' || kind === 'whole' ? -9_999_999_999_999 : 0
}

function messageAttributes(of: 'error' | 'prompt', message: ValidationMessage | undefined): Record<string, string | undefined> {
  if (message === undefined) return {}
  const written = (text: string, most: number): string | undefined => (text === '' ? undefined : codedText(shortened(cleanText(text), most)))
  return { [`${of}Title`]: written(message.title, MESSAGE_LIMITS.title), [of]: written(message.text, MESSAGE_LIMITS.text) }
}

function listFormula(source: ListSource, own: NamedSheet, book: SheetFinder): string {
  if ('range' in source) return escapeXml(book.range(source.sheet, own, source.range))
  if ('name' in source) return escapeXml(source.name)
  const words = source.words.map(cleanText)
  const odd = words.find((w) => w === '' || /[,\n]/u.test(w))
  if (odd !== undefined) throw new WorkbookError(`下拉选项“${odd}”是空的，或有逗号、换行，不能直接写在下拉里，请改为引用一列单元格`)
  const joined = words.join(',')
  if (joined.length > LIST_LIMIT) throw new WorkbookError(`下拉选项合起来长 ${joined.length} 个字，超过了 Excel 的上限 ${LIST_LIMIT}，请改为引用一列单元格`)
  return escapeXml(`"${joined.replaceAll('"', '""')}"`)
}

function formulaText(formula: string, book: SheetFinder): string {
  if (formula === '' || formula.startsWith('=')) throw new WorkbookError('条件或填写限制的公式写法不对，不能导出')
  return escapeXml(book.formula(formula))
}
