import { METHOD_FIELD_LABELS, METHOD_TABLE_LABELS } from './method-labels'
import type { LedgerTable } from './model'

/** What each table is called. */
export const TABLE_LABELS: Readonly<Record<LedgerTable, string>> = { portfolios: '项目盘子', projects: '项目', annualPlans: '年度计划', progressReports: '月报', snapshots: '锁定数据', sentWorkbooks: '发出的填报表', settings: '设置', ...METHOD_TABLE_LABELS }

/** Field names of docs/data-format.md with their fixed Chinese labels (PRODUCT.md, Words). */
export const FIELD_LABELS: Readonly<Record<LedgerTable, Readonly<Record<string, string>>>> = {
  portfolios: {
    name: '名称', shortName: '简称', declaredCount: '公布个数', declaredTotalInvestment: '公布总投资', declaredAnnualPlan: '公布年度计划', declaredYear: '公布年度', sourceNote: '来源', order: '次序', deletedAt: '回收站',
  },
  projects: {
    name: '项目名称', portfolioIds: '项目盘子', domain: '领域', nature: '建设性质', scale: '建设内容及规模', owner: '项目单位', responsibleUnit: '责任单位', responsiblePerson: '责任人',
    sponsoringLeader: '包联领导', contractor: '施工单位', state: '项目状态', startDate: '开工时间', plannedCompletion: '计划竣工', totalInvestment: '总投资', flagged: '挂牌督战',
    fiveOnes: '五个一', remarks: '备注', sourceNote: '来源', order: '次序', deletedAt: '回收站',
  },
  annualPlans: { projectId: '项目', year: '年度', planned: '年度计划投资', openingCompleted: '截至上年底累计完成', curve: '分月计划', deletedAt: '回收站' },
  progressReports: {
    projectId: '项目', period: '报告期', completed: '本月完成投资', correctionReason: '冲减原因', fundsInPlace: '到位资金', physicalProgress: '形象进度', problems: '存在问题', measures: '下步措施',
    remarks: '备注', state: '状态', stateReason: '退回或解锁原因', deletedAt: '回收站',
  },
  snapshots: {
    period: '报告期', number: '第几次锁定', preparedOn: '填报日期', lockedAt: '锁定时间', releasedAt: '解锁时间', releaseReason: '解锁原因', writerVersion: '制表程序版本', sha256: '校验码', content: '锁定的内容', deletedAt: '回收站',
  },
  sentWorkbooks: {
    owner: '项目单位', period: '报告期', issue: '第几次发出', projectIds: '项目', fileName: '文件名', sentOn: '发出日期', dueOn: '截止日', returnedFile: '收回的文件', returnedOn: '收回日期',
    returnedSavedAt: '对方保存的时间', returnedContent: '收回内容的校验码', deletedAt: '回收站',
  },
  settings: {
    ledgerId: '台账编号', ledgerKind: '台账种类', ledgerName: '台账名称', unitName: '填报单位', reviewer: '审核人', preparer: '填报人', fiveOneLabels: '五个一名称', yellowPoints: '黄灯界限', redPoints: '红灯界限', defaultPeriod: '默认报告期', overdueRedDays: '红灯逾期天数', dueSoonDays: '快到期天数', orderPattern: '督办单文号', deletedAt: '回收站',
  },
  ...METHOD_FIELD_LABELS,
}

/** Fields that hold 分, by table: shown in 万元. */
export const MONEY_FIELDS: Readonly<Partial<Record<LedgerTable, readonly string[]>>> = {
  portfolios: ['declaredTotalInvestment', 'declaredAnnualPlan'], projects: ['totalInvestment'], annualPlans: ['planned', 'openingCompleted', 'curve'], progressReports: ['completed', 'fundsInPlace'],
}
