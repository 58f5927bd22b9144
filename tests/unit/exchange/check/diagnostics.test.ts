import { describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { MONEY_FIELDS } from '@/domain/labels'
import { LIST_TABLES } from '@/domain/model'
import { checkStored } from '@/exchange/check/check-stored'
import { makeDiagnostics, type DiagnosticFacts } from '@/exchange/check/diagnostics'
import { Stored } from './support'

const FACTS: DiagnosticFacts = {
  at: '2020-12-31T08:00:00.000Z', host: 'browser', agent: 'Mozilla/5.0', timeZone: 'Asia/Shanghai', screen: { width: 1366, height: 768, ratio: 1 }, storage: { used: 1, quota: 2, diskFree: null, persisted: true },
  places: [{ id: 'first', state: 'ready', failed: false }], copies: { count: 3, bytes: 12_345, newestDay: '2020-12-31', lastGood: '2020-12-31T08:00:00.000Z' }, checked: { at: null, readMs: 1, checkMs: 2 }, saving: 'saved', windowsChanges: 0,
}

/** Every text and number anywhere in a value. */
function leaves(value: unknown): (string | number)[] {
  if (typeof value === 'string' || typeof value === 'number') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : []
}

describe('the diagnostics file', () => {
  const stored = new Stored()
  const project = stored.record('projects')
  stored.edit('projects', project.id, { owner: '甲公司', totalInvestment: 123_456_789 })
  project['totalInvestment'] = 987_654_321
  project['portfolioIds'] = ['GONE']
  const report = checkStored(stored)
  const data = demoLedger()
  const file = makeDiagnostics(data, report, FACTS)
  const text = JSON.stringify(file)

  it('tells what the check found, by table and id, and how much there is', () => {
    expect(report.faults.length).toBe(2)
    expect(file).toMatchObject({ check: { faults: { log: 1, references: 1 }, where: [{ part: 'references', table: 'projects', id: project.id }, { part: 'log', table: 'projects', id: project.id, logTells: true }] }, ledger: { records: { projects: data.projects.length }, filledIn: { projects: { owner: expect.any(Number) as number } } } })
  })

  it('holds no text that a person could have typed: not one Chinese letter, and no text of the ledger', () => {
    expect(text).not.toMatch(/\p{Script=Han}/u)
    const ids = new Set<string>([...LIST_TABLES.flatMap((table) => data[table].map((r) => r.id)), 'demo', data.settings.ledgerId])
    const texts = new Set(leaves(data).filter((v): v is string => typeof v === 'string' && v.length > 1 && !ids.has(v)))
    expect(leaves(file).filter((v) => typeof v === 'string' && texts.has(v) && !/^\d{4}-\d{2}-\d{2}/u.test(v))).toEqual([])
  })

  it('holds no amount of the ledger', () => {
    const amounts = new Set(Object.entries(MONEY_FIELDS).flatMap(([table, fields]) => (data[table as 'projects'] as unknown as Record<string, unknown>[]).flatMap((r) => (fields ?? []).flatMap((f) => leaves(r[f])))).filter((v) => typeof v === 'number' && v > 10_000))
    expect(amounts.size).toBeGreaterThan(100)
    expect(leaves(file).filter((v) => amounts.has(v))).toEqual([])
  })
})
