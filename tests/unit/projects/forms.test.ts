import { describe, expect, it } from 'vitest'
import { projectChange, projectText, readProjectText } from '@/features/projects/form/project-text'
import { isCorrection, readReportText, reportText } from '@/features/projects/detail/report-text'
import { entryOf, wan } from './support'

const entry = entryOf({ project: { id: 'p', name: '甲项目', portfolioIds: ['A'], totalInvestment: wan('396'), fiveOnes: ['一班', null, null, null, null] }, plan: { planned: wan('100') } })
const text = projectText(entry, 2020)

describe('the project form', () => {
  it('reads back what it shows', () => {
    const { values, plan, faults } = readProjectText(text)
    const { id: _id, order: _order, deletedAt: _deletedAt, ...facts } = entry.project
    expect(values).toEqual(facts)
    expect(plan).toEqual({ planned: wan('100'), openingCompleted: null })
    expect(faults).toEqual({})
  })

  it.each<[string, Partial<typeof text>, keyof typeof text, string]>([
    ['no name', { name: '  ' }, 'name', '请填项目名称'],
    ['ten thousand characters', { name: '长'.repeat(10_000) }, 'name', '最多 300 个字，现在有 10000 个，请删短'],
    ['half a character', { remarks: '坏\ud83d字' }, 'remarks', '含有残缺的字符，复制时可能断开了，请删去后重新输入'],
    ['a day that does not exist', { startDate: '2020.2.30' }, 'startDate', '没有 2020年2月30日 这一天，请改成存在的日期'],
    ['completion before start', { startDate: '2020-03-05', plannedCompletion: '2019.12.1' }, 'plannedCompletion', '计划竣工 2019-12-01 早于开工时间 2020-03-05，请核对'],
    ['1e400', { totalInvestment: '1e400' }, 'totalInvestment', '看不懂“1e400”，请填万元数，如 123.50'],
    ['a negative plan', { planned: '-1' }, 'planned', '“-1”是负数，这里不能小于 0'],
  ])('refuses %s at its field', (_, typed, field, message) => {
    const { faults } = readProjectText({ ...text, ...typed })
    expect(faults).toEqual({ [field]: message })
  })

  it('keeps formulas, HTML and emoji as the text that they are', () => {
    const odd = { owner: '=cmd|\'/c calc\'!A1', contractor: '<b>某</b>', remarks: '开工🏗️' }
    const { values, faults } = readProjectText({ ...text, ...odd })
    expect(faults).toEqual({})
    expect(values).toMatchObject(odd)
  })

  it('writes only what was typed into, with what stood there', () => {
    const change = projectChange(text, { ...text, startDate: '2020.3.5', planned: '3.96亿', fiveOne2: '一图' })
    expect(change).toEqual({
      set: { startDate: '2020-03-05', fiveOnes: ['一班', '一图', null, null, null] }, seen: { startDate: null, fiveOnes: ['一班', null, null, null, null] },
      planSet: { planned: wan('39600') }, planSeen: { planned: wan('100') },
    })
  })
})

describe('the report form', () => {
  const empty = reportText(null)

  it('reads an empty form as unknown, never as 0', () => {
    const { values, faults } = readReportText(empty)
    expect(Object.values(values).every((v) => v === null)).toBe(true)
    expect(faults).toEqual({})
  })
  it('asks for the reason of a negative month at the field of the reason', () => {
    expect(isCorrection({ ...empty, completed: '-5' })).toBe(true)
    expect(Object.keys(readReportText({ ...empty, completed: '-5' }).faults)).toEqual(['correctionReason'])
    expect(readReportText({ ...empty, completed: '－５', correctionReason: '冲减 2 月多报' })).toMatchObject({ faults: {}, values: { completed: wan('-5') } })
  })
  it('is no correction while the amount cannot be read', () => {
    expect(isCorrection({ ...empty, completed: '-' })).toBe(false)
    expect(Object.keys(readReportText({ ...empty, completed: '-1.2.3' }).faults)).toEqual(['completed'])
  })
  it('refuses negative funds', () => expect(Object.keys(readReportText({ ...empty, fundsInPlace: '-1' }).faults)).toEqual(['fundsInPlace']))
})
