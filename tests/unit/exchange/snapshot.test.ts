import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { deflateSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { officialLedger } from '@/data/official'
import { freezeLedger } from '@/domain/freeze'
import { METHOD_TABLES } from '@/domain/method-records'
import { LIST_TABLES, type LedgerData, type Snapshot } from '@/domain/model'
import { dateOnly, period } from '@/domain/period'
import { canonicalJson } from '@/exchange/canonical-json'
import { FORMAT_VERSION, readPackage, writePackage } from '@/exchange/package'
import { sha256Sync } from '@/exchange/sha256'
import { frozenMonth, makeSnapshot, openSnapshot, SnapshotError } from '@/exchange/snapshot'
import { inflateWithin } from '@/workbook/inflate'
import { dataOf, MARCH, snapshotOf } from '../domain/support'
import { anyLedger, forged, refusalOf } from './support'

const FACTS = { period: MARCH, preparedOn: dateOnly('2020-04-05'), lockedAt: '2020-04-05T01:02:03.000Z' }
const sorted = (data: LedgerData): string => canonicalJson({ ...Object.fromEntries(LIST_TABLES.map((table) => [table, byId<{ id: string }>(data[table])])), settings: data.settings })
const byId = <R extends { id: string }>(list: readonly R[]): R[] => [...list].sort((a, b) => (a.id < b.id ? -1 : 1))
const packed = (text: string): Pick<Snapshot, 'content' | 'sha256'> => {
  const bytes = new TextEncoder().encode(text)
  return { content: Buffer.from(deflateSync(bytes)).toString('base64'), sha256: createHash('sha256').update(bytes).digest('hex') }
}

it('SHA-256 at once is SHA-256', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
    expect(sha256Sync(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'))
  }), { numRuns: 300 })
  const long = new Uint8Array(1_000_003).map((_, i) => i % 251)
  expect(sha256Sync(long.subarray(3))).toBe(createHash('sha256').update(long.subarray(3)).digest('hex'))
})

describe('锁定数据', () => {
  it('gives the frozen ledger back, and the same SHA-256 whatever order the records were in', () => {
    fc.assert(fc.property(anyLedger, (data) => {
      const made = makeSnapshot(data, FACTS)
      expect(sorted(openSnapshot(made))).toBe(sorted(freezeLedger(data, MARCH)))
      expect(makeSnapshot({ ...data, projects: [...data.projects].reverse(), progressReports: [...data.progressReports].reverse() }, { ...FACTS, lockedAt: '2021-01-01T00:00:00.000Z' }).sha256).toBe(made.sha256)
    }), { numRuns: 60 })
  })

  it('is numbered within its period, and 填报日期 is part of what is frozen', () => {
    const data = officialLedger()
    const first = makeSnapshot(data, FACTS)
    const second = makeSnapshot({ ...data, snapshots: [first, snapshotOf(period('2020-02'))] }, { ...FACTS, preparedOn: dateOnly('2020-04-06') })
    expect([first.id, second.id]).toEqual(['2020-03-1', '2020-03-2'])
    expect(second.sha256).not.toBe(first.sha256)
    expect(makeSnapshot({ ...data, snapshots: [first] }, FACTS).sha256).toBe(first.sha256)
  })

  it('is in force until it is released', () => {
    const made = makeSnapshot(officialLedger(), FACTS)
    expect(frozenMonth([made], MARCH)?.ledger.projects).toHaveLength(65)
    expect(frozenMonth([made], period('2020-04'))).toBeNull()
    expect(frozenMonth([{ ...made, releasedAt: FACTS.lockedAt, releaseReason: '多报' }], MARCH)).toBeNull()
  })

  const made = makeSnapshot(officialLedger(), FACTS)
  it.each<[string, Partial<Snapshot>, string]>([
    ['other content', { content: makeSnapshot(dataOf({ P1: {} }), FACTS).content }, '与校验码不符'],
    ['content cut off', { content: made.content.slice(0, 400) }, '损坏了'],
    ['no deflate', { content: 'AAAA' }, '损坏了'],
    ['another period', { period: period('2020-04') }, '与报告期或填报日期不符'],
    ['another 填报日期', { preparedOn: dateOnly('2020-04-06') }, '与报告期或填报日期不符'],
    ['no JSON', packed('{'), '损坏了'],
    ['no ledger', packed('[]'), '损坏了'],
    ['broken records', packed(canonicalJson({ data: { projects: [{}] }, formatVersion: FORMAT_VERSION, period: MARCH, preparedOn: '2020-04-05' })), '不完整'],
    ['a newer form', packed(canonicalJson({ data: {}, formatVersion: FORMAT_VERSION + 1, period: MARCH, preparedOn: '2020-04-05' })), '请先升级'],
  ])('with %s is refused with what to do', (_what, change, words) => {
    let message = ''
    try {
      openSnapshot({ ...made, ...change })
    } catch (error) {
      expect(error).toBeInstanceOf(SnapshotError)
      message = (error as Error).message
    }
    expect(message).toContain(words)
    expect(message).toMatch(/请/u)
  })
})

it('what would unpack to more than allowed is refused before it fills the memory', () => {
  const bomb = deflateSync(new Uint8Array(5_000_000))
  expect(bomb.length).toBeLessThan(6_000)
  expect(() => inflateWithin(bomb, 4_999_999)).toThrow(RangeError)
  expect(inflateWithin(bomb, 5_000_000)).toHaveLength(5_000_000)
  expect(() => inflateWithin(bomb.subarray(0, 3_000), 5_000_000)).toThrow()
})

describe('a data package', () => {
  it('carries 锁定数据 whole', async () => {
    const data = { ...officialLedger(), snapshots: [makeSnapshot(officialLedger(), FACTS)] }
    expect((await readPackage(await writePackage(data))).snapshots).toEqual(data.snapshots)
  })

  it('of the first version is read: it knew of no 锁定数据 and no 发出的填报表', async () => {
    const old = await forged((c) => {
      c.formatVersion = 1
      for (const table of ['snapshots', 'sentWorkbooks', ...METHOD_TABLES]) delete c.data[table]
      delete c.files
    }, officialLedger())
    expect(await readPackage(old)).toMatchObject({ snapshots: [], sentWorkbooks: [] })
    expect(await refusalOf(await forged((c) => (c.formatVersion = 1), officialLedger()))).toMatchObject({ fault: 'bad-record' })
  })

  it('is refused where 锁定数据 was changed, or two of a month are in force', async () => {
    const [first, second] = demoLedger().snapshots as [Snapshot, Snapshot]
    const other = await forged((c) => (c.data['snapshots']![0]!['content'] = second.content), demoLedger())
    expect((await refusalOf(other)).message).toContain('2020年1月第 1 次锁定的内容与校验码不符')
    const twice = await forged((c) => c.data['snapshots']!.push({ ...first, id: '2020-01-2', number: 2 }), demoLedger())
    expect((await refusalOf(twice)).fault).toBe('duplicate')
  })
})

describe('the demonstration ledger', () => {
  it('has its locked months frozen, and is small still', async () => {
    const data = demoLedger()
    expect(data.snapshots.map((s) => s.id)).toEqual(Array.from({ length: 9 }, (_, i) => `2020-0${i + 1}-1`))
    for (const snapshot of data.snapshots) expect(sorted(openSnapshot(snapshot))).toBe(sorted(freezeLedger(data, snapshot.period)))
    const bare = (await writePackage({ ...data, snapshots: [] })).length
    const whole = (await writePackage(data)).length
    expect(whole).toBeLessThan(2 * bare)
  })
})
