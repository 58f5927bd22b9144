import { z } from 'zod'
import { excerpt } from './brand'
import { METHOD_SCHEMAS } from './method-schema'
import { DOMAINS, FIVE_ONES, LEDGER_KINDS, planId, PROJECT_STATES, REPORT_STATES, reportId, snapshotId, type LedgerRecords, type LedgerTable } from './model'
import { patternFault } from './order-number'
import { isPlainReport } from './plain-report'
import { amount, date, id, money, optional, order, period, pointsOf100, stored, text, year } from './schema-fields'

/*
 * The shape of every stored record, checked on each write and on each data package that comes in.
 * Messages are for people: they name what is wrong in Chinese.
 */
const portfolio = z.strictObject({
  ...stored, name: text('name').min(1), shortName: text('short').min(1), declaredCount: z.number().int().min(0).max(100_000).nullable(),
  declaredTotalInvestment: amount.nullable(), declaredAnnualPlan: amount.nullable(), declaredYear: year.nullable(), sourceNote: optional('long'), order,
})

const project = z.strictObject({
  ...stored, name: optional('name'), portfolioIds: z.array(id), domain: z.enum(DOMAINS).nullable(), nature: optional('short'), scale: optional('long'),
  owner: optional('short'), responsibleUnit: optional('short'), responsiblePerson: optional('short'), sponsoringLeader: optional('short'), contractor: optional('short'),
  state: z.enum(PROJECT_STATES).nullable(), startDate: date.nullable(), plannedCompletion: date.nullable(), totalInvestment: amount.nullable(),
  flagged: z.boolean(), fiveOnes: z.array(optional('long')).length(FIVE_ONES), remarks: optional('long'), sourceNote: optional('long'), order,
}).superRefine((p, ctx) => {
  if (p.startDate !== null && p.plannedCompletion !== null && p.plannedCompletion < p.startDate) {
    ctx.addIssue({ code: 'custom', path: ['plannedCompletion'], message: `计划竣工 ${p.plannedCompletion} 早于开工时间 ${p.startDate}` })
  }
})

const annualPlan = z.strictObject({
  ...stored, projectId: id, year, planned: amount.nullable(), openingCompleted: amount.nullable(), curve: z.array(amount).length(12).nullable(),
}).superRefine((p, ctx) => {
  if (p.id !== planId(p.projectId, p.year)) ctx.addIssue({ code: 'custom', path: ['id'], message: '编号与项目、年度不符' })
  if (p.curve === null) return
  const sum = p.curve.reduce((a, b) => a + b, 0)
  if (p.planned === null || sum !== p.planned) ctx.addIssue({ code: 'custom', path: ['curve'], message: '十二个月的计划之和应等于年度计划' })
})

const progressReport = z.strictObject({
  ...stored, projectId: id, period, completed: money.nullable(), correctionReason: optional('long'), fundsInPlace: amount.nullable(),
  physicalProgress: optional('long'), problems: optional('long'), measures: optional('long'), remarks: optional('long'),
  state: z.enum(REPORT_STATES), stateReason: optional('long'),
}).superRefine((r, ctx) => {
  if (r.id !== reportId(r.projectId, r.period)) ctx.addIssue({ code: 'custom', path: ['id'], message: '编号与项目、报告期不符' })
  if (r.completed !== null && r.completed < 0 && !r.correctionReason?.trim()) {
    ctx.addIssue({ code: 'custom', path: ['correctionReason'], message: '本月完成投资是负数，要写明冲减原因' })
  }
})

const snapshot = z.strictObject({
  ...stored, deletedAt: z.null(), period, number: z.number().int().min(1).max(100_000), preparedOn: date, lockedAt: z.iso.datetime(), releasedAt: z.iso.datetime().nullable(), releaseReason: optional('long'),
  writerVersion: z.number().int().min(1), sha256: z.string().regex(/^[0-9a-f]{64}$/u, '校验码不对'), content: z.string().regex(/^[A-Za-z0-9+/]+={0,2}$/u, '锁定的内容读不了'),
}).superRefine((s, ctx) => {
  if (s.id !== snapshotId(s.period, s.number)) ctx.addIssue({ code: 'custom', path: ['id'], message: '编号与报告期、次数不符' })
  if ((s.releasedAt === null) !== (s.releaseReason === null)) ctx.addIssue({ code: 'custom', path: ['releaseReason'], message: '解锁要写明原因' })
})

const sentWorkbook = z.strictObject({
  ...stored, owner: text('short').min(1), period, issue: z.number().int().min(1).max(100_000), projectIds: z.array(id).min(1), fileName: text('name').min(1), sentOn: date.nullable(), dueOn: date,
  returnedFile: optional('name'), returnedOn: date.nullable(), returnedSavedAt: z.iso.datetime().nullable(), returnedContent: z.string().regex(/^[0-9a-f]{64}$/u, '校验码不对').nullable(),
}).superRefine((s, ctx) => {
  if (s.returnedContent === null && (s.returnedFile !== null || s.returnedOn !== null || s.returnedSavedAt !== null)) ctx.addIssue({ code: 'custom', path: ['returnedContent'], message: '收回的文件缺少校验码' })
})

const settings = z.strictObject({
  ...stored, ledgerId: id, ledgerKind: z.enum(LEDGER_KINDS), ledgerName: text('short').min(1, '请填台账名称'), unitName: text('short').min(1, '请填填报单位'),
  reviewer: optional('short'), preparer: optional('short'), fiveOneLabels: z.array(text('short').min(1, '请填名称')).length(FIVE_ONES),
  yellowPoints: pointsOf100, redPoints: pointsOf100, defaultPeriod: period.nullable(),
  overdueRedDays: z.number().int('应是整数天').min(0, '应在 0 到 365 之间').max(365, '应在 0 到 365 之间'), dueSoonDays: z.number().int('应是整数天').min(0, '应在 0 到 90 之间').max(90, '应在 0 到 90 之间'), orderPattern: text('short'),
}).superRefine((s, ctx) => {
  if (s.redPoints < s.yellowPoints) ctx.addIssue({ code: 'custom', path: ['redPoints'], message: '红灯的界限不能小于黄灯的界限' })
  const fault = patternFault(s.orderPattern)
  if (fault !== null) ctx.addIssue({ code: 'custom', path: ['orderPattern'], message: fault })
})

export const RECORD_SCHEMAS: { readonly [T in LedgerTable]: z.ZodType<LedgerRecords[T]> } = {
  portfolios: portfolio, projects: project, annualPlans: annualPlan, progressReports: progressReport, snapshots: snapshot, sentWorkbooks: sentWorkbook, settings, ...METHOD_SCHEMAS,
}

/** What zod finds, in words for people; a message that a schema brings itself goes before it. */
const inWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '缺少这一项' : (TYPE_WORDS[issue.expected] ?? '内容不对')
    case 'invalid_value':
      return `只能是${issue.values.map((v) => `“${String(v)}”`).join('')}`
    case 'too_small':
      return issue.origin === 'string' ? '不能为空' : issue.origin === 'array' ? `应有 ${String(issue.minimum)} 项` : `不能小于 ${String(issue.minimum)}`
    case 'too_big':
      return issue.origin === 'array' ? `应有 ${String(issue.maximum)} 项` : `不能大于 ${String(issue.maximum)}`
    case 'unrecognized_keys':
      return `有不认识的内容“${excerpt(issue.keys[0] ?? '')}”`
    case 'invalid_format':
      return '时间应如 2020-03-05T08:00:00.000Z'
    default:
      return '内容不对'
  }
}
const TYPE_WORDS: Readonly<Record<string, string>> = { string: '应是文字', number: '应是数', int: '应是整数', boolean: '应是“是”或“否”', array: '应是一组内容', object: '应是一条完整的记录' }

/** The first fault of a record as a field name and a Chinese message, or null where it is sound. */
export function recordFault(table: LedgerTable, record: unknown): { field: string; message: string } | null {
  if (table === 'progressReports' && isPlainReport(record)) return null
  const result = RECORD_SCHEMAS[table].safeParse(record, { error: inWords })
  if (result.success) return null
  const issue = result.error.issues[0]
  return { field: String(issue?.path[0] ?? ''), message: issue?.message ?? '内容不完整' }
}
