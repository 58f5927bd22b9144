import { describe, expect, it } from 'vitest'
import { readTyped, shownText, typedText } from '@/features/entry/cell-values'
import { COLUMNS } from '@/features/entry/columns'
import { gridRows } from '@/features/entry/grid-rows'
import { cellText, groupFigures, groupText } from '@/features/entry/row-figures'
import { fen } from '@/domain/money'
import { period } from '@/domain/period'
import { entryOf, ledgerOf, MARCH, reportOf, wan } from '../domain/support'

const FEBRUARY = period('2020-02')
const column = (key: string): (typeof COLUMNS)[number] => COLUMNS.find((c) => c.key === key)!

describe('the lines of the grid', () => {
  const entries = [...ledgerOf({ A: { project: { domain: '基础设施', sponsoringLeader: '王某' } }, B: { project: { domain: '社会民生' } }, C: { project: { domain: '基础设施' } }, D: { project: { domain: null, sponsoringLeader: '王某' } } }).entries.values()]
  const shape = (grouping: Parameters<typeof gridRows>[1]): string[] => gridRows(entries, grouping).map((r) => (r.kind === 'group' ? `${r.label} ${r.entries.length}` : `${r.row} ${r.entry.project.id}`))

  it('begin with 合计 and number the projects through their groups', () => {
    expect(shape('domain')).toEqual(['合计 4', '一、基础设施 2', '0 A', '1 C', '三、社会民生 1', '2 B', '四、未分领域 1', '3 D'])
    expect(shape('leader')).toEqual(['合计 4', '王某 2', '0 A', '1 D', '待填报 2', '2 B', '3 C'])
    expect(shape('none')).toEqual(['合计 4', '0 A', '1 B', '2 C', '3 D'])
    expect(gridRows([], 'domain')).toHaveLength(1)
  })
})

describe('the text of cells', () => {
  const entry = entryOf({ plans: { 2020: 1000 }, reports: { [FEBRUARY]: 100, [MARCH]: { completed: wan('1234.5'), physicalProgress: '主体' } } })

  it('stands as it would be typed again in the field, and with separators in the cell', () => {
    const report = reportOf('P1', MARCH, { completed: wan('1234567.5'), problems: '无' })
    expect([typedText(report, 'completed'), shownText(report, 'completed'), typedText(report, 'problems')]).toEqual(['1234567.50', '1,234,567.50', '无'])
    expect([typedText(null, 'completed'), shownText(report, 'fundsInPlace')]).toEqual(['', ''])
  })

  it('is read by the rules of its field', () => {
    expect(readTyped('completed', '３９６００', null)).toEqual({ ok: true, value: wan(39600) })
    expect(readTyped('completed', '-5', null)).toMatchObject({ ok: false, message: expect.stringContaining('冲减原因') as string })
    expect(readTyped('completed', '-5', '二月多报')).toEqual({ ok: true, value: wan(-5) })
    expect(readTyped('fundsInPlace', '-5', '二月多报')).toMatchObject({ ok: false })
    expect(readTyped('problems', '=cmd|x', null)).toEqual({ ok: true, value: '=cmd|x' })
  })

  it('follows what is being typed: 年初至今, its rate and the sums of its headings', () => {
    const preview = { projectId: 'P1', completed: wan(400) }
    expect(cellText(entry, 0, column('yearToDate'), MARCH, null)).toBe('1,334.50')
    expect(cellText(entry, 0, column('yearToDate'), MARCH, preview)).toBe('500.00')
    expect(cellText(entry, 0, column('rate'), MARCH, preview)).toBe('50.0%')
    expect(cellText(entry, 0, column('lastMonth'), MARCH, preview)).toBe('100.00')
    const figures = groupFigures([entry], MARCH)
    expect(groupText(figures, column('completed'), MARCH, entry, preview)).toBe('400.00')
    expect(groupText(figures, column('rate'), MARCH, entry, preview)).toBe('50.0%')
    expect(groupText(figures, column('completed'), MARCH, null, preview)).toBe('1,234.50')
    expect(groupText(figures, column('completed'), MARCH, entry, { projectId: 'P1', completed: null })).toBe('0.00')
  })

  it('shows an unknown plan as 待填报 and no rate, never 0 %', () => {
    const bare = entryOf({})
    expect(cellText(bare, 4, column('annualPlan'), MARCH, null)).toBe('待填报')
    expect(cellText(bare, 4, column('rate'), MARCH, { projectId: 'P1', completed: fen(100) })).toBe('—')
    expect(cellText(bare, 4, column('yearToDate'), MARCH, null)).toBe('')
    expect(cellText(bare, 4, column('index'), MARCH, null)).toBe('5')
  })

  it('sums what is known of a heading; of nothing known there is no sum, not 0', () => {
    const nothing = groupFigures([entryOf({})], MARCH)
    for (const key of ['annualPlan', 'lastMonth', 'completed', 'yearToDate', 'fundsInPlace']) expect(groupText(nothing, column(key), MARCH, null, null)).toBe('')
    expect(groupText(groupFigures([entry, entryOf({})], MARCH), column('lastMonth'), MARCH, null, null)).toBe('100.00')
  })
})
