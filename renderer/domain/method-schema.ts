import { z } from 'zod'
import { cycleWords, sortByDependency } from './dependency-graph'
import { stepsFault } from './issue-steps'
import {
  ATTACHED_TO, ATTACHMENT_TYPES, HANDLINGS, ISSUE_CATEGORIES, ISSUE_LEVELS, ISSUE_SOURCES, ISSUE_STEPS, ORDER_KINDS, type MethodRecords, type MethodTable,
} from './method-records'
import { baselineId } from './milestone'
import { PROJECT_STATES } from './model'
import { orderId } from './order-number'
import { date, days, id, ofProject, optional, order, period, refuseEarlier, stored, text, year } from './schema-fields'

const few = <T extends z.ZodType>(kind: T) => z.array(kind).max(100)
const many = <T extends z.ZodType>(kind: T) => z.array(kind).max(1000)
const required = (kind: 'name' | 'short' | 'long', message: string) => text(kind).min(1, message)
const weight = z.number().int('权重应是整数').min(0, '权重不能小于 0').max(10_000, '权重最多 10000')

const milestone = z.strictObject({
  ...ofProject, name: required('short', '请填节点名称'), planStart: date.nullable(), planFinish: date.nullable(), forecastFinish: date.nullable(), actualStart: date.nullable(), actualFinish: date.nullable(),
  weight, after: few(z.strictObject({ id, lag: days })), responsiblePerson: optional('short'), remarks: optional('long'), order,
}).superRefine((m, ctx) => {
  refuseEarlier(ctx, 'planFinish', '计划完成', m.planFinish, '计划开始', m.planStart)
  refuseEarlier(ctx, 'actualFinish', '实际完成', m.actualFinish, '实际开始', m.actualStart)
  if (m.after.some((d) => d.id === m.id)) ctx.addIssue({ code: 'custom', path: ['after'], message: '节点不能以自己为前置' })
  if (new Set(m.after.map((d) => d.id)).size !== m.after.length) ctx.addIssue({ code: 'custom', path: ['after'], message: '同一前置节点写了两次' })
})

const baseline = z.strictObject({
  ...ofProject, version: z.number().int().min(1).max(1000), frozenOn: date, reason: optional('long'),
  dates: many(z.strictObject({ milestoneId: id, name: text('short'), start: date.nullable(), finish: date.nullable() })),
}).superRefine((b, ctx) => {
  if (b.id !== baselineId(b.projectId, b.version)) ctx.addIssue({ code: 'custom', path: ['id'], message: '编号与项目、版本不符' })
  if (b.version > 1 && b.reason === null) ctx.addIssue({ code: 'custom', path: ['reason'], message: '调整基线要写明原因' })
})

const procedure = z.strictObject({
  ...ofProject, name: required('short', '请填手续名称'), authority: optional('short'), documents: few(z.strictObject({ name: required('short', '请填要件名称'), ready: z.boolean() })), notNeeded: z.boolean(),
  neededBy: date.nullable(), appliedOn: date.nullable(), acceptedOn: date.nullable(), approvedOn: date.nullable(), expiresOn: date.nullable(), documentNumber: optional('short'), handler: optional('short'),
  handlings: z.array(z.enum(HANDLINGS)).max(HANDLINGS.length), blockedBy: few(id), remarks: optional('long'), order,
}).superRefine((p, ctx) => {
  refuseEarlier(ctx, 'acceptedOn', '受理日期', p.acceptedOn, '申报日期', p.appliedOn)
  refuseEarlier(ctx, 'approvedOn', '批复日期', p.approvedOn, '受理日期', p.acceptedOn ?? p.appliedOn)
  refuseEarlier(ctx, 'expiresOn', '有效期', p.expiresOn, '批复日期', p.approvedOn)
  if (p.expiresOn !== null && p.approvedOn === null) ctx.addIssue({ code: 'custom', path: ['expiresOn'], message: '还没有批复，不能有有效期' })
  if (p.blockedBy.includes(p.id)) ctx.addIssue({ code: 'custom', path: ['blockedBy'], message: '手续不能以自己为前置' })
})

const issue = z.strictObject({
  ...ofProject, title: required('short', '请填问题'), detail: optional('long'), category: z.enum(ISSUE_CATEGORIES), level: z.enum(ISSUE_LEVELS), source: z.enum(ISSUE_SOURCES),
  responsibleUnit: optional('short'), responsiblePerson: optional('short'), measures: optional('long'),
  steps: many(z.strictObject({ kind: z.enum(ISSUE_STEPS), date, person: text('short'), note: optional('long'), deadline: date.nullable(), workingDays: days.nullable() })),
}).superRefine((i, ctx) => {
  const fault = stepsFault(i.steps)
  if (fault !== null) ctx.addIssue({ code: 'custom', path: ['steps', fault.index], message: fault.message })
})

const stateChange = z.strictObject({ ...ofProject, state: z.enum(PROJECT_STATES), date, reason: optional('long'), eventId: id.nullable() }).superRefine((c, ctx) => {
  if (c.state === '停工' && c.reason === null) ctx.addIssue({ code: 'custom', path: ['reason'], message: '停工要写明原因' })
})

const supervisionOrder = z.strictObject({
  ...stored, year, number: z.number().int().min(1).max(100_000), kind: z.enum(ORDER_KINDS), title: required('short', '请填标题'), addressee: required('short', '请填主送单位'), copiesTo: few(required('short', '请填抄送单位')),
  items: few(z.strictObject({ text: required('long', '请填督办事项'), projectId: id.nullable(), issueId: id.nullable(), milestoneId: id.nullable() })).min(1, '至少要有一件督办事项'),
  issuedOn: date, deadline: date, workingDays: days.nullable(), extensions: few(z.strictObject({ date, until: date, reason: required('long', '延期要写明原因') })),
  replies: few(z.strictObject({ date, person: required('short', '请填回复人'), text: required('long', '请填回复内容') })),
  closedOn: date.nullable(), closingNote: optional('long'), voidedOn: date.nullable(), voidReason: optional('long'), follows: id.nullable(), remarks: optional('long'),
}).superRefine((o, ctx) => {
  const fault = (field: string, message: string): void => ctx.addIssue({ code: 'custom', path: [field], message })
  if (o.id !== orderId(o.year, o.number)) fault('id', '编号与年度、号数不符')
  if (o.deletedAt !== null) fault('deletedAt', '督办单不能删除，只能作废')
  refuseEarlier(ctx, 'deadline', '办理期限', o.deadline, '发文日期', o.issuedOn)
  refuseEarlier(ctx, 'closedOn', '办结日期', o.closedOn, '发文日期', o.issuedOn)
  refuseEarlier(ctx, 'voidedOn', '作废日期', o.voidedOn, '发文日期', o.issuedOn)
  if (o.voidedOn !== null && o.voidReason === null) fault('voidReason', '作废要写明原因')
  if (o.closedOn !== null && o.voidedOn !== null) fault('voidedOn', '已办结的督办单不能作废')
  let until = o.deadline
  for (const extension of o.extensions) {
    if (extension.until <= until) fault('extensions', `延期到 ${extension.until} 没有晚于原期限 ${until}`)
    until = extension.until
  }
})

const constructionEvent = z.strictObject({
  ...stored, name: required('short', '请填名称'), date, place: optional('short'), projects: many(z.strictObject({ projectId: id, kind: z.enum(['开工', '复工']).nullable() })), programme: optional('long'), remarks: optional('long'), sourceNote: optional('long'),
}).superRefine((e, ctx) => {
  if (new Set(e.projects.map((p) => p.projectId)).size !== e.projects.length) ctx.addIssue({ code: 'custom', path: ['projects'], message: '同一个项目写了两次' })
})

const attachment = z.strictObject({
  ...stored, table: z.enum(ATTACHED_TO), recordId: id, name: required('short', '请填文件名'), type: z.enum(ATTACHMENT_TYPES), size: z.number().int().min(1).max(1_000_000_000), sha256: z.string().regex(/^[0-9a-f]{64}$/u, '校验码不对'), addedOn: date, caption: optional('short'),
})

const calendarYear = z.strictObject({ ...stored, year, holidays: few(date), makeUpDays: few(date), sourceNote: optional('long') }).superRefine((c, ctx) => {
  if (c.id !== String(c.year)) ctx.addIssue({ code: 'custom', path: ['id'], message: '编号与年度不符' })
  for (const field of ['holidays', 'makeUpDays'] as const) {
    const strange = c[field].find((d) => !d.startsWith(`${c.year}-`))
    if (strange !== undefined) ctx.addIssue({ code: 'custom', path: [field], message: `${strange} 不在 ${c.year} 年` })
  }
  const both = c.holidays.find((d) => c.makeUpDays.includes(d))
  if (both !== undefined) ctx.addIssue({ code: 'custom', path: ['makeUpDays'], message: `${both} 既是放假又是上班` })
})

const key = z.string().regex(/^[0-9A-Za-z-]{1,40}$/u, '编号不对')
/** Every key once, no item after one that is not in the list, and none that waits for itself in a circle. */
function keysFault(items: readonly { readonly key: string; readonly name: string; readonly after: readonly string[] }[]): string | null {
  const keys = new Set(items.map((i) => i.key))
  if (keys.size !== items.length) return '模板里有两行同一编号'
  if (items.some((i) => i.after.some((k) => k === i.key || !keys.has(k)))) return '前置的一行不在模板里'
  const sorted = sortByDependency(items.map((i) => ({ id: i.key, name: i.name, after: i.after })))
  return sorted.ok ? null : cycleWords(sorted.cycle)
}

const milestoneTemplate = z.strictObject({
  ...stored, name: required('short', '请填模板名称'), items: z.array(z.strictObject({ key, name: required('short', '请填节点名称'), offset: days, days, weight, after: few(z.strictObject({ key, lag: days })) })).max(300), order,
}).superRefine((t, ctx) => {
  const fault = keysFault(t.items.map((i) => ({ key: i.key, name: i.name, after: i.after.map((a) => a.key) })))
  if (fault !== null) ctx.addIssue({ code: 'custom', path: ['items'], message: fault })
})

const procedureTemplate = z.strictObject({
  ...stored, name: required('short', '请填模板名称'), items: few(z.strictObject({ key, name: required('short', '请填手续名称'), authority: optional('short'), documents: few(required('short', '请填要件名称')), after: few(key) })), order,
}).superRefine((t, ctx) => {
  const fault = keysFault(t.items)
  if (fault !== null) ctx.addIssue({ code: 'custom', path: ['items'], message: fault })
})

const bulletin = z.strictObject({ ...stored, period, scope: id, edits: many(z.strictObject({ key: z.string().regex(/^[0-9A-Za-z-]{1,60}$/u, '编号不对'), text: text('passage') })) }).superRefine((b, ctx) => {
  if (b.id !== `${b.period}-${b.scope}`) ctx.addIssue({ code: 'custom', path: ['id'], message: '编号与报告期不符' })
  if (new Set(b.edits.map((e) => e.key)).size !== b.edits.length) ctx.addIssue({ code: 'custom', path: ['edits'], message: '同一段写了两次' })
})

/** The shape of the methods' records; see schema.ts. */
export const METHOD_SCHEMAS: { readonly [T in MethodTable]: z.ZodType<MethodRecords[T]> } = {
  milestones: milestone, baselines: baseline, procedures: procedure, issues: issue, stateChanges: stateChange, supervisionOrders: supervisionOrder, constructionEvents: constructionEvent,
  attachments: attachment, calendars: calendarYear, milestoneTemplates: milestoneTemplate, procedureTemplates: procedureTemplate, bulletins: bulletin,
}
