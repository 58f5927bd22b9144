import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { officialLedger } from '@/data/official'
import type { LedgerData, Project } from '@/domain/model'
import { fen } from '@/domain/money'
import { emptyProject } from '@/domain/project'
import { canonicalJson, sha256Text } from '@/exchange/canonical-json'
import { checkLedger } from '@/exchange/check-ledger'
import { describeReplacement, PackageError, readPackage, writePackage } from '@/exchange/package'

async function fault(text: string): Promise<{ fault: string; message: string }> {
  try {
    await readPackage(text)
  } catch (error) {
    if (error instanceof PackageError) return { fault: error.fault, message: error.message }
    throw error
  }
  throw new Error('the package was accepted')
}

/** A package whose content was changed by someone who knows how to make the checksum right. */
async function forged(change: (content: Content) => void, make: () => LedgerData = officialLedger): Promise<string> {
  const content = JSON.parse(await writePackage(make())) as Content
  change(content)
  return signed(content)
}

async function signed({ sha256: _old, ...rest }: Content): Promise<string> {
  return JSON.stringify({ ...rest, sha256: await sha256Text(canonicalJson(rest)) })
}

interface Content {
  format: string
  formatVersion: number
  writtenBy: string
  sha256: string
  sums: Record<string, { count: number; totalInvestment: number | null; annualPlan?: Record<string, number | null> }>
  data: Record<string, Record<string, unknown>[]>
}

describe('a data package', () => {
  it.each([['official', officialLedger], ['demo', demoLedger]] as const)('gives the %s ledger back whole, and the same bytes again', async (_name, make) => {
    const text = await writePackage(make())
    const back = await readPackage(text)
    expect(new Set(back.projects.map((p) => canonicalJson(p)))).toEqual(new Set(make().projects.map((p) => canonicalJson(p))))
    expect(back.progressReports).toHaveLength(make().progressReports.length)
    expect(back.settings).toEqual(make().settings)
    expect(await writePackage(back)).toBe(text)
  })

  it('carries any text whole', async () => {
    const base = officialLedger()
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }).map((s) => s.trim()).filter((s) => s !== '' && !/[\u0000-\u0008\u000b-\u001f\u007f]/u.test(s)), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), async (name, total) => {
        const project: Project = { ...emptyProject('01JX0000000000000000000000', name, 1), totalInvestment: fen(total) }
        const data: LedgerData = { ...base, projects: [project] }
        expect((await readPackage(await writePackage(data))).projects).toEqual([project])
      }),
      { numRuns: 60 },
    )
  })

  it('is refused wherever it is cut off', async () => {
    const text = await writePackage(officialLedger())
    for (let part = 1; part < 8; part += 1) expect((await fault(text.slice(0, Math.floor((text.length * part) / 8)))).fault).toBe('not-json')
  })

  it('is refused with any one character of its content changed', async () => {
    const text = await writePackage(officialLedger())
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: text.length - 3 }), async (at) => {
        const changed = `${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}`
        expect(['not-json', 'not-ours', 'newer-version', 'wrong-checksum', 'bad-record']).toContain((await fault(changed)).fault)
      }),
      { numRuns: 150 },
    )
  })

  it.each([
    ['not-ours', (c: Content) => (c.format = 'other')],
    ['newer-version', (c: Content) => (c.formatVersion = 2)],
    ['wrong-sums', (c: Content) => (c.sums['quality']!.totalInvestment = 54_100_000_000)],
    ['wrong-sums', (c: Content) => (c.sums['3367']!.count = 60)],
    ['duplicate', (c: Content) => c.data['projects']!.push(c.data['projects']![0]!)],
    ['dangling', (c: Content) => (c.data['projects']![0]!['portfolioIds'] = ['nowhere'])],
    ['bad-record', (c: Content) => (c.data['projects']![0]!['totalInvestment'] = 0.5)],
    ['bad-record', (c: Content) => (c.data['projects']![0]!['startDate'] = '2020-02-30')],
    ['bad-record', (c: Content) => (c.data['projects']![0]!['name'] = 'x'.repeat(10_000))],
    ['bad-record', (c: Content) => (c.data['projects']![0]!['surprise'] = 1)],
    ['bad-record', (c: Content) => (c.data['more'] = [])],
    ['bad-record', (c: Content) => (c.data['settings'] = [])],
  ])('is refused as %s, in Chinese that says what to do', async (expected, change) => {
    const told = await fault(await forged(change))
    expect(told.fault).toBe(expected)
    expect(told.message).toMatch(/请|没有打开/u)
  })

  it('does not take a __proto__ key for a field', async () => {
    const text = (await writePackage(officialLedger())).replace('"data":{', '"data":{"__proto__":{"polluted":true},')
    expect(['wrong-checksum', 'bad-record']).toContain((await fault(text)).fault)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it.each(['', 'null', '[]', '{}', '"text"', '1e400', 'PK\u0003\u0004'])('refuses %j', async (text) => {
    expect(['not-json', 'not-ours']).toContain((await fault(text)).fault)
  })
})

describe('checkLedger', () => {
  it('finds nothing in the two ready ledgers', () => {
    expect(checkLedger(officialLedger())).toEqual([])
    expect(checkLedger(demoLedger())).toEqual([])
  })

  it('names a double name, money beyond the total, a lost reference and an opening that contradicts the months', () => {
    const demo = demoLedger()
    const [first, second, third] = demo.projects
    const faults = checkLedger({
      ...demo,
      projects: demo.projects.map((p) => (p === second ? { ...p, name: first!.name } : p === third ? { ...p, totalInvestment: fen(1) } : p)),
      annualPlans: [...demo.annualPlans, { ...demo.annualPlans[0]!, id: `${first!.id}-2021`, year: 2021, planned: null, curve: null, openingCompleted: fen(7) }],
      progressReports: [...demo.progressReports, { ...demo.progressReports[0]!, id: 'GONE-2020-01', projectId: 'GONE' }],
    })
    expect(faults.map((f) => f.field).sort()).toEqual(['name', 'openingCompleted', 'projectId', 'totalInvestment'])
  })
})

describe('describeReplacement', () => {
  it('counts by record what would be new, changed, gone or the same', () => {
    const now = officialLedger()
    const [first, , ...rest] = now.projects
    const incoming: LedgerData = { ...now, projects: [{ ...first!, name: '改名' }, ...rest, emptyProject('01JX0000000000000000000000', '新', 99)] }
    const { tables } = describeReplacement(now, incoming)
    expect(tables.find((t) => t.table === 'projects')).toEqual({ table: 'projects', added: 1, changed: 1, removed: 1, same: 63 })
    expect(tables.find((t) => t.table === 'settings')).toEqual({ table: 'settings', added: 0, changed: 0, removed: 0, same: 1 })
  })
})
