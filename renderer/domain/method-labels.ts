import type { MethodTable } from './method-records'

/** What each table of the methods is called. */
export const METHOD_TABLE_LABELS: Readonly<Record<MethodTable, string>> = {
  milestones: '节点', baselines: '节点基线', procedures: '前期手续', issues: '问题', stateChanges: '状态变动', supervisionOrders: '督办单', constructionEvents: '集中开复工', attachments: '附件', calendars: '工作日历',
  milestoneTemplates: '节点模板', procedureTemplates: '手续模板', bulletins: '通报稿',
}

/** Field names of docs/data-format.md with their labels, and of the fields of their parts. */
export const METHOD_FIELD_LABELS: Readonly<Record<MethodTable, Readonly<Record<string, string>>>> = {
  milestones: {
    projectId: '项目', name: '节点', planStart: '计划开始', planFinish: '计划完成', forecastFinish: '预计完成', actualStart: '实际开始', actualFinish: '实际完成', weight: '权重', after: '前置节点', responsiblePerson: '责任人', remarks: '备注', order: '次序', deletedAt: '回收站',
  },
  baselines: { projectId: '项目', version: '版本', frozenOn: '冻结日期', reason: '原因', dates: '节点日期', deletedAt: '回收站' },
  procedures: {
    projectId: '项目', name: '手续', authority: '审批部门', documents: '要件', notNeeded: '不需办理', neededBy: '要求办结', appliedOn: '申报日期', acceptedOn: '受理日期', approvedOn: '批复日期', expiresOn: '有效期至',
    documentNumber: '批复文号', handler: '经办人', handlings: '办理方式', blockedBy: '前置手续', remarks: '备注', order: '次序', deletedAt: '回收站',
  },
  issues: {
    projectId: '项目', title: '问题', detail: '具体情况', category: '类别', level: '等级', source: '来源', responsibleUnit: '责任单位', responsiblePerson: '责任人', measures: '整改措施', steps: '办理过程', deletedAt: '回收站',
  },
  stateChanges: { projectId: '项目', state: '项目状态', date: '日期', reason: '原因', eventId: '集中开复工', deletedAt: '回收站' },
  supervisionOrders: {
    year: '年度', number: '号数', kind: '种类', title: '标题', addressee: '主送', copiesTo: '抄送', items: '督办事项', issuedOn: '发文日期', deadline: '办理期限', workingDays: '期限（工作日）', extensions: '延期', replies: '回复',
    closedOn: '办结日期', closingNote: '办结情况', voidedOn: '作废日期', voidReason: '作废原因', follows: '接续', remarks: '备注', deletedAt: '回收站',
  },
  constructionEvents: { name: '名称', date: '日期', place: '地点', projects: '项目', programme: '议程', remarks: '备注', sourceNote: '来源', deletedAt: '回收站' },
  attachments: { table: '附在', recordId: '记录', name: '文件名', type: '类型', size: '大小', sha256: '校验码', addedOn: '日期', caption: '说明', deletedAt: '回收站' },
  calendars: { year: '年度', holidays: '放假', makeUpDays: '调休上班', sourceNote: '来源', deletedAt: '回收站' },
  milestoneTemplates: { name: '名称', items: '节点', order: '次序', deletedAt: '回收站' },
  procedureTemplates: { name: '名称', items: '手续', order: '次序', deletedAt: '回收站' },
  bulletins: { period: '报告期', scope: '范围', edits: '改过的段落', deletedAt: '回收站' },
}
