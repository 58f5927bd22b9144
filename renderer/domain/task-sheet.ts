import type { ProjectEntry } from './ledger'
import { dueWords, issueStanding } from './issue-due'
import { isOpen } from './issue-steps'
import { DOMAINS } from './model'
import { formatMoney, type Fen } from './money'
import { monthOf, yearOf, type DateOnly } from './period'
import { procedureStanding } from './procedure'
import { completedBeforeYear } from './progress'
import { issuesOf, milestonesOf, proceduresOf } from './project-records'

/** A month of the 任务书; months without a task stay, for the pen. */
export interface TaskMonth {
  readonly month: number
  /** Planned 分 of the month; null where the year's plan has no curve. */
  readonly planned: Fen | null
  /** What begins or is finished in it, each with its day. */
  readonly tasks: readonly string[]
  /** Who answers for those tasks, each name once. */
  readonly people: readonly string[]
}

/** 任务书: what one project has to do in one year, on one page. */
export interface TaskSheet {
  readonly year: number
  readonly entry: ProjectEntry
  /** 分; null: 待填报. */
  readonly completedBefore: Fen | null
  readonly planned: Fen | null
  /** 年度目标, one sentence each; empty where neither money nor milestones are planned. */
  readonly goals: readonly string[]
  readonly months: readonly TaskMonth[]
  /** Open problems and procedures that are not approved, as they stand on the day. */
  readonly obstacles: readonly string[]
}

/** Who signs a 任务书. */
export const TASK_SIGNERS = ['包联领导', '责任单位', '项目单位', '责任人'] as const
/** As many problems and procedures as a page has room for. */
export const TASK_OBSTACLES = 5

/** A project's 任务书 for a year; `day` is the day on which problems and procedures are judged. */
export function taskSheet(entry: ProjectEntry, year: number, day: DateOnly, soonDays: number): TaskSheet {
  const plan = entry.plans.get(year)
  const planned = plan?.planned ?? null
  const months = Array.from({ length: 12 }, (_, i): TaskMonth => ({ ...tasksOf(entry, year, i + 1), month: i + 1, planned: plan?.curve?.[i] ?? null }))
  return { year, entry, planned, completedBefore: completedBeforeYear(entry, year), goals: goalsOf(entry, year, planned), months, obstacles: obstaclesOf(entry, day, soonDays) }
}

/** Projects in the order of every sheet: by domain, those without one last, then by their place. */
export function bySheetOrder(entries: readonly ProjectEntry[]): ProjectEntry[] {
  const place = ({ project }: ProjectEntry): number => (project.domain === null ? DOMAINS.length : DOMAINS.indexOf(project.domain))
  return [...entries].sort((a, b) => place(a) - place(b) || a.project.order - b.project.order || (a.project.id < b.project.id ? -1 : 1))
}

function goalsOf(entry: ProjectEntry, year: number, planned: Fen | null): string[] {
  const finished = milestonesOf(entry).filter((m) => m.planFinish !== null && yearOf(m.planFinish) === year).map((m) => m.name)
  const { plannedCompletion } = entry.project
  return [
    planned === null ? '' : `完成投资 ${formatMoney(planned)} 万元`,
    finished.length === 0 ? '' : `完成${finished.join('、')}`,
    plannedCompletion !== null && yearOf(plannedCompletion) === year ? `${monthOf(plannedCompletion)} 月竣工` : '',
  ].filter((goal) => goal !== '')
}

function tasksOf(entry: ProjectEntry, year: number, month: number): Pick<TaskMonth, 'tasks' | 'people'> {
  const within = (date: DateOnly | null): date is DateOnly => date !== null && yearOf(date) === year && monthOf(date) === month
  const found = milestonesOf(entry).flatMap((m) => [
    ...(within(m.planFinish) ? [{ date: m.planFinish, task: `完成${m.name}`, person: m.responsiblePerson }] : []),
    // A stage that begins and ends in one month is said once.
    ...(within(m.planStart) && !within(m.planFinish) ? [{ date: m.planStart, task: `开始${m.name}`, person: m.responsiblePerson }] : []),
  ])
  found.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0))
  return { tasks: found.map((t) => `${t.task}（${Number(t.date.slice(8))} 日）`), people: [...new Set(found.flatMap((t) => t.person ?? []))] }
}

function obstaclesOf(entry: ProjectEntry, day: DateOnly, soonDays: number): string[] {
  const problems = issuesOf(entry).flatMap((issue) => {
    const standing = issueStanding(issue, day, soonDays)
    if (standing === null || !isOpen(standing.state)) return []
    return [`${issue.title}（${standing.state}，${standing.due === '无期限' ? '期限未定' : dueWords(standing)}）`]
  })
  const all = proceduresOf(entry)
  const waiting = all.flatMap((p) => {
    const { state, overdueDays } = procedureStanding(p, all, day)
    if (state === '已批复' || state === '不需办理') return []
    const needed = p.neededBy === null ? '' : `，要求 ${p.neededBy} 办结${overdueDays > 0 ? `，已超 ${overdueDays} 天` : ''}`
    return [`手续“${p.name}”${state}${needed}`]
  })
  return [...problems, ...waiting]
}
