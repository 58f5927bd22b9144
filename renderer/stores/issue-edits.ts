import type { Ledger, ProjectEntry } from '@/domain/ledger'
import type { Issue, IssueStep, SupervisionOrder } from '@/domain/method-records'
import { nextOrderNumber, orderId, orderLabel } from '@/domain/order-number'
import { yearOf } from '@/domain/period'
import { now } from '@/shared/clock'
import type { Edit, OperationRequest } from './ledger'
import { shortName } from './report-edits'

export type IssueValues = Partial<Omit<Issue, 'id' | 'projectId' | 'deletedAt' | 'steps'>>

/** Enters a problem with its 发现. */
export function addIssue(entry: ProjectEntry, issue: Issue): OperationRequest {
  return { name: `登记问题 ${shortName(entry)}“${issue.title}”`, edits: [{ table: 'issues', id: issue.id, set: {}, blank: issue } as Edit] }
}

/** Changes what is said of a problem; its steps stay. */
export function changeIssue(issue: Issue, set: IssueValues, seen: IssueValues): OperationRequest {
  return { name: `修改问题“${issue.title}”`, edits: [{ table: 'issues', id: issue.id, set, expect: seen } as Edit] }
}

/** Takes a problem one step on. The steps that the person saw must still be the last ones. */
export function takeStep(issue: Issue, step: IssueStep): OperationRequest {
  return { name: `${step.kind}“${issue.title}”`, reason: step.note, edits: [{ table: 'issues', id: issue.id, set: { steps: [...issue.steps, step] }, expect: { steps: issue.steps } } as Edit] }
}

export function deleteIssue(issue: Issue): OperationRequest {
  return { name: `删除问题“${issue.title}”`, edits: [{ table: 'issues', id: issue.id, set: { deletedAt: now().toISOString() }, expect: { deletedAt: null } } as Edit] }
}

/** Brings a problem back with its whole history. */
export function restoreIssue(issue: Issue): OperationRequest {
  return { name: `还原问题“${issue.title}”`, edits: [{ table: 'issues', id: issue.id, set: { deletedAt: null }, expect: { deletedAt: issue.deletedAt } } as Edit] }
}

/** Everything of a 督办单 but its number, which it takes when it is issued. */
export type OrderDraft = Omit<SupervisionOrder, 'id' | 'year' | 'number' | 'deletedAt'>

/** Issues an order under the next number of its year. */
export function issueOrder(ledger: Ledger, draft: OrderDraft): OperationRequest {
  const year = yearOf(draft.issuedOn)
  const number = nextOrderNumber(ledger.supervisionOrders.values(), year)
  const blank: SupervisionOrder = { ...draft, id: orderId(year, number), year, number, deletedAt: null }
  return { name: `发出 ${orderLabel(blank, ledger.settings.orderPattern)}`, edits: [{ table: 'supervisionOrders', id: blank.id, set: {}, blank, onlyNew: true } as Edit] }
}

export type OrderValues = Partial<Omit<SupervisionOrder, 'id' | 'year' | 'number' | 'deletedAt'>>

/** 回复, 延期, 办结 or 作废 of an order, as one named step. */
export function changeOrder(ledger: Ledger, order: SupervisionOrder, what: string, set: OrderValues, reason: string | null = null): OperationRequest {
  const seen = Object.fromEntries(Object.keys(set).map((field) => [field, order[field as keyof SupervisionOrder]]))
  return { name: `${what} ${orderLabel(order, ledger.settings.orderPattern)}`, reason, edits: [{ table: 'supervisionOrders', id: order.id, set, expect: seen } as Edit] }
}
