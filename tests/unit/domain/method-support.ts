import type { Issue, IssueStep, IssueStepKind, MethodRecords, MethodTable, Milestone } from '@/domain/method-records'
import { baselineId, emptyMilestone } from '@/domain/milestone'
import { orderId } from '@/domain/order-number'
import { period } from '@/domain/period'
import { emptyProcedure } from '@/domain/procedure'
import { day } from './support'

export function milestoneOf(id: string, fields: Partial<Milestone> = {}): Milestone {
  return { ...emptyMilestone(id, 'P1', `节点${id}`, 1), ...fields }
}

export function stepOf(kind: IssueStepKind, date: string, fields: Partial<IssueStep> = {}): IssueStep {
  return { kind, date: day(date), person: '吴某', note: null, deadline: null, workingDays: null, ...fields }
}

export function issueOf(id: string, steps: readonly IssueStep[], fields: Partial<Issue> = {}): Issue {
  return { id, projectId: 'P1', title: '征地未交付', detail: null, category: '征地拆迁', level: '较大', source: '督查发现', responsibleUnit: null, responsiblePerson: null, measures: null, steps, deletedAt: null, ...fields }
}

/** One sound record of each table, with everything filled in. */
export const SOUND_METHODS: { readonly [T in MethodTable]: MethodRecords[T] } = {
  milestones: milestoneOf('M2', {
    planStart: day('2020-03-05'), planFinish: day('2020-04-30'), forecastFinish: day('2020-05-10'), actualStart: day('2020-03-06'), actualFinish: day('2020-05-08'), weight: 20, after: [{ id: 'M1', lag: 3 }], responsiblePerson: '吴某', remarks: '雨季前',
  }),
  baselines: { id: baselineId('P1', 2), projectId: 'P1', version: 2, frozenOn: day('2020-03-31'), reason: '征地推迟', dates: [{ milestoneId: 'M2', name: '基础施工', start: null, finish: day('2020-04-30') }], deletedAt: null },
  procedures: {
    ...emptyProcedure('R2', 'P1', '施工许可', 2), authority: '县审批部门', documents: [{ name: '施工合同', ready: true }], neededBy: day('2020-03-31'), appliedOn: day('2020-03-01'), acceptedOn: day('2020-03-02'), approvedOn: day('2020-03-09'),
    expiresOn: day('2021-03-08'), documentNumber: '证〔2020〕1号', handler: '郑某', handlings: ['网上办', '一次办'], blockedBy: ['R1'], remarks: '已领证',
  },
  issues: issueOf('I1', [stepOf('发现', '2020-03-01', { note: '两户未签' }), stepOf('交办', '2020-03-02', { deadline: day('2020-03-20'), workingDays: 14 }), stepOf('整改', '2020-03-18')], {
    detail: '两户未签', responsibleUnit: '县住建部门', responsiblePerson: '郑某', measures: '逐户协商',
  }),
  stateChanges: { id: 'C1', projectId: 'P1', state: '停工', date: day('2020-09-01'), reason: '资金未到位', eventId: 'E1', deletedAt: null },
  supervisionOrders: {
    id: orderId(2020, 12), year: 2020, number: 12, kind: '督办', title: '关于加快交地的督办单', addressee: '某乡', copiesTo: ['县住建部门'], items: [{ text: '四月底前交地', projectId: 'P1', issueId: 'I1', milestoneId: null }], issuedOn: day('2020-03-25'),
    deadline: day('2020-04-08'), workingDays: 10, extensions: [{ date: day('2020-04-07'), until: day('2020-04-20'), reason: '一户在外地' }], replies: [{ date: day('2020-04-03'), person: '孙某', text: '已签一户' }], closedOn: null, closingNote: null, voidedOn: null, voidReason: null,
    follows: orderId(2020, 11), remarks: '抄送督查组', deletedAt: null,
  },
  constructionEvents: { id: 'E1', name: '集中开复工', date: day('2020-03-05'), place: '项目现场', projects: [{ projectId: 'P1', kind: '复工' }], programme: '一、介绍项目', remarks: '晴', sourceNote: '县报', deletedAt: null },
  attachments: { id: 'A1', table: 'issues', recordId: 'I1', name: '现场.jpg', type: 'image/jpeg', size: 1234, sha256: '0'.repeat(64), addedOn: day('2020-03-18'), caption: '整改后', deletedAt: null },
  calendars: { id: '2020', year: 2020, holidays: [day('2020-10-01')], makeUpDays: [day('2020-10-10')], sourceNote: '通知', deletedAt: null },
  milestoneTemplates: { id: 'T1', name: '市政', items: [{ key: 'a', name: '基础', offset: 0, days: 30, weight: 20, after: [] }, { key: 'b', name: '验收', offset: 30, days: 0, weight: 1, after: [{ key: 'a', lag: 5 }] }], order: 1, deletedAt: null },
  procedureTemplates: { id: 'T2', name: '政府投资', items: [{ key: 'a', name: '立项', authority: '县发改部门', documents: ['申请'], after: [] }, { key: 'b', name: '施工许可', authority: null, documents: [], after: ['a'] }], order: 1, deletedAt: null },
  bulletins: { id: '2020-03-all', period: period('2020-03'), scope: 'all', edits: [{ key: 'overall', text: '共 ⟦项目个数⟧ 个\n第二段' }], deletedAt: null },
}
