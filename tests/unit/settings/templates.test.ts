import { describe, expect, it } from 'vitest'
import { MILESTONE_TEMPLATES } from '@/data/milestone-templates'
import { PROCEDURE_TEMPLATES } from '@/data/procedure-templates'
import { calendarFaults, daysInWords, readDays } from '@/domain/calendar-text'
import { PUBLISHED_YEARS } from '@/domain/holidays'
import { buildLedger, withRecords, type Ledger } from '@/domain/ledger'
import { layOutTemplate } from '@/domain/milestone-template'
import { recordFault } from '@/domain/schema'
import { readTemplate, rearranged, templateRows, type TemplateRow } from '@/domain/template-text'
import { publishedDays, workCalendar, workingDaysBetween } from '@/domain/working-days'
import { deleteTemplate, listedTemplates, restoreTemplate, saveTemplate } from '@/stores/template-edits'
import type { OperationRequest } from '@/stores/ledger'
import { dataOf, day } from '../domain/support'

const values = <T>(parsed: { ok: true; value: T } | { ok: false; message: string }): T | string => (parsed.ok ? parsed.value : parsed.message)
const [road] = MILESTONE_TEMPLATES

describe('a template in its form', () => {
  it('comes out as it went in: every template that the program brings', () => {
    for (const t of MILESTONE_TEMPLATES) expect(readTemplate('milestoneTemplates', t.name, templateRows('milestoneTemplates', t.items)).content).toEqual({ name: t.name, items: t.items })
    for (const t of PROCEDURE_TEMPLATES) expect(readTemplate('procedureTemplates', t.name, templateRows('procedureTemplates', t.items)).content).toEqual({ name: t.name, items: t.items })
  })

  it('keeps its dependencies while rows are moved and taken out', () => {
    const rows = templateRows('milestoneTemplates', road!.items)
    const [first, second, third, ...rest] = rows as [TemplateRow, TemplateRow, TemplateRow, ...TemplateRow[]]
    const moved = rearranged(rows, [second, first, third, ...rest])
    expect(moved.map((r) => r.cells['after'])).toEqual(['2', '', '1', '3', '4', '5', '6'])
    expect(rearranged(moved, rows)).not.toEqual([])
    expect(rearranged(rows, [first, third, ...rest]).map((r) => r.cells['after'])).toEqual(['', '', '2', '3', '4', '5'])
    // What is not understood yet stays as it was typed.
    const half = rows.map((r, i) => (i === 2 ? { ...r, cells: { ...r.cells, after: '2、?' } } : r))
    expect(rearranged(half, [...half].reverse()).find((r) => r.key === third.key)?.cells['after']).toBe('2、?')
  })

  it('tells each fault at its cell, and a circle with its chain', () => {
    const row = (key: string, cells: Record<string, string>): TemplateRow => ({ key, cells: { name: key, offset: '0', days: '1', weight: '1', after: '', ...cells } })
    const { content, faults } = readTemplate('milestoneTemplates', ' ', [row('a', { name: '', offset: '-1', days: '4000', weight: '一' }), row('b', { after: '9' }), row('c', { after: '3' }), row('d', { after: '2a' })])
    expect(content).toBeNull()
    expect(faults).toEqual({
      name: '请填模板名称，如 市政道路管网',
      cells: { a: { name: '请填名称', offset: '看不懂“-1”，请填整数，如 30', days: '最多 3650', weight: '看不懂“一”，请填整数，如 30' }, b: { after: '没有第 9 行' }, c: { after: '不能排在自己之后' }, d: { after: '看不懂“2a”，请写行号，如 1、3+5（第 3 行完成再等 5 天）' } },
    })
    const circle = readTemplate('procedureTemplates', '圈', [row('甲', { after: '3' }), row('乙', { after: '1' }), row('丙', { after: '２' })])
    expect(Object.values(circle.faults.cells)).toEqual([{ after: expect.stringMatching(/^前置关系绕成了圈：(?:甲|乙|丙) → .+，请去掉其中一条$/u) as string }])
    expect(readTemplate('milestoneTemplates', '空', []).faults.rows).toBe('模板里一行也没有，请加一行')
    expect(readTemplate('milestoneTemplates', '多', Array.from({ length: 301 }, (_, i) => row(`r${i}`, {}))).faults.rows).toBe('最多 300 行，现在有 301 行')
    expect(readTemplate('milestoneTemplates', '正好', Array.from({ length: 300 }, (_, i) => row(`r${i}`, {}))).content?.items).toHaveLength(300)
    // A package cannot bring one in either.
    const cyclic = { ...road!, items: road!.items.map((item, i) => (i === 0 ? { ...item, after: [{ key: 's2', lag: 0 }] } : item)) }
    expect(recordFault('milestoneTemplates', cyclic)?.message).toContain('前置关系绕成了圈')
  })

  it('lays out from a 29 February and over the New Year', () => {
    const laid = layOutTemplate(road!, 'P1', day('2020-02-29'), (() => { let n = 0; return () => `m${++n}` })())
    expect([laid[0]?.planStart, laid[0]?.planFinish, laid.at(-1)?.planFinish]).toEqual(['2020-02-29', '2020-03-20', '2021-02-08'])
  })
})

describe('templates of a ledger', () => {
  const apply = (ledger: Ledger, { edits }: OperationRequest): Ledger => withRecords(ledger, edits.map(({ table, id, set, blank }) => ({ table, record: { ...(ledger[table as 'milestoneTemplates'].get(id) ?? blank), ...set } }) as never))
  const standings = (ledger: Ledger): string[] => listedTemplates(ledger, 'milestoneTemplates').map((l) => `${l.template.name} ${l.standing}`)

  it('are changed, deleted and brought back as the program has them', () => {
    const empty = buildLedger(dataOf({}))
    const changed = apply(empty, saveTemplate(empty, 'milestoneTemplates', { ...road!, items: road!.items.slice(1).map((i) => ({ ...i, after: [] })) }, road!))
    expect(standings(changed).slice(0, 2)).toEqual(['市政道路管网 changed', '学校房建 ours'])
    const gone = apply(changed, deleteTemplate('milestoneTemplates', MILESTONE_TEMPLATES[1]!))
    expect(standings(gone).at(-1)).toBe('学校房建 gone')
    const back = apply(apply(gone, restoreTemplate('milestoneTemplates', 'xuexiao')), restoreTemplate('milestoneTemplates', 'shizheng'))
    expect(standings(back)).toEqual(standings(empty))
  })
})

describe('days of a year in words', () => {
  it('come out as they went in: every published year', () => {
    for (const published of PUBLISHED_YEARS) for (const days of Object.values(publishedDays(published))) expect(values(readDays(daysInWords(days), published.year))).toEqual(days)
    expect(daysInWords(publishedDays(PUBLISHED_YEARS.find((y) => y.year === 2022)!).holidays)).toContain('1月31日至2月6日')
  })

  it('are read as offices write them', () => {
    expect(values(readDays('１月１日至3日、2.11～2.13\n2021-05-01..05-02，10-07,', 2021))).toEqual(['2021-01-01', '2021-01-02', '2021-01-03', '2021-02-11', '2021-02-12', '2021-02-13', '2021-05-01', '2021-05-02', '2021-10-07'])
  })

  it.each([
    ['2月29日', 2021, '2021 年没有 2 月 29 日'], ['十月一日', 2021, '看不懂“十月一日”，请写成 10月1日，一连几天写成 10月1日至8日'], ['2020-10-01', 2021, '“2020-10-01”不在 2021 年'], ['10月8日至1日', 2021, '“10月8日至1日”到头的一天早于开头的一天'],
    ['1月1日至5月1日', 2021, '一年写了 121 天，太多，请核对'], ['3日', 2021, '看不懂“3日”，请写成 10月1日，一连几天写成 10月1日至8日'],
  ])('%s of %i is refused and told', (text, year, message) => {
    expect(values(readDays(text, year))).toBe(message)
  })

  it('a 29 February of a leap year is a day; a make-up day is a weekend day that is not off', () => {
    expect(values(readDays('2月29日', 2020))).toEqual(['2020-02-29'])
    expect(calendarFaults([day('2021-10-01')], [day('2021-10-08')])).toEqual({ makeUpDays: '10月8日是星期五，本来就上班，不用写' })
    expect(calendarFaults([day('2021-10-02')], [day('2021-10-02')])).toEqual({ makeUpDays: '10月2日既写成放假又写成上班' })
    expect(calendarFaults([], [])).toEqual({ holidays: '请写哪些天放假' })
  })

  it('a year that the office adds takes the caution away', () => {
    const own = { id: '2027', year: 2027, holidays: [day('2027-01-01')], makeUpDays: [], sourceNote: null, deletedAt: null }
    expect(workingDaysBetween(workCalendar(), day('2026-12-30'), day('2027-01-04'))).toEqual({ days: 3, unknownYears: [2027] })
    expect(workingDaysBetween(workCalendar([own]), day('2026-12-30'), day('2027-01-04'))).toEqual({ days: 2, unknownYears: [] })
  })
})
