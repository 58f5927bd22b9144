import type { ConstructionEvent, StateChange } from '@/domain/method-records'
import { PORTFOLIO_QUALITY } from '@/domain/model'
import { dateOnly, type DateOnly } from '@/domain/period'
import type { DemoProject } from './demo-milestones'

const SPRING = dateOnly('2020-03-05')
const APRIL = dateOnly('2020-04-21')

/** Two days of 集中开工, and the history of states that led to the state of each project. */
export function demoEvents(projects: readonly DemoProject[]): { constructionEvents: ConstructionEvent[]; stateChanges: StateChange[] } {
  const spring = projects.filter(({ project }) => project.portfolioIds.includes(PORTFOLIO_QUALITY))
  const april = projects.filter(({ project }) => project.startDate === APRIL)
  const constructionEvents = [event(1, '县城品质提升项目集中开工', SPRING, '演示河段综合治理工程现场', spring), event(2, '四月重点项目集中开工', APRIL, '第三小学扩建项目现场', april)]
  const eventOf = (id: string): string | null => constructionEvents.find((e) => e.projects.some((p) => p.projectId === id))?.id ?? null
  return { constructionEvents, stateChanges: projects.flatMap((demo) => history(demo, eventOf(demo.project.id))) }
}

function event(n: number, name: string, date: DateOnly, place: string, projects: readonly DemoProject[]): ConstructionEvent {
  return {
    id: `01DEMEVT${String(n).padStart(18, '0')}`, name, date, place, projects: projects.map(({ project }) => ({ projectId: project.id, kind: '开工' as const })), programme: '一、介绍项目情况\n二、施工单位表态\n三、项目单位表态\n四、宣布开工', remarks: null, sourceNote: '虚构演示数据', deletedAt: null,
  }
}

function history({ project, i }: DemoProject, eventId: string | null): StateChange[] {
  const at = (n: number, state: StateChange['state'], date: DateOnly, reason: string | null = null): StateChange => ({
    id: `01DEMSTC${String(i + 1).padStart(8, '0')}${String(n).padStart(10, '0')}`, projectId: project.id, state, date, reason, eventId: n === 1 ? eventId : null, deletedAt: null,
  })
  const begun = at(1, '已开工', project.startDate!)
  switch (project.state) {
    case '复工':
      return [begun, at(2, '停工', dateOnly('2019-11-20'), '冬季停工'), at(3, '复工', dateOnly('2020-03-10'))]
    case '停工':
      return [begun, at(2, '停工', dateOnly('2020-09-01'), '投资方资金链断裂，施工单位撤场')]
    case '竣工':
      return [begun, at(2, '竣工', dateOnly('2020-11-30'))]
    default:
      return [begun]
  }
}
