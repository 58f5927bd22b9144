import type { Issue, IssueCategory, IssueLevel, IssueSource, IssueStep, IssueStepKind } from '@/domain/method-records'
import { addDays, dateOnly, type DateOnly } from '@/domain/period'
import { addWorkingDays, workCalendar } from '@/domain/working-days'
import type { DemoProject } from './demo-milestones'

/** A step as the list below tells it: `+n` days after the one before. */
type Told = readonly [kind: IssueStepKind, after: number, note?: string]
type Row = readonly [project: number, title: string, category: IssueCategory, level: IssueLevel, source: IssueSource, found: string, workingDays: number, steps: readonly Told[]]

const REVIEWED: readonly Told[] = [['交办', 1], ['整改', 9], ['验收', 3, '现场核验，已整改到位'], ['销号', 2], ['回头看', 45, '没有反弹']]
const CLOSED: readonly Told[] = REVIEWED.slice(0, 4)
const VERIFIED: readonly Told[] = REVIEWED.slice(0, 3)
const RECTIFIED: readonly Told[] = REVIEWED.slice(0, 2)
const ASSIGNED: readonly Told[] = REVIEWED.slice(0, 1)

/** Problems in every state, with one that came back and one that came back twice. Projects by their place from 0. */
const ROWS: readonly Row[] = [
  [1, '施工围挡破损，裸土未苫盖', '文明施工', '一般', '督查发现', '2020-04-13', 5, REVIEWED],
  [4, '深基坑临边防护不全', '安全施工', '重大', '督查发现', '2020-05-11', 10, REVIEWED],
  [7, '工人进场登记和测温记录不全', '疫情防控', '一般', '督查发现', '2020-03-23', 3, [['整改', 1, '当天补齐'], ['验收', 1], ['销号', 1], ['回头看', 30, '登记齐全']]],
  [9, '三户地上附着物未签补偿协议', '征地拆迁', '较大', '项目单位上报', '2020-04-08', 15, [['交办', 1], ['延期', 12, '一户在外地，约定月底返回'], ['整改', 14], ['验收', 3], ['销号', 2], ['回头看', 30, '已交地']]],
  [11, '扬尘在线监测断线', '文明施工', '一般', '群众反映', '2020-06-16', 5, [...CLOSED, ['反弹', 30, '大风天又断线两次'], ['交办', 1], ['整改', 4], ['验收', 2], ['销号', 1], ['回头看', 40, '运行正常']]],
  [12, '中标单位项目经理长期不在岗', '工程质量', '较大', '督查发现', '2020-07-20', 10, CLOSED],
  [14, '进度款支付晚于合同约定', '资金', '较大', '项目单位上报', '2020-08-12', 10, [...CLOSED, ['反弹', 40, '九月进度款又拖欠'], ['交办', 1], ['整改', 6], ['验收', 3], ['销号', 2], ['反弹', 20, '十一月仍未按期支付'], ['交办', 2]]],
  [18, '管线产权单位未按期迁改', '工程进度', '重大', '会议交办', '2020-10-26', 15, [['交办', 2]]],
  [0, '换热站用地未交付', '征地拆迁', '重大', '会议交办', '2020-11-02', 20, [['交办', 1], ['延期', 14, '评估报告重新出具']]],
  [2, '料石供应不足', '工程进度', '较大', '项目单位上报', '2020-11-16', 10, RECTIFIED],
  [3, '消防验收资料缺两项', '手续', '一般', '项目单位上报', '2020-11-09', 10, VERIFIED],
  [5, '渗滤液处理设备到货推迟', '工程进度', '较大', '项目单位上报', '2020-12-14', 20, ASSIGNED],
  [8, '调压站与规划道路冲突', '手续', '较大', '会议交办', '2020-12-07', 8, ASSIGNED],
  [10, '冬季施工措施未报审', '工程质量', '一般', '督查发现', '2020-12-10', 5, [['交办', 1], ['整改', 5], ['退回', 1, '只报了方案，没有专家意见'], ['整改', 6]]],
  [16, '隧道弃渣场未办手续', '手续', '重大', '督查发现', '2020-12-01', 15, ASSIGNED],
  [21, '管廊节点设计变更待批', '手续', '较大', '项目单位上报', '2020-12-21', 15, ASSIGNED],
  [26, '采抽井场进场道路被阻', '征地拆迁', '较大', '群众反映', '2020-12-28', 10, []],
  [27, '投资方资金链断裂，施工单位撤场', '资金', '重大', '项目单位上报', '2020-09-07', 30, [['交办', 3], ['延期', 20, '与投资方协商中，年底前定方案']]],
  [31, '厂区临时用电线路私拉乱接', '安全施工', '较大', '督查发现', '2020-09-15', 5, CLOSED],
  [34, '窑炉基础混凝土强度检测不足', '工程质量', '重大', '督查发现', '2020-10-12', 15, VERIFIED],
  [40, '危化品临时存放不规范', '安全施工', '重大', '督查发现', '2020-10-19', 7, CLOSED],
  [44, '施工便道未硬化，带泥上路', '文明施工', '一般', '群众反映', '2020-08-24', 5, REVIEWED],
  [46, '医疗专项设计未定', '工程进度', '较大', '会议交办', '2020-12-03', 10, RECTIFIED],
  [50, '施工图审查意见未回复', '手续', '一般', '项目单位上报', '2020-12-15', 10, ASSIGNED],
  [51, '地质条件变化需设计变更', '工程进度', '较大', '项目单位上报', '2020-12-30', 10, []],
  [57, '老院区水电改接影响门诊', '其他', '较大', '会议交办', '2020-11-23', 20, CLOSED],
  [60, '上游来水影响围堰', '安全施工', '较大', '督查发现', '2020-07-13', 5, REVIEWED],
  [61, '雨污分流开挖影响沿街商户', '其他', '一般', '媒体反映', '2020-09-21', 5, REVIEWED],
  [63, '实训设备采购资金未下达', '资金', '较大', '项目单位上报', '2020-12-16', 15, ASSIGNED],
]

const CALENDAR = workCalendar()

/** The 问题台账 of the demonstration ledger. */
export function demoIssues(projects: readonly DemoProject[]): Issue[] {
  return ROWS.map(([place, title, category, level, source, found, workingDays, told], n): Issue => {
    const { project } = projects[place]!
    return {
      id: demoIssueId(n), projectId: project.id, title, detail: null, category, level, source, responsibleUnit: project.responsibleUnit, responsiblePerson: project.responsiblePerson,
      measures: told.length === 0 ? null : '责任单位牵头，明确专人，限期办结并报专班', steps: steps(dateOnly(found), workingDays, told), deletedAt: null,
    }
  })
}

/** Id of the n-th problem, from 0. */
export function demoIssueId(n: number): string {
  return `01DEMISS${String(n + 1).padStart(18, '0')}`
}

function steps(found: DateOnly, workingDays: number, told: readonly Told[]): IssueStep[] {
  const list: IssueStep[] = [{ kind: '发现', date: found, person: '督查组周某', note: null, deadline: null, workingDays: null }]
  for (const [kind, after, note] of told) {
    const date = addDays(list.at(-1)!.date, after)
    const sets = kind === '交办' || kind === '延期'
    list.push({ kind, date, person: kind === '整改' ? '项目单位吴某' : '督查组周某', note: note ?? null, deadline: sets ? addWorkingDays(CALENDAR, date, workingDays).date : null, workingDays: sets ? workingDays : null })
  }
  return list
}
