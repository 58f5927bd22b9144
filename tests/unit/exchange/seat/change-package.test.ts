import { describe, expect, it } from 'vitest'
import { officialLedger } from '@/data/official'
import { canonicalJson, sha256Text } from '@/exchange/canonical-json'
import { FORMAT_VERSION, writePackage } from '@/exchange/package'
import { makeChangePackage, readChangePackage, writeChangePackage } from '@/exchange/seat/change-package'
import type { SeatOperation } from '@/exchange/seat/seat-operation'

const step = (seat: string, counter: number): SeatOperation => ({
  id: `${seat}${counter}`, kind: 'edit', name: '填报', target: null, reason: null, seat, counter, at: '2020-03-05T00:00:00.000Z',
  changes: [{ id: `${seat}${counter}-0`, table: 'projects', recordId: 'P1', field: 'name', before: null, after: '甲', source: '某公司 的 甲.xlsx' }],
})
const FACTS = { ledgerId: 'L1', lineage: 'LOAD', from: { seat: 'A', name: '一号' }, since: { A: 1 } }
const LOG = [step('A', 1), step('B', 2), step('A', 3)]

/** A package with something changed and its checksum made anew. */
async function forged(change: (content: Record<string, unknown>) => void): Promise<string> {
  const content = JSON.parse(await writeChangePackage(makeChangePackage(FACTS, LOG, null))) as Record<string, unknown>
  change(content)
  const { sha256: _old, ...rest } = content
  return JSON.stringify({ ...rest, sha256: await sha256Text(canonicalJson(rest)) })
}

describe('a change package', () => {
  it('holds what the other seat lacks, and comes back as it was written', async () => {
    const made = makeChangePackage(FACTS, LOG, null)
    expect(made.operations.map((o) => o.id)).toEqual(['B2', 'A3'])
    expect(made.heads).toEqual({ A: 3, B: 2 })
    expect(await readChangePackage(await writeChangePackage(made))).toEqual(made)
  })

  it('brings the whole ledger and all operations to a seat that begins', async () => {
    const made = makeChangePackage(FACTS, LOG, officialLedger())
    const back = await readChangePackage(await writeChangePackage(made))
    expect(back.operations).toHaveLength(3)
    expect(back.since).toEqual({})
    expect(await writePackage(back.ledger!)).toBe(await writePackage(officialLedger()))
  })

  it.each<[string, () => Promise<string>, string]>([
    ['cut off', async () => (await forged(() => undefined)).slice(0, -30), 'not-json'], ['another file', async () => '{"format":"x"}', 'not-ours'], ['no object', async () => 'null', 'not-ours'],
    ['a whole ledger of 台账文件', () => writePackage(officialLedger()), 'not-ours'], ['changed by hand', async () => (await forged(() => undefined)).replace('填报', '改动'), 'wrong-checksum'],
    ['newer', () => forged((c) => (c['formatVersion'] = FORMAT_VERSION + 1)), 'newer-version'], ['a strange key', () => forged((c) => (c['x'] = 1)), 'bad-record'],
    ['a strange table', () => forged((c) => ((c['operations'] as { changes: { table: string }[] }[])[0]!.changes[0]!.table = 'seat')), 'bad-record'],
    ['a field like __proto__', () => forged((c) => ((c['operations'] as { changes: { field: string }[] }[])[0]!.changes[0]!.field = '__proto__')), 'bad-record'],
    ['a counter beyond all counting', () => forged((c) => ((c['operations'] as { counter: number }[])[0]!.counter = 1e300)), 'bad-record'],
    ['a load among its operations', () => forged((c) => ((c['operations'] as { kind: string }[])[0]!.kind = 'load')), 'bad-record'],
  ])('is refused in words where it is %s', async (_, text, fault) => {
    const refusal = await readChangePackage(await text()).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ name: 'PackageError', fault })
    expect((refusal as Error).message).toMatch(/[\u4e00-\u9fff]/u)
  })
})
