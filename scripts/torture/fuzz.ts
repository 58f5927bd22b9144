import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { demoLedger } from '@/data/demo'
import { buildLedger } from '@/domain/ledger'
import { dateOnly, period } from '@/domain/period'
import { makeParcel, planParcels } from '@/exchange/owner/send'
import { writePackage } from '@/exchange/package'
import { seal } from '@/exchange/sealed-package'
import { buildReport } from '@/workbook/reports'
import { writeWorkbook } from '@/workbook/write-workbook'
import { nodeBundle } from './bundle'
import type { FuzzReply, Seeds } from './fuzz-worker'
import { Tally, within, type TortureResult } from './result'

/** What a person would still wait for; anything longer is a hang. */
const LIMIT_MS = 20_000
const HEAP_MB = 1500
const FIXTURES = new URL('../../tests/fixtures/ledgers/', import.meta.url)

/** Mutated packages and workbooks: each is taken or refused in words, in time, and never changes a ledger. */
export async function tortureByFuzzing(runs: number, seed: number, say: (text: string) => void): Promise<TortureResult> {
  const tally = new Tally()
  const folder = mkdtempSync(join(tmpdir(), 'torture-fuzz-'))
  const file = join(folder, 'worker.mjs')
  await nodeBundle('fuzz-worker.ts', file)
  const seeds = await goodFiles()
  let worker = start()
  let longest = 0
  try {
    for (let run = 0; run < runs; run += 1) {
      tally.runs += 1
      try {
        const reply = await within(LIMIT_MS, `file ${run}`, ask(worker, run))
        longest = Math.max(longest, reply.ms)
        tally.count(reply.outcome === 'refused' ? 'refused in words' : reply.outcome === 'accepted' ? 'taken as sound' : 'faults')
        if (reply.outcome === 'fault') {
          tally.fault(`file ${run} (${reply.what}): ${reply.message}`)
          if (reply.message.includes('has changed')) tally.losses += 1
        }
      } catch (error) {
        tally.fault(`file ${run}: ${String(error)}`)
        if ((error as Error).name === 'Hang') tally.hangs += 1
        await worker.terminate()
        worker = start()
      }
      if (run % 200 === 199) say(`files: ${run + 1} of ${runs}, hangs ${tally.hangs}, faults ${tally.faults.length}`)
    }
  } finally {
    await worker.terminate()
    rmSync(folder, { recursive: true, force: true })
  }
  tally.count('longest, ms', Math.round(longest))
  return tally.result('mutated files')

  function start(): Worker {
    return new Worker(file, { workerData: { seeds, seed }, resourceLimits: { maxOldGenerationSizeMb: HEAP_MB } })
  }
}

function ask(worker: Worker, run: number): Promise<FuzzReply> {
  return new Promise((resolve, reject) => {
    const done = (): void => {
      worker.off('message', answered)
      worker.off('error', failed)
    }
    const answered = (reply: FuzzReply): void => {
      done()
      resolve(reply)
    }
    const failed = (error: Error): void => {
      done()
      reject(error)
    }
    worker.on('message', answered)
    worker.on('error', failed)
    worker.postMessage(run)
  })
}

async function goodFiles(): Promise<Seeds> {
  const data = demoLedger()
  const ledger = buildLedger(data)
  // Two locked months are enough: opening each of nine for every file would be most of the work.
  const text = await writePackage({ ...data, snapshots: data.snapshots.slice(0, 2) })
  const at = period('2020-12')
  const { parcels } = planParcels(ledger, [], { period: at, scope: 'all', per: 'owner', owners: null })
  const parcel = await makeParcel(ledger, parcels[0]!, at, dateOnly('2021-01-05'))
  return {
    package: text, sealed: await seal(new TextEncoder().encode(text), '临县3367大会战'),
    workbooks: readdirSync(FIXTURES).filter((f) => /\.(?:xlsx|xls|csv)$/u.test(f)).map((name) => ({ name, bytes: new Uint8Array(readFileSync(new URL(name, FIXTURES))) })),
    returned: { name: parcel.parcel.fileName, bytes: parcel.bytes },
    exported: await writeWorkbook(buildReport(ledger, { report: 'monthly', period: at, scope: 'all', unit: '万元', paper: 'A3', preparedOn: dateOnly('2021-01-05') }).model),
  }
}
