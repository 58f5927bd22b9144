import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { buildLedger, registeredEntries, withRecords } from '@/domain/ledger'
import { dateOnly, dayNumber, period } from '@/domain/period'
import { milestonesOf } from '@/domain/project-records'
import { wallAxis } from '@/domain/wall-axis'
import { ordersByProject } from '@/domain/project-orders'
import { wallGroups, wallRow, type WallGroup } from '@/domain/wall-chart'
import { WALL_GROUPINGS, type WallView } from '@/domain/wall-groups'
import { wallPages } from '@/domain/wall-pages'

const ledger = buildLedger(demoLedger())
const view: WallView = { period: period('2020-12'), day: dateOnly('2020-12-31'), rules: ledger.settings }
const entries = registeredEntries(ledger)
const orders = ordersByProject(ledger)

describe('the wall chart', () => {
  it.each(WALL_GROUPINGS)('%s holds every project once, in groups with their heading', (grouping) => {
    const groups = wallGroups(entries, grouping, view, orders)
    expect(groups.flatMap((g) => g.rows.map((r) => r.entry.project.id)).sort()).toEqual(entries.map((e) => e.project.id).sort())
    expect(new Set(groups.map((g) => g.label)).size).toBe(groups.length)
    expect(groups.every((g) => g.rows.length > 0)).toBe(true)
  })

  it('draws what is done up to the day of the period and no further, and marks inside the axis', () => {
    const groups = wallGroups(entries, '按领域', view, orders)
    const axis = wallAxis(groups, dateOnly('2020-12-31'), '季')
    for (const { plan, doneTo, marks, light, reason, entry } of groups.flatMap((g) => g.rows)) {
      expect(plan).not.toBeNull()
      if (doneTo !== null) expect(doneTo).toBeLessThanOrEqual(dayNumber(dateOnly('2020-12-31')))
      for (const { day, state } of marks) {
        expect(day >= axis.from && day < axis.to).toBe(true)
        if (state === '逾期') expect(reason).toContain('节点')
      }
      expect(marks).toHaveLength(milestonesOf(entry).length)
      expect(['红', '黄', '绿', '灰']).toContain(light)
    }
    expect(axis.years.map((y) => y.label)).toEqual(['2018年', '2019年', '2020年', '2021年', '2022年', '2023年'])
    expect(axis.parts).toHaveLength(24)
  })

  it('looks back: on a past period it shows what stood then', () => {
    const march = (id: string) => wallRow(ledger.entries.get(id)!, { ...view, period: period('2020-03'), day: dateOnly('2020-03-31') })
    const december = (id: string) => wallRow(ledger.entries.get(id)!, view)
    const id = entries.find((e) => milestonesOf(e).some((m) => m.actualFinish !== null && m.actualFinish > '2020-04-01'))!.project.id
    const done = (row: ReturnType<typeof march>) => row.marks.filter((m) => m.state === '已完成').length
    expect(done(march(id))).toBeLessThan(done(december(id)))
  })

  it('makes only the row of the edited project anew', () => {
    const [first, second] = entries as [(typeof entries)[number], (typeof entries)[number]]
    const [milestone] = milestonesOf(first)
    const edited = withRecords(ledger, [{ table: 'milestones', record: { ...milestone!, remarks: '改' } }])
    expect(wallRow(edited.entries.get(second.project.id)!, view)).toBe(wallRow(second, view))
    expect(wallRow(edited.entries.get(first.project.id)!, view)).not.toBe(wallRow(first, view))
  })
})

describe('the pages of the chart', () => {
  it('hold every row once and in order, none longer than asked, each row under its heading, no heading alone at the end', () => {
    const row = wallRow(entries[0]!, view)
    fc.assert(fc.property(fc.array(fc.nat(30), { maxLength: 6 }), fc.integer({ min: 2, max: 20 }), (sizes, lines) => {
      const groups: WallGroup[] = sizes.map((n, i) => ({ label: `组${i}`, rows: Array.from({ length: n }, (_, k) => ({ ...row, name: `${i}-${k}` })) }))
      const pages = wallPages(groups, lines)
      expect(pages.flat().flatMap((l) => (l.row === null ? [] : [l.row.name]))).toEqual(groups.flatMap((g) => g.rows.map((r) => r.name)))
      for (const page of pages) {
        expect(page.length).toBeLessThanOrEqual(lines)
        expect(page[0]!.row).toBeNull()
        expect(page.at(-1)!.row).not.toBeNull()
        page.forEach((line, i) => { if (line.row !== null) expect(page.slice(0, i).filter((l) => l.row === null).at(-1)!.heading).toContain(line.heading) })
      }
    }))
  })
})
