import type { Issue, IssueLevel, IssueStep, IssueStepKind } from './method-records'
import type { DateOnly } from './period'

/** Where a problem stands. */
export const ISSUE_STATES = ['待交办', '整改中', '待验收', '待销号', '已销号', '已回头看'] as const
export type IssueState = (typeof ISSUE_STATES)[number]

interface StepRule {
  readonly from: readonly (IssueState | null)[]
  readonly to: IssueState
  /** Whether the step says why in its note. */
  readonly needsNote: boolean
  /** Whether the step sets the 整改期限. */
  readonly setsDeadline: boolean
}

/** 发现 → 交办 → 整改 → 验收 → 销号 → 回头看; 退回 and 反弹 lead back, 延期 moves the deadline. Null is before 发现. */
export const STEP_RULES: Readonly<Record<IssueStepKind, StepRule>> = {
  发现: { from: [null], to: '待交办', needsNote: false, setsDeadline: false },
  交办: { from: ['待交办'], to: '整改中', needsNote: false, setsDeadline: true },
  延期: { from: ['整改中'], to: '整改中', needsNote: true, setsDeadline: true },
  整改: { from: ['整改中', '待交办'], to: '待验收', needsNote: false, setsDeadline: false },
  退回: { from: ['待验收'], to: '整改中', needsNote: true, setsDeadline: false },
  验收: { from: ['待验收'], to: '待销号', needsNote: false, setsDeadline: false },
  销号: { from: ['待销号'], to: '已销号', needsNote: false, setsDeadline: false },
  回头看: { from: ['已销号', '已回头看'], to: '已回头看', needsNote: false, setsDeadline: false },
  反弹: { from: ['已销号', '已回头看'], to: '待交办', needsNote: true, setsDeadline: false },
}

/** The state after the steps up to and including `day`; null where it was not found yet. All steps where no day is given. */
export function issueState(issue: Pick<Issue, 'steps'>, day: DateOnly | null = null): IssueState | null {
  const last = stepsUntil(issue, day).at(-1)
  return last === undefined ? null : STEP_RULES[last.kind].to
}

/** The steps up to and including `day`. */
export function stepsUntil({ steps }: Pick<Issue, 'steps'>, day: DateOnly | null): readonly IssueStep[] {
  if (day === null) return steps
  const later = steps.findIndex((s) => s.date > day)
  return later === -1 ? steps : steps.slice(0, later)
}

/** Whether the problem counts as open in a state: found and not 销号. */
export function isOpen(state: IssueState | null): boolean {
  return state !== null && state !== '已销号' && state !== '已回头看'
}

/**
 * Why this problem may leave no step out, in words; null where it may. Only a 一般 problem may be put right on the spot,
 * without 交办 (立行立改). Nobody skips 验收 or 销号.
 */
export function mayNotSkip(level: IssueLevel, flagged: boolean): string | null {
  if (flagged) return '挂牌督战项目的问题一步都不能跳，请先“交办”'
  return level === '一般' ? null : `${level}问题一步都不能跳，请先“交办”`
}

/** Steps that can be taken next. */
export function nextSteps(issue: Pick<Issue, 'steps' | 'level'>, flagged: boolean): IssueStepKind[] {
  const state = issueState(issue)
  return (Object.keys(STEP_RULES) as IssueStepKind[]).filter((kind) => STEP_RULES[kind].from.includes(state) && !(kind === '整改' && state === '待交办' && mayNotSkip(issue.level, flagged) !== null))
}

/** Why a step cannot be taken now, in words; null where it can. */
export function refuseStep(issue: Pick<Issue, 'steps' | 'level'>, step: IssueStep, flagged: boolean): string | null {
  const state = issueState(issue)
  if (step.kind === '整改' && state === '待交办') {
    const refusal = mayNotSkip(issue.level, flagged)
    if (refusal !== null) return refusal
  }
  return stepsFault([...issue.steps, step])?.message ?? null
}

/** The first step that cannot stand where it stands, with its place; null where all can. */
export function stepsFault(steps: readonly IssueStep[]): { index: number; message: string } | null {
  let state: IssueState | null = null
  let before: IssueStep | null = null
  for (const [index, step] of steps.entries()) {
    const rule = STEP_RULES[step.kind]
    const fault = stepFault(step, state, before)
    if (fault !== null) return { index, message: fault }
    state = rule.to
    before = step
  }
  return steps.length === 0 ? { index: 0, message: '问题要有“发现”这一步' } : null
}

function stepFault(step: IssueStep, state: IssueState | null, before: IssueStep | null): string | null {
  const rule = STEP_RULES[step.kind]
  if (!rule.from.includes(state)) return state === null ? `第一步应是“发现”，不能是“${step.kind}”` : `现在是“${state}”，不能“${step.kind}”`
  if (before !== null && step.date < before.date) return `“${step.kind}”的日期 ${step.date} 早于上一步“${before.kind}”的 ${before.date}`
  if (step.person.trim() === '') return `“${step.kind}”要写明经办人`
  if (rule.needsNote && !step.note?.trim()) return `“${step.kind}”要写明原因`
  if (!rule.setsDeadline) return step.deadline === null && step.workingDays === null ? null : `“${step.kind}”不定期限`
  if (step.deadline === null) return `“${step.kind}”要写明整改期限`
  return step.deadline < step.date ? `整改期限 ${step.deadline} 早于“${step.kind}”的日期 ${step.date}` : null
}

/** 整改期限 in force on a day; null where none was set yet, or since the problem came back. */
export function issueDeadline(issue: Pick<Issue, 'steps'>, day: DateOnly | null = null): DateOnly | null {
  let deadline: DateOnly | null = null
  for (const step of stepsUntil(issue, day)) {
    if (step.kind === '反弹') deadline = null
    else if (step.deadline !== null) deadline = step.deadline
  }
  return deadline
}

/** How many times it came back (反弹) up to a day. */
export function reboundCount(issue: Pick<Issue, 'steps'>, day: DateOnly | null = null): number {
  return stepsUntil(issue, day).filter((s) => s.kind === '反弹').length
}
