/** Runs in a worker thread of Node: hands one mutated file after another to everything that reads files. */
import { parentPort, workerData } from 'node:worker_threads'
import { gzipSync } from 'node:zlib'
import { demoLedger } from '@/data/demo'
import { seededRandom, type Random } from '@/data/seeded'
import { buildLedger, ledgerData } from '@/domain/ledger'
import { canonicalJson, sha256Text } from '@/exchange/canonical-json'
import { readPackageBytes } from '@/exchange/backup-file'
import { hashOf } from '@/exchange/check/hash'
import { emptyLedger, idsFrom } from '@/exchange/import/empty-ledger'
import { planImport } from '@/exchange/import/plan'
import { collectFiles } from '@/exchange/owner/collect'
import { openReturnedFile } from '@/exchange/owner/open-file'
import { writePackage } from '@/exchange/package'
import { readTable } from '@/exchange/reading/read-table'
import { verifyWorkbook } from '@/exchange/seal/verify'
import { readChangePackage } from '@/exchange/seat/change-package'
import { unseal } from '@/exchange/sealed-package'
import { damaged, twistedPackage, twistedWorkbook } from './fuzz-cases'

/** Good files to begin from, by kind. */
export interface Seeds {
  readonly package: string
  readonly sealed: Uint8Array
  readonly workbooks: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  readonly returned: { readonly name: string; readonly bytes: Uint8Array }
  readonly exported: Uint8Array
}

export interface FuzzReply {
  readonly run: number
  readonly what: string
  readonly outcome: 'refused' | 'accepted' | 'fault'
  readonly message: string
  readonly ms: number
}

/** Errors that speak to the person. Any other is a fault of the program. */
const SPOKEN = new Set(['PackageError', 'ReadingError', 'SealError', 'SnapshotError', 'CompareError', 'ExportError'])

const { seeds, seed } = workerData as { seeds: Seeds; seed: number }
const ledger = buildLedger(demoLedger())
const empty = buildLedger(emptyLedger(idsFrom('cd'.repeat(32), () => false)))
const digest = hashOf(ledgerData(ledger))

parentPort?.on('message', (run: number) => void one(run).then((reply) => parentPort?.postMessage(reply)))

async function one(run: number): Promise<FuzzReply> {
  const random = seededRandom(seed * 100_003 + run)
  const [what, read] = chooseCase(random)
  const start = performance.now()
  const reply = (outcome: FuzzReply['outcome'], message: string): FuzzReply => ({ run, what, outcome, message, ms: performance.now() - start })
  try {
    await read()
    return hashOf(ledgerData(ledger)) === digest ? reply('accepted', '') : reply('fault', 'the ledger has changed')
  } catch (error) {
    if (!(error instanceof Error) || !SPOKEN.has(error.name)) return reply('fault', error instanceof Error ? (error.stack ?? error.message) : String(error))
    if (!/\p{Script=Han}/u.test(error.message)) return reply('fault', `no words for the person: ${error.message}`)
    return hashOf(ledgerData(ledger)) === digest ? reply('refused', error.message) : reply('fault', 'the ledger has changed')
  }
}

function chooseCase(random: Random): [string, () => unknown] {
  const roll = random()
  if (roll < 0.1) return ['package, damaged', () => acceptedWhole(damaged(new TextEncoder().encode(seeds.package), random))]
  if (roll < 0.2) return ['packed package, damaged', () => acceptedWhole(damaged(gzipSync(seeds.package), random))]
  if (roll < 0.4) return ['package, changed on purpose', async () => acceptedWhole(await forge(twistedPackage(seeds.package, random)))]
  if (roll < 0.43) return ['sealed package, damaged', () => unseal(damaged(seeds.sealed, random), '临县3367大会战')]
  if (roll < 0.46) return ['changes of another PC', async () => readChangePackage(new TextDecoder().decode(damaged(await forge(twistedPackage(seeds.package, random)), random)))]
  if (roll < 0.75) {
    const { name, bytes } = seeds.workbooks[Math.floor(random() * seeds.workbooks.length)]!
    const twisted = /\.xlsx$/u.test(name) && random() < 0.7 ? twistedWorkbook(bytes, random) : damaged(bytes, random)
    const into = random() < 0.5 ? ledger : empty
    return [`workbook to import (${name.slice(0, 2)})`, () => planImport(readTable(twisted, name), into, {}, { newId: idsFrom('ab'.repeat(32), (id) => into.entries.has(id)) })]
  }
  if (roll < 0.9) {
    const { name, bytes } = seeds.returned
    return ['returned workbook', () => collectFiles(ledger, [...ledger.sentWorkbooks.values()], [openReturnedFile(name, random() < 0.7 ? twistedWorkbook(bytes, random) : damaged(bytes, random))], { choose: () => null })]
  }
  return ['exported workbook to verify', () => verifyWorkbook(random() < 0.7 ? twistedWorkbook(seeds.exported, random) : damaged(seeds.exported, random), ledgerData(ledger))]
}

/** What is accepted must be a ledger that goes out again as it came in. */
async function acceptedWhole(bytes: Uint8Array): Promise<void> {
  const data = await readPackageBytes(bytes)
  buildLedger(data)
  await writePackage(data)
}

async function forge(content: Record<string, unknown>): Promise<Uint8Array> {
  const { sha256: _old, ...rest } = content
  let sha256 = ''
  try {
    sha256 = await sha256Text(canonicalJson(rest))
  } catch {
    // Too deep to be written: left without a checksum.
  }
  return new TextEncoder().encode(deepJson({ ...rest, sha256 }))
}

function deepJson(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch {
    return '{"format":"key-project-ledger","formatVersion":1,"data":'.concat('['.repeat(10_000))
  }
}
