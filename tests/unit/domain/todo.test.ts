import { describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { officialLedger } from '@/data/official'
import { issueLines, orderLines } from '@/domain/issue-list'
import { buildLedger } from '@/domain/ledger'
import { dateOnly, period } from '@/domain/period'
import { todoOf } from '@/domain/todo'

const DAY = dateOnly('2020-12-31')
const demo = buildLedger(demoLedger())

describe('今日待办', () => {
  const todo = todoOf(demo, period('2020-12'), DAY)

  it('agrees with the lists that it leads to', () => {
    const count = (kind: string, urgency: string): number => todo.items.filter((i) => i.kind === kind && i.urgency === urgency).length
    for (const urgency of ['逾期', '快到期']) {
      expect(count('问题', urgency)).toBe(issueLines(demo, DAY).filter((l) => l.due === urgency).length)
      expect(count('督办单', urgency)).toBe(orderLines(demo, DAY).filter((l) => l.due === urgency).length)
    }
    expect(count('问题', '逾期')).toBeGreaterThan(0)
    expect(count('节点', '逾期')).toBeGreaterThan(0)
  })

  it('puts the longest overdue first and names each thing once', () => {
    expect(todo.items.map((i) => i.daysLeft)).toEqual(todo.items.map((i) => i.daysLeft).sort((a, b) => a - b))
    expect(new Set(todo.items.map((i) => `${i.kind}${i.id}`)).size).toBe(todo.items.length)
    for (const item of todo.items) expect(item.daysLeft < 0).toBe(item.urgency === '逾期')
  })

  it('has only the reports to ask for where nothing else is kept', () => {
    const official = todoOf(buildLedger(officialLedger()), period('2020-03'), DAY)
    expect(official.items).toEqual([])
    expect(official.notReported).toHaveLength(5)
  })
})

describe('the lists of 问题督办', () => {
  it('never hide what is dated after the day that they are judged on', () => {
    const early = dateOnly('2020-01-01')
    expect(issueLines(demo, early)).toHaveLength(demoLedger().issues.length)
    expect(orderLines(demo, early)).toHaveLength(demoLedger().supervisionOrders.length)
    expect(issueLines(demo, early).filter((l) => l.due === '逾期')).toEqual([])
  })
})
