import { describe, expect, it } from 'vitest'
import { DEFAULT_LIGHT_RULES } from '@/domain/warning'
import { projectColumns, sortRows, type Sort } from '@/features/projects/list/columns'
import { projectRow } from '@/features/projects/list/rows'
import { registeredEntries } from '@/domain/ledger'
import { ledgerOf, MARCH, wan } from './support'

const ledger = ledgerOf([
  { project: { id: 'a', name: '乙项目', totalInvestment: wan('20'), startDate: null }, plan: { planned: wan('100') }, march: { completed: wan('5') } },
  { project: { id: 'b', name: '甲项目', totalInvestment: null }, plan: { planned: wan('100') }, march: { completed: wan('25') } },
  { project: { id: 'c', name: '丙项目', totalInvestment: wan('3') } },
])
const rows = registeredEntries(ledger).map((entry) => projectRow(entry, MARCH, DEFAULT_LIGHT_RULES))
const columns = projectColumns((id) => id)
const order = (sort: Sort | null): string => sortRows(rows, columns, sort).map((r) => r.project.id).join('')

describe('sorting', () => {
  it('keeps the order of the sheets without a sort', () => expect(order(null)).toBe('abc'))
  it('puts unknown amounts last in both directions', () => {
    expect(order({ column: 'totalInvestment', direction: 'ascending' })).toBe('cab')
    expect(order({ column: 'totalInvestment', direction: 'descending' })).toBe('acb')
  })
  it('compares rates exactly and puts no rate last', () => {
    expect(order({ column: 'completionRate', direction: 'descending' })).toBe('bac')
    expect(order({ column: 'completionRate', direction: 'ascending' })).toBe('abc')
  })
  it('orders lights by need of attention', () => expect(order({ column: 'light', direction: 'ascending' })).toBe('acb'))
  it('orders names as a Chinese dictionary does', () => expect(order({ column: 'name', direction: 'ascending' })).toBe('cba'))
  it('leaves the given list alone', () => {
    sortRows(rows, columns, { column: 'name', direction: 'descending' })
    expect(rows.map((r) => r.project.id).join('')).toBe('abc')
  })
})

describe('a row', () => {
  it('is the same object until its project, the period or the thresholds change', () => {
    const entry = rows[0]!.entry
    expect(projectRow(entry, MARCH, DEFAULT_LIGHT_RULES)).toBe(projectRow(entry, MARCH, DEFAULT_LIGHT_RULES))
    expect(projectRow(entry, MARCH, { ...DEFAULT_LIGHT_RULES, yellowPoints: 30, redPoints: 40 }).warning.light).toBe('绿')
  })
})
