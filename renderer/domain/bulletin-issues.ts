import { field, type BulletinParagraph, type BulletinPart } from './bulletin-parts'
import { dueWords, issueStanding, type DueStanding } from './issue-due'
import { isOpen, reboundCount, stepsUntil, type IssueState } from './issue-steps'
import type { Ledger, ProjectEntry } from './ledger'
import type { Issue } from './method-records'
import { orderLabel } from './order-number'
import { ordersAbout, orderStanding } from './order-standing'
import { UNKNOWN_FIGURE } from './money'
import { periodOfDate, type DateOnly, type Period } from './period'
import { ordersByProject, ordersOf } from './project-orders'
import { issuesOf } from './project-records'

interface FoundIssue {
  readonly issue: Issue
  readonly entry: ProjectEntry
  readonly standing: DueStanding & { readonly state: IssueState }
  readonly rebounds: number
  readonly reboundNow: boolean
}

/** Problems and 督办单 as they stand at the end of the period: how many, and by name those that are overdue, came back, or are under a 督办单. */
export function bulletinIssues(ledger: Ledger, entries: readonly ProjectEntry[], period: Period, day: DateOnly): BulletinParagraph[] {
  const soon = ledger.settings.dueSoonDays
  const found = entries.flatMap((entry) => issuesOf(entry).flatMap((issue): FoundIssue[] => {
    const standing = issueStanding(issue, day, soon)
    if (standing === null) return []
    return [{ issue, entry, standing, rebounds: reboundCount(issue, day), reboundNow: stepsUntil(issue, day).some((s) => s.kind === '反弹' && periodOfDate(s.date) === period) }]
  }))
  const open = found.filter((f) => isOpen(f.standing.state))
  const late = open.filter((f) => f.standing.due === '逾期')
  const closedNow = found.filter((f) => stepsUntil(f.issue, day).some((s) => s.kind === '销号' && periodOfDate(s.date) === period)).length
  const ids = new Set(entries.map((e) => e.project.id))
  const orders = [...ledger.supervisionOrders.values()].filter((o) => o.items.some((i) => i.projectId !== null && ids.has(i.projectId))).flatMap((o) => orderStanding(o, day, soon) ?? [])
  const openOrders = orders.filter((o) => o.due !== '已办结')
  const named = found.filter((f) => f.standing.due === '逾期' || f.reboundNow || (isOpen(f.standing.state) && f.rebounds > 0)).sort((a, b) => (a.standing.daysLeft ?? 0) - (b.standing.daysLeft ?? 0) || (a.issue.id < b.issue.id ? -1 : 1))
  return [
    {
      key: 'issues', kind: 'body',
      parts: [
        '截至本期末，问题台账未销号 ', field('未销号', open.length), ' 个，其中逾期 ', field('逾期问题', late.length), ' 个；本期销号 ', field('本期销号', closedNow), ' 个，反弹 ', field('本期反弹', found.filter((f) => f.reboundNow).length), ' 个。督办单未办结 ',
        field('未办结督办单', openOrders.length), ' 份，其中逾期 ', field('逾期督办单', openOrders.filter((o) => o.due === '逾期').length), ' 份。', ...(named.length === 0 ? ['没有逾期和反弹的问题。'] : ['逾期和反弹的问题有：']),
      ],
    },
    ...named.map((f, i) => issueParagraph(ledger, f, i + 1, day)),
  ]
}

/** `1．“三户未签”（某工程，责任单位：某局）：整改中，逾期 3 天，反弹 1 次，已发 重督〔2020〕3号。` */
function issueParagraph(ledger: Ledger, { issue, entry, standing, rebounds }: FoundIssue, number: number, day: DateOnly): BulletinParagraph {
  const own = (name: string, value: string | number): BulletinPart => field(`${issue.id} ${name}`, value)
  const labels = ordersAbout(ordersOf(ordersByProject(ledger), entry.project.id), issue.id).filter((o) => o.issuedOn <= day && o.voidedOn === null).map((o) => orderLabel(o, ledger.settings.orderPattern))
  const words = [standing.state as string, ...(standing.due === '逾期' || standing.due === '快到期' ? [dueWords(standing)] : []), ...(rebounds > 0 ? [`反弹 ${rebounds} 次`] : []), ...(labels.length > 0 ? [`已发 ${labels.join('、')}`] : [])]
  return {
    key: `issue-${issue.id}`, kind: 'body',
    parts: [own('序号', number), `．“${issue.title}”（${entry.project.name ?? UNKNOWN_FIGURE}，责任单位：${issue.responsibleUnit ?? entry.project.responsibleUnit ?? UNKNOWN_FIGURE}）：`, own('情况', words.join('，')), '。'],
  }
}
