import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FIELD_LABELS, MONEY_FIELDS } from '@/domain/labels'
import { LEDGER_TABLES, type LedgerTable } from '@/domain/model'
import { fen } from '@/domain/money'
import { recordFault } from '@/domain/schema'
import { SOUND_METHODS } from './method-support'
import { MARCH, planOf, portfolioOf, projectOf, reportOf, SETTINGS, snapshotOf, sentOf, wan } from './support'

const SOUND: Readonly<Record<LedgerTable, object>> = {
  portfolios: portfolioOf('A', { declaredCount: 60, declaredTotalInvestment: wan(3_236_500), declaredYear: 2020, sourceNote: '2020年3月' }),
  projects: projectOf('P1', { name: '北门小学', portfolioIds: ['A', 'quality'], domain: '社会民生', state: '复工', startDate: '2020-03-05' as never, plannedCompletion: '2020-03-05' as never, totalInvestment: fen(0), fiveOnes: ['一', null, null, null, null] }),
  annualPlans: planOf('P1', 2020, { planned: wan(120), openingCompleted: fen(0), curve: Array.from({ length: 12 }, () => wan(10)) }),
  progressReports: reportOf('P1', MARCH, { completed: wan(-5), correctionReason: '一月多报', fundsInPlace: fen(1), physicalProgress: '封顶', state: '锁定' }),
  snapshots: snapshotOf(MARCH, { releasedAt: '2020-04-06T09:00:00.000Z', releaseReason: '多报' }),
  sentWorkbooks: sentOf('S1', { sentOn: '2020-04-01' as never, returnedFile: '甲.xlsx', returnedOn: '2020-04-03' as never, returnedSavedAt: '2020-04-02T08:00:00.000Z', returnedContent: 'a'.repeat(64) }),
  settings: { ...SETTINGS, reviewer: '审核人', defaultPeriod: MARCH },
  ...SOUND_METHODS,
}
/** The fault of a sound record with one thing changed. */
const fault = (table: LedgerTable, change: object) => recordFault(table, { ...SOUND[table], ...change })
const HUGE = Number.MAX_SAFE_INTEGER + 1

it.each(LEDGER_TABLES)('a sound record of %s has no fault, also with everything unknown', (table) => {
  expect(recordFault(table, SOUND[table])).toBeNull()
  const bare: Record<LedgerTable, object> = { portfolios: portfolioOf('A'), projects: projectOf('P1', { name: null }), annualPlans: planOf('P1', 2020), progressReports: reportOf('P1', MARCH), snapshots: snapshotOf(MARCH), sentWorkbooks: sentOf('S1'), settings: SETTINGS, ...SOUND_METHODS }
  expect(recordFault(table, bare[table])).toBeNull()
  // 锁定数据 is never deleted, only released; a 督办单 keeps its number for good.
  expect(fault(table, { deletedAt: '2020-04-01T08:00:00.000Z' }) === null).toBe(table !== 'snapshots' && table !== 'supervisionOrders')
})

describe('a record with a fault names the field, and says in Chinese what is the matter', () => {
  it.each<[LedgerTable, object, string, string]>([
    ['sentWorkbooks', { owner: '' }, 'owner', '不能为空'], ['sentWorkbooks', { projectIds: [] }, 'projectIds', '应有 1 项'], ['sentWorkbooks', { issue: 0 }, 'issue', '不能小于 1'], ['sentWorkbooks', { returnedContent: null }, 'returnedContent', '收回的文件缺少校验码'],
    ['snapshots', { id: '2020-03-2' }, 'id', '编号与报告期、次数不符'], ['snapshots', { releaseReason: null }, 'releaseReason', '解锁要写明原因'], ['snapshots', { sha256: 'A'.repeat(64) }, 'sha256', '校验码不对'], ['snapshots', { content: '{}' }, 'content', '锁定的内容读不了'],
    ['projects', { id: '' }, 'id', '编号不对'], ['projects', { id: '../x' }, 'id', '编号不对'], ['projects', { id: 'x'.repeat(41) }, 'id', '编号不对'], ['projects', { portfolioIds: ['<b>'] }, 'portfolioIds', '编号不对'],
    ['projects', { name: '' }, 'name', '空的文字应为 null'], ['projects', { name: '字'.repeat(301) }, 'name', '最多 300 个字，现在有 301 个，请删短'], ['projects', { owner: '字'.repeat(201) }, 'owner', '最多 200 个字，现在有 201 个，请删短'],
    ['projects', { remarks: '字'.repeat(10_000) }, 'remarks', '最多 2000 个字，现在有 10000 个，请删短'], ['projects', { scale: '前\ud83d后' }, 'scale', '含有残缺的字符，复制时可能断开了，请删去后重新输入'], ['projects', { nature: '\u0000' }, 'nature', '含有看不见的控制字符，请删去后重新输入'],
    ['projects', { fiveOnes: ['一', '\ude00', null, null, null] }, 'fiveOnes', '含有残缺的字符，复制时可能断开了，请删去后重新输入'],
    ['projects', { totalInvestment: -1 }, 'totalInvestment', '金额应是不小于 0 的整数分'], ['projects', { totalInvestment: 0.5 }, 'totalInvestment', '金额应是不小于 0 的整数分'], ['projects', { totalInvestment: HUGE }, 'totalInvestment', '金额应是不小于 0 的整数分'],
    ['projects', { totalInvestment: NaN }, 'totalInvestment', '金额应是不小于 0 的整数分'], ['projects', { totalInvestment: Infinity }, 'totalInvestment', '金额应是不小于 0 的整数分'], ['projects', { totalInvestment: '100' }, 'totalInvestment', '金额应是不小于 0 的整数分'],
    ['projects', { startDate: '2020-02-30' }, 'startDate', '日期应是存在的一天，如 2020-03-05'], ['projects', { startDate: '2020-3-5' }, 'startDate', '日期应是存在的一天，如 2020-03-05'], ['projects', { plannedCompletion: 20_200_305 }, 'plannedCompletion', '日期应是存在的一天，如 2020-03-05'],
    ['projects', { startDate: '2020-03-06' }, 'plannedCompletion', '计划竣工 2020-03-05 早于开工时间 2020-03-06'],
    ['portfolios', { declaredTotalInvestment: -1 }, 'declaredTotalInvestment', '金额应是不小于 0 的整数分'], ['portfolios', { shortName: '\ud83d' }, 'shortName', '含有残缺的字符，复制时可能断开了，请删去后重新输入'],
    ['annualPlans', { planned: -1, curve: null }, 'planned', '金额应是不小于 0 的整数分'], ['annualPlans', { openingCompleted: 1.5 }, 'openingCompleted', '金额应是不小于 0 的整数分'], ['annualPlans', { year: 2021 }, 'id', '编号与项目、年度不符'], ['annualPlans', { id: 'P1-2020-03' }, 'id', '编号与项目、年度不符'],
    ['annualPlans', { planned: wan(121) }, 'curve', '十二个月的计划之和应等于年度计划'], ['annualPlans', { planned: null }, 'curve', '十二个月的计划之和应等于年度计划'], ['annualPlans', { curve: [fen(-1), ...Array<number>(11).fill(0)] }, 'curve', '金额应是不小于 0 的整数分'],
    // Twelve amounts whose sum leaves the exact range do not pass for any plan.
    ['annualPlans', { planned: Number.MAX_SAFE_INTEGER, curve: Array<number>(12).fill(Number.MAX_SAFE_INTEGER) }, 'curve', '十二个月的计划之和应等于年度计划'],
    ['progressReports', { correctionReason: null }, 'correctionReason', '本月完成投资是负数，要写明冲减原因'], ['progressReports', { correctionReason: '  ' }, 'correctionReason', '本月完成投资是负数，要写明冲减原因'], ['progressReports', { completed: -0.5 }, 'completed', '金额应是整数分'], ['progressReports', { completed: HUGE }, 'completed', '金额应是整数分'],
    ['progressReports', { fundsInPlace: -1 }, 'fundsInPlace', '金额应是不小于 0 的整数分'], ['progressReports', { period: '2020-13' }, 'period', '报告期应如 2020-03'], ['progressReports', { period: '2020-04' }, 'id', '编号与项目、报告期不符'], ['progressReports', { projectId: 'P2' }, 'id', '编号与项目、报告期不符'],
    ['progressReports', { problems: '字'.repeat(2001) }, 'problems', '最多 2000 个字，现在有 2001 个，请删短'],
    ['settings', { ledgerName: '' }, 'ledgerName', '请填台账名称'], ['settings', { unitName: '' }, 'unitName', '请填填报单位'], ['settings', { fiveOneLabels: ['一', '', '三', '四', '五'] }, 'fiveOneLabels', '请填名称'],
    ['settings', { yellowPoints: -1 }, 'yellowPoints', '应在 0 到 100 之间'], ['settings', { redPoints: 101 }, 'redPoints', '应在 0 到 100 之间'], ['settings', { yellowPoints: 16 }, 'redPoints', '红灯的界限不能小于黄灯的界限'], ['settings', { defaultPeriod: '2020-3' }, 'defaultPeriod', '报告期应如 2020-03'],
  ])('%s %j', (table, change, field, message) => expect(fault(table, change)).toEqual({ field, message }))

  it.each<[LedgerTable, object, string]>([
    ['projects', { domain: '农业' }, 'domain'], ['projects', { state: '在建' }, 'state'], ['projects', { flagged: 'yes' }, 'flagged'], ['projects', { fiveOnes: [null] }, 'fiveOnes'], ['projects', { order: -1 }, 'order'], ['projects', { order: 1.5 }, 'order'], ['projects', { name: 5 }, 'name'],
    ['projects', { portfolioIds: 'A' }, 'portfolioIds'], ['projects', { deletedAt: '昨天' }, 'deletedAt'], ['projects', { name: undefined }, 'name'], ['projects', { owner: '' }, 'owner'],
    ['portfolios', { name: '' }, 'name'], ['portfolios', { declaredCount: -1 }, 'declaredCount'], ['portfolios', { declaredCount: 1.5 }, 'declaredCount'], ['portfolios', { declaredYear: 1948 }, 'declaredYear'], ['portfolios', { declaredYear: 2201 }, 'declaredYear'],
    ['annualPlans', { curve: [fen(0)] }, 'curve'], ['annualPlans', { year: '2020' }, 'year'], ['progressReports', { state: '已退回' }, 'state'], ['progressReports', { physicalProgress: '' }, 'physicalProgress'],
    ['settings', { ledgerKind: 'other' }, 'ledgerKind'], ['settings', { fiveOneLabels: ['一'] }, 'fiveOneLabels'], ['settings', { yellowPoints: '5' }, 'yellowPoints'], ['settings', { redPoints: NaN }, 'redPoints'],
    ['projects', { password: 'x' }, ''], ['settings', { __proto_: 1 }, ''],
  ])('%s %j', (table, change, field) => {
    const found = fault(table, change)
    expect(found?.field).toBe(field)
    expect(found?.message).toMatch(/\p{Script=Han}/u)
    expect(found?.message).not.toMatch(/Invalid|expected|Unrecognized|Too (small|big)/u)
  })

  it.each(LEDGER_TABLES)('%s: nothing at all, another thing, and each field missing', (table) => {
    for (const nothing of [null, undefined, 5, 'x', [], {}]) expect(recordFault(table, nothing)?.message).toMatch(/\p{Script=Han}/u)
    for (const field of Object.keys(SOUND[table])) {
      const { [field]: _left, ...rest } = SOUND[table] as Record<string, unknown>
      expect(recordFault(table, rest)).toMatchObject({ field })
    }
  })
})

it('never throws and never takes anything for a record that is none', () => {
  fc.assert(fc.property(fc.constantFrom(...LEDGER_TABLES), fc.anything(), (table, value) => { expect(recordFault(table, value)).not.toBeNull() }))
  fc.assert(fc.property(fc.constantFrom(...LEDGER_TABLES), fc.string(), fc.anything(), (table, field, value) => {
    fc.pre(!(field in SOUND[table]))
    expect(fault(table, Object.fromEntries([[field, value]]))).not.toBeNull()
  }))
})

it.each(LEDGER_TABLES)('every field of %s has its label, and every money field is one', (table) => {
  const fields = Object.keys(SOUND[table]).filter((f) => f !== 'id')
  expect(Object.keys(FIELD_LABELS[table]).sort()).toEqual(fields.filter((f) => f in FIELD_LABELS[table]).sort())
  expect(fields.filter((f) => !(f in FIELD_LABELS[table]))).toEqual([])
  for (const field of MONEY_FIELDS[table] ?? []) expect(fields).toContain(field)
  for (const field of MONEY_FIELDS[table] ?? []) expect(fault(table, { [field]: 0.5 })?.field).toBe(field)
})
