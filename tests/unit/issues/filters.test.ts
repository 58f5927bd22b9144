import { describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { issueLines, orderLines } from '@/domain/issue-list'
import { buildLedger } from '@/domain/ledger'
import { dateOnly } from '@/domain/period'
import { filtersOf, passes, passesOrder, queryOf, SHOWN, SHOWN_ORDERS, shows, showsOrder } from '@/features/issues/filters'

const ledger = buildLedger(demoLedger())
const lines = issueLines(ledger, dateOnly('2020-12-31'))
const orders = orderLines(ledger, dateOnly('2020-12-31'))
const pattern = ledger.settings.orderPattern

describe('what 问题督办 shows', () => {
  it('reads the address and leaves out what it does not know', () => {
    expect(filtersOf({ level: '重大', category: '天气', kind: ['督办'], x: '1', q: ' ' })).toEqual({ level: '重大' })
    expect(filtersOf(queryOf({ q: '资金', project: 'P1' }))).toEqual({ q: '资金', project: 'P1' })
  })

  it('filters problems by level, unit, project and words', () => {
    const [first] = lines
    const found = lines.filter((l) => passes(l, { level: first!.issue.level, unit: first!.issue.responsibleUnit!, project: first!.entry.project.id }, null))
    expect(found).toContain(first)
    expect(found.every((l) => l.entry === first!.entry)).toBe(true)
    expect(lines.filter((l) => passes(l, { q: '资金链' }, null)).map((l) => l.issue.title)).toEqual(['投资方资金链断裂，施工单位撤场'])
    expect(lines.filter((l) => passes(l, { q: 'zjl' }, { initials: (text) => (text.includes('资金链') ? 'tzfzjldl' : '') }))).toHaveLength(1)
  })

  it('counts no problem twice among the states, and all of them in 全部', () => {
    const count = (shown: string): number => lines.filter((l) => shows(l, shown)).length
    expect(count('全部')).toBe(lines.length)
    expect(SHOWN.every((s) => count(s) <= lines.length)).toBe(true)
    expect(count('未销号') + lines.filter((l) => l.due === '已办结').length).toBe(lines.length)
    expect(lines.filter((l) => shows(l, '反弹过')).map((l) => l.rebounds).sort()).toEqual([1, 2])
  })

  it('filters 督办单 by number, kind and standing', () => {
    expect(orders.filter((o) => passesOrder(o, { q: '2020〕3号' }, pattern)).map((o) => o.order.number)).toEqual([3])
    expect(orders.filter((o) => passesOrder(o, { kind: '提醒' }, pattern)).every((o) => o.order.kind === '提醒')).toBe(true)
    const count = (shown: string): number => orders.filter((o) => showsOrder(o, shown)).length
    expect(count('未办结') + count('已办结') + count('已作废')).toBe(count('全部'))
    expect(SHOWN_ORDERS.every((s) => count(s) > 0)).toBe(true)
  })
})
