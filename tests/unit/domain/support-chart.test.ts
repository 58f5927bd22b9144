import { describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { todoOf } from '@/domain/todo'
import { buildLedger, registeredEntries, withRecords } from '@/domain/ledger'
import { dateOnly, period, shownDay } from '@/domain/period'
import { ordersByProject } from '@/domain/project-orders'
import { supportGroups, supportHeading, supportRow } from '@/domain/support-chart'
import { SUPPORT_STATES } from '@/domain/support-items'
import { wallRow } from '@/domain/wall-chart'
import { WALL_GROUPINGS, type WallView } from '@/domain/wall-groups'
import { placeItems, supportColumns } from '@/features/wallchart/support-geometry'
import { textWidth } from '@/features/wallchart/geometry'

const ledger = buildLedger(demoLedger())
const view: WallView = { period: period('2020-12'), day: dateOnly('2020-12-31'), rules: ledger.settings }
const entries = registeredEntries(ledger)
const orders = ordersByProject(ledger)
const rows = entries.map((e) => supportRow(e, view, orders.get(e.project.id) ?? []))

describe('作战保障图', () => {
  it('lists what 今日待办 lists as due, and the open things beside it', () => {
    const due = todoOf(ledger, view.period, view.day).items
    for (const [kind, key] of [['问题', 'issues'], ['手续', 'procedures']] as const) {
      for (const urgency of ['逾期', '快到期'] as const) {
        const told = new Set(due.filter((i) => i.kind === kind && i.urgency === urgency).map((i) => i.id))
        const shown = new Set(rows.flatMap((r) => r[key]).filter((i) => i.state === urgency).map((i) => i.id))
        for (const id of told) expect(shown).toContain(id)
      }
    }
    expect(rows.flatMap((r) => r.orders).filter((i) => i.state === '逾期').map((i) => i.id).sort()).toEqual(due.filter((i) => i.kind === '督办单' && i.urgency === '逾期').map((i) => i.id).sort())
  })

  it.each(WALL_GROUPINGS)('%s holds every project once, the most urgent first, and its headings add up', (grouping) => {
    const groups = supportGroups(entries, grouping, view, orders)
    expect(groups.flatMap((g) => g.rows.map((r) => r.name)).sort()).toEqual(rows.map((r) => r.name).sort())
    for (const group of groups) {
      expect(group.rows.map((r) => r.overdue)).toEqual([...group.rows.map((r) => r.overdue)].sort((a, b) => b - a))
      expect(group.waiting).toBe(group.rows.reduce((n, r) => n + r.procedures.length + r.issues.length + r.orders.length + (r.money.state === '有缺口' || r.money.state === '欠付' ? 1 : 0), 0))
      expect(supportHeading(group)).toContain(`等办 ${group.waiting} 件`)
    }
    expect(supportGroups(entries, grouping, view, orders, true).flatMap((g) => g.rows).every((r) => r.waiting > 0)).toBe(true)
  })

  it('puts the most urgent thing of each kind first and names each state', () => {
    for (const row of rows) {
      for (const items of [row.procedures, row.issues, row.orders]) expect(items.map((i) => SUPPORT_STATES.indexOf(i.state))).toEqual(items.map((i) => SUPPORT_STATES.indexOf(i.state)).sort((a, b) => a - b))
    }
    expect(new Set(rows.flatMap((r) => [...r.procedures, ...r.issues, ...r.orders].map((i) => i.state)))).toEqual(new Set(SUPPORT_STATES))
  })

  it('keeps things inside their column and counts those that do not fit', () => {
    for (const width of [400, 860, 2000]) {
      for (const row of rows) {
        for (const column of supportColumns(width)) {
          if (column.key === 'money') continue
          const { placed, more } = placeItems(row[column.key], column, 12)
          expect(placed.length + more).toBe(row[column.key].length)
          for (const p of placed) expect(p.x + 12 * 1.65 + textWidth(p.text, 12)).toBeLessThanOrEqual(column.x + column.width + 12)
        }
      }
    }
  })

  it('follows a 督办单 without making other rows anew, on both charts', () => {
    const order = ledger.supervisionOrders.get('2020-9')!
    const closed = withRecords(ledger, [{ table: 'supervisionOrders', record: { ...order, closedOn: dateOnly('2020-12-30'), closingNote: '已办' } }])
    const now = ordersByProject(closed)
    const id = order.items[0]!.projectId!
    const other = entries.find((e) => e.project.id !== id && (orders.get(e.project.id)?.length ?? 0) > 0)!
    expect(supportRow(closed.entries.get(id)!, view, now.get(id)!).orders.map((o) => o.id)).not.toContain('2020-9')
    expect(wallRow(ledger.entries.get(id)!, view, orders.get(id)!).pennants.map((p) => p.letter)).toContain('督')
    expect(wallRow(closed.entries.get(id)!, view, now.get(id)!).pennants.map((p) => p.letter)).not.toContain('督')
    expect(supportRow(other, view, now.get(other.project.id)!)).toBe(supportRow(other, view, orders.get(other.project.id)!))
  })

  it('is of today, and of the end of a month that is looked back at', () => {
    const today = dateOnly('2021-01-05')
    expect(shownDay(period('2020-12'), period('2020-12'), today)).toBe(today)
    expect(shownDay(period('2020-11'), period('2020-12'), today)).toBe('2020-11-30')
    expect(shownDay(period('2021-01'), period('2020-12'), today)).toBe(today)
    expect(shownDay(period('2020-03'), null, today)).toBe(today)
  })
})
