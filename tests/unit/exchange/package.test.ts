import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { officialLedger } from '@/data/official'
import { LEDGER_TABLES, type LedgerData } from '@/domain/model'
import { METHOD_TABLES, NO_METHODS, type MethodData } from '@/domain/method-records'
import { fen, MoneyError } from '@/domain/money'
import { recordFault } from '@/domain/schema'
import { canonicalJson, sha256Text } from '@/exchange/canonical-json'
import { FORMAT_VERSION, PackageError, readPackage, writePackage } from '@/exchange/package'
import { packageSums } from '@/exchange/package-sums'
import { WRITTEN_BY } from '@/exchange/written-by'
import { dataOf, MARCH, portfolioOf, reportOf } from '../domain/support'
import { SOUND_METHODS } from '../domain/method-support'
import { anyLedger, forged, refusalOf, type Content } from './support'

const byId = (data: LedgerData): LedgerData => {
  const sorted = <R extends { id: string }>(list: readonly R[]): R[] => [...list].sort((a, b) => (a.id < b.id ? -1 : 1))
  return { ...(Object.fromEntries(LEDGER_TABLES.flatMap((t) => (t === 'settings' ? [] : [[t, sorted<{ id: string }>(data[t])]]))) as unknown as LedgerData), settings: data.settings }
}

describe('a data package', () => {
  it.each([['official', officialLedger], ['demo', demoLedger]] as const)('gives the %s ledger back whole, and the same bytes again', async (_name, make) => {
    const text = await writePackage(make())
    const back = await readPackage(text)
    expect(back).toEqual(byId(make()))
    expect(await writePackage(back)).toBe(text)
  })

  it('gives any ledger back whole, whatever order its records were in', async () => {
    await fc.assert(fc.asyncProperty(anyLedger, async (data) => {
      const text = await writePackage(data)
      const back = await readPackage(text)
      expect(back).toEqual(byId(data))
      expect(await writePackage({ ...data, projects: [...data.projects].reverse(), progressReports: [...data.progressReports].reverse() })).toBe(text)
    }), { numRuns: 100 })
  })

  it('gives every table of the methods back whole', async () => {
    const methods = Object.fromEntries(METHOD_TABLES.map((table) => [table, [SOUND_METHODS[table]]])) as unknown as MethodData
    const data = { ...dataOf({ P1: {} }), ...methods }
    expect(await readPackage(await writePackage(data))).toEqual(byId(data))
  })

  it.each([1, 2, 3])('is read in version %i: without the methods, which begin empty, and with their settings as a new ledger has them', async (version) => {
    const older = await forged((c) => {
      c.formatVersion = version
      for (const table of METHOD_TABLES) delete c.data[table]
      if (version < 2) delete c.data['snapshots']
      if (version < 3) delete c.data['sentWorkbooks']
      delete c.files
      for (const field of ['overdueRedDays', 'dueSoonDays', 'orderPattern']) delete c.data['settings']![0]![field]
    }, officialLedger())
    const official = officialLedger()
    expect(await readPackage(older)).toEqual(byId({ ...official, ...NO_METHODS }))
    const mixed = await forged((c) => { c.formatVersion = version }, officialLedger())
    expect(await refusalOf(mixed)).toMatchObject({ fault: 'bad-record' })
  })

  it('carries any text and any amount whole', async () => {
    const texts = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
    await fc.assert(fc.asyncProperty(texts, fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), async (name, total) => {
      const data = dataOf({ P1: { project: { name, totalInvestment: fen(total) } } })
      fc.pre(recordFault('projects', data.projects[0]) === null)
      expect((await readPackage(await writePackage(data))).projects).toEqual(data.projects)
    }), { numRuns: 60 })
  })

  it('is canonical: one line, sorted keys, and its checksum is that of the rest', async () => {
    const text = await writePackage(demoLedger())
    const { sha256, ...rest } = JSON.parse(text) as Content
    expect(text).toBe(`${canonicalJson({ ...rest, sha256 })}\n`)
    expect(sha256).toBe(await sha256Text(canonicalJson(rest)))
    expect(Object.keys(rest.data)).toEqual([...LEDGER_TABLES].sort())
  })

  it('says which program wrote it', async () => {
    const { productName, version } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, string>
    expect(WRITTEN_BY).toBe(`${productName} ${version}`)
    expect(JSON.parse(await writePackage(officialLedger()))).toMatchObject({ writtenBy: WRITTEN_BY, formatVersion: FORMAT_VERSION })
  })

  it('is read with another layout, another order of keys and a byte order mark', async () => {
    const content = JSON.parse(await writePackage(officialLedger())) as Content
    const turned = Object.fromEntries(Object.entries(content).reverse())
    expect(await readPackage(`\uFEFF${JSON.stringify(turned, null, 2)}\r\n`)).toEqual(byId(officialLedger()))
  })

  it('states what the registered projects of each portfolio sum to: no slots, nothing from the 回收站, null where nothing is known', () => {
    const data = dataOf({
      P1: { project: { portfolioIds: ['A', 'B'], totalInvestment: fen(3) }, plans: { 2020: 1 } }, P2: { project: { portfolioIds: ['A'], totalInvestment: null } },
      P3: { project: { portfolioIds: ['A'], totalInvestment: fen(50), deletedAt: '2020-04-01T08:00:00.000Z' } }, P4: { project: { name: null, portfolioIds: ['A'], totalInvestment: fen(700) } },
    }, [portfolioOf('A'), portfolioOf('B'), portfolioOf('C')])
    expect(packageSums(data)).toEqual({
      A: { count: 2, totalInvestment: 3, annualPlan: { 2020: 1_000_000 } }, B: { count: 1, totalInvestment: 3, annualPlan: { 2020: 1_000_000 } }, C: { count: 0, totalInvestment: null, annualPlan: { 2020: null } },
    })
  })
})

describe('a package is refused', () => {
  it('wherever it is cut off', async () => {
    const text = await writePackage(demoLedger())
    for (let part = 0; part < 8; part += 1) expect((await refusalOf(text.slice(0, Math.floor((text.length * part) / 8)))).fault).toBe('not-json')
    expect((await refusalOf(text.slice(0, text.length / 2))).message).toContain('断了')
    expect((await refusalOf(text.trimEnd().slice(0, -1))).fault).toBe('not-json')
  })

  it('with any one character changed', async () => {
    const text = await writePackage(officialLedger())
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: text.length - 3 }), async (at) => {
      const changed = `${text.slice(0, at)}${text[at] === '7' ? '8' : '7'}${text.slice(at + 1)}`
      expect(['not-json', 'not-ours', 'newer-version', 'wrong-checksum', 'bad-record']).toContain((await refusalOf(changed)).fault)
    }), { numRuns: 150 })
  })

  it('with any one bit flipped, once it is decoded', async () => {
    const bytes = new TextEncoder().encode(await writePackage(officialLedger()))
    await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: bytes.length - 2 }), fc.integer({ min: 0, max: 7 }), async (at, bit) => {
      const flipped = bytes.slice()
      flipped[at]! ^= 1 << bit
      expect((await refusalOf(new TextDecoder().decode(flipped))).message).toMatch(/请/u)
    }), { numRuns: 150 })
  })

  it.each<[string, string, (c: Content) => void]>([
    ['not-ours', '不是本程序', (c) => (c.format = 'other')],
    ['not-ours', '没有写明版本', (c) => (c.formatVersion = '1' as never)],
    ['newer-version', '更新版本', (c) => (c.formatVersion = FORMAT_VERSION + 1)],
    ['duplicate', '同一编号', (c) => c.data['projects']!.push(c.data['projects']![0]!)],
    ['duplicate', '写了两次', (c) => (c.data['projects']![0]!['portfolioIds'] = ['quality', 'quality'])],
    ['dangling', 'nowhere', (c) => (c.data['projects']![0]!['portfolioIds'] = ['nowhere'])],
    ['dangling', 'M2', (c) => c.data['milestones']!.push({ ...SOUND_METHODS.milestones })],
    ['bad-record', '现在是“待交办”，不能“销号”', (c) => c.data['issues']!.push({ ...SOUND_METHODS.issues, steps: [SOUND_METHODS.issues.steps[0], { ...SOUND_METHODS.issues.steps[0], kind: '销号' }] })],
    ['dangling', 'GONE-2020-03', (c) => c.data['progressReports']!.push({ ...reportOf('GONE', MARCH) })],
    ['bad-record', '第 1 条（湫水河临县城区段综合治理（三期）工程）的总投资不对', (c) => (c.data['projects']![0]!['totalInvestment'] = 0.5)],
    ['bad-record', '开工时间', (c) => (c.data['projects']![0]!['startDate'] = '2020-02-30')],
    ['bad-record', '10000', (c) => (c.data['projects']![0]!['name'] = '字'.repeat(10_000))],
    ['bad-record', '领域', (c) => (c.data['projects']![0]!['domain'] = '农业')],
    ['bad-record', '挂牌督战', (c) => delete c.data['projects']![0]!['flagged']],
    ['bad-record', '“项目”第 1 条', (c) => (c.data['projects']![0]!['surprise'] = 1)],
    ['bad-record', '“项目”第 1 条', (c) => (c.data['projects']![0] = null as never)],
    ['bad-record', 'more', (c) => (c.data['more'] = [])],
    ['bad-record', 'extra', (c) => ((c as unknown as Record<string, unknown>)['extra'] = 1)],
    ['bad-record', '月报', (c) => delete c.data['progressReports']],
    ['bad-record', '设置', (c) => (c.data['settings'] = [])],
    ['bad-record', '设置', (c) => (c.data['settings']![0]!['deletedAt'] = '2020-04-01T08:00:00.000Z')],
    ['overflow', '总投资', (c) => [0, 1].forEach((i) => (c.data['projects']![i]!['totalInvestment'] = Number.MAX_SAFE_INTEGER))],
  ])('as %s, saying %s', async (fault, words, change) => {
    const told = await refusalOf(await forged(change, officialLedger()))
    expect(told.fault).toBe(fault)
    expect(told.message).toContain(words)
    expect(told.message).toMatch(/请/u)
    expect(told.message).not.toMatch(/Invalid|expected|Unrecognized|Too (small|big)/u)
    expect(told.message.length).toBeLessThan(200)
  })

  it.each<[string, (sums: Content['sums']) => void]>([
    ['“3367”项目”写了 61 个项目，实有 60 个', (s) => (s['3367']!.count = 61)],
    ['“品质提升项目”的总投资写的是 54,100.01 万元，加起来是 54,100.00 万元', (s) => (s['quality']!.totalInvestment = 54_100_010_000)],
    ['“品质提升项目”的 2020 年计划写的是 待填报，加起来是 39,600.00 万元', (s) => (s['quality']!.annualPlan['2020'] = null)],
    ['“品质提升项目”没有写合计', (s) => delete s['quality']],
    ['写了文件里没有的项目盘子或年度', (s) => (s['more'] = s['quality']!)],
    ['写了文件里没有的项目盘子或年度', (s) => (s['quality']!.annualPlan['2019'] = 5)],
  ])('where it lies about its sums: %s', async (words, change) => {
    const told = await refusalOf(await forged((c) => change(c.sums), demoLedger()))
    expect(told.fault).toBe('wrong-sums')
    expect(told.message).toContain(words)
  })

  it.each(['[]', 'null', '5'])('where its sums or its tables are %s', async (nothing) => {
    expect((await refusalOf(await forged((c) => (c.sums = JSON.parse(nothing) as never), officialLedger()))).fault).toBe('wrong-sums')
    expect((await refusalOf(await forged((c) => (c.data = JSON.parse(nothing) as never), officialLedger()))).fault).toBe('bad-record')
  })

  it.each<[string, (c: Content) => object]>([
    ['the package', (c) => c], ['its tables', (c) => c.data], ['its sums', (c) => c.sums], ['a record', (c) => c.data['projects']![0]!], ['the settings', (c) => c.data['settings']![0]!],
  ])('with a __proto__ key in %s, which changes nothing else', async (_where, target) => {
    const key = (c: Content): void => void Object.defineProperty(target(c), '__proto__', { value: { polluted: true, flagged: true }, enumerable: true })
    expect(['bad-record', 'wrong-sums']).toContain((await refusalOf(await forged(key, officialLedger()))).fault)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })

  it('where its content is nested beyond reason', async () => {
    const text = (await writePackage(officialLedger())).replace('"data":{', `"data":{"x":${'['.repeat(100_000)}${']'.repeat(100_000)},`)
    expect((await refusalOf(text)).fault).toBe('bad-record')
  })

  it('where a figure is no number any more', async () => {
    const text = (await writePackage(officialLedger())).replace('"declaredCount":60', '"declaredCount":1e400')
    expect((await refusalOf(text)).fault).toBe('wrong-checksum')
  })

  it.each(['', '   ', 'null', '[]', '{}', '"text"', '1e400', 'PK\u0003\u0004', 'x'.repeat(10_000), '{"format":"key-project-ledger"}', '{"__proto__":{"format":"key-project-ledger","formatVersion":1}}'])('where it is %j', async (text) => {
    expect(['not-json', 'not-ours']).toContain((await refusalOf(text)).fault)
  })
})

describe('amounts beyond exact money', () => {
  const most = fen(Number.MAX_SAFE_INTEGER)

  it.each<[string, LedgerData]>([
    ['总投资', dataOf({ P1: { project: { totalInvestment: most } }, P2: { project: { totalInvestment: fen(1) } } })],
    ['年度计划投资', dataOf({ P1: { plans: { 2019: { planned: most }, 2020: { planned: fen(1) } } } })],
    ['本月完成投资', dataOf({ P1: { plans: { 2020: { openingCompleted: most } }, reports: { '2020-01': { completed: fen(1) } } } })],
    ['到位资金', dataOf({ P1: { reports: { '2020-01': { fundsInPlace: most } } }, P2: { reports: { '2020-01': { fundsInPlace: fen(1) } } } })],
  ])('are not written: %s', async (label, data) => {
    const error = await writePackage(data).then(() => null, (e: unknown) => e)
    expect(error).toBeInstanceOf(PackageError)
    expect(error).not.toBeInstanceOf(MoneyError)
    expect((error as PackageError).message).toContain(label)
  })

  it('are no matter where nothing adds them up: 到位资金 of two months', async () => {
    const data = dataOf({ P1: { reports: { '2020-01': { fundsInPlace: most }, '2020-02': { fundsInPlace: most } } } })
    expect(await readPackage(await writePackage(data))).toEqual(byId(data))
  })
})
