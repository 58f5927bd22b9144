import { buildLedger, ledgerData } from '@/domain/ledger'
import type { LedgerData } from '@/domain/model'
import { openPackageBytes, recordCounts } from '@/exchange/backup-file'
import { summaryOf } from '@/exchange/ledger-summary'
import { PackageError } from '@/exchange/package'
import { describeReplacement } from '@/exchange/replacement'
import { differingProjects, type StoredFields } from '@/exchange/restore-projects'
import { openDatabase } from '@/storage/database'
import { LedgerOpenError, StorageFullError, WriteCancelledError } from '@/storage/errors'
import { lastCounter, loadLedgerAt, replaceLedger, type LedgerAt } from '@/storage/ledger-store'
import type { CopyAnswers, CopyAsk, CopyComparison, CopyFacts, CopyKind, CopyReply } from './copy-messages'

const scope = self as unknown as DedicatedWorkerGlobalScope

/** The ledger that was read, the files that came with it, and the stored ledger that it was last compared with. */
let copy: LedgerData
let files: ReadonlyMap<string, Uint8Array> = new Map()
let seen: LedgerAt | null = null
/** The stored ledger is being read before it is asked for. */
let ahead: Promise<void> | null = null

/** Of the 'put' that is under way. */
let writing: AbortController | null = null

type Ask = Exclude<CopyAsk, { readonly kind: 'giveUp' }>

// One after the other, as they were asked.
let queue: Promise<void> = Promise.resolve()
scope.addEventListener('message', ({ data }: MessageEvent<CopyAsk>) => {
  if (data.kind === 'giveUp') return void writing?.abort()
  queue = queue.then(async () => scope.postMessage(await replyTo(data)))
})

async function replyTo(ask: Ask): Promise<CopyReply> {
  try {
    return { number: ask.number, answer: await answer(ask) }
  } catch (error) {
    if (error instanceof PackageError) return { number: ask.number, fault: error.message, code: 'package' }
    if (error instanceof WriteCancelledError) return { number: ask.number, fault: error.message, code: 'cancelled' }
    if (error instanceof StorageFullError) return { number: ask.number, fault: error.message, code: 'full' }
    return { number: ask.number, fault: error instanceof LedgerOpenError ? error.message : `这一步没有做成，现在的台账没有动（${error instanceof Error ? error.message : String(error)}）`, code: 'other' }
  }
}

async function answer(ask: Ask): Promise<CopyAnswers[CopyKind]['answer']> {
  switch (ask.kind) {
    case 'read': {
      if (ask.toCompare) ahead = load().then(() => undefined, () => undefined)
      const opened = await openPackageBytes(ask.bytes)
      copy = opened.data
      files = opened.files
      return facts()
    }
    case 'take':
      copy = ask.data
      return facts()
    case 'compare':
      return compare()
    case 'differing': {
      const stored = await present()
      return stored === null ? [] : differingProjects(shown(stored), copy)
    }
    case 'file':
      return files.get(ask.sha256) ?? null
    case 'record': {
      const records = (ask.table === 'settings' ? [copy.settings] : copy[ask.table]) as readonly unknown[] as readonly StoredFields[]
      return records.find((r) => r['id'] === ask.id) ?? null
    }
    case 'put': {
      writing = new AbortController()
      const database = await openDatabase()
      try {
        const tell = (share: number): void => scope.postMessage({ number: ask.number, share } satisfies CopyReply)
        await replaceLedger(database, () => new Date(ask.at), copy, ask.name, seen, { signal: writing.signal, tell })
        return null
      } finally {
        writing = null
        database.close()
      }
    }
  }
}

function facts(): CopyFacts {
  return { summary: summaryOf(buildLedger(copy)), counts: recordCounts(copy), attachments: copy.attachments }
}

async function compare(): Promise<CopyComparison> {
  const stored = await present()
  const now = stored === null ? null : buildLedger(stored)
  return { now: now === null ? null : summaryOf(now), replacement: describeReplacement(now === null ? null : ledgerData(now), copy) }
}

/** What is stored now; what was read ahead, unless something has been recorded since. */
async function present(): Promise<LedgerData | null> {
  if (ahead === null) return load()
  await ahead
  ahead = null
  const database = await openDatabase()
  const counter = await lastCounter(database).finally(() => database.close())
  return seen !== null && seen.counter === counter ? seen.data : load()
}

/** What is stored now, kept for the writing: what is the same need not be written. */
async function load(): Promise<LedgerData | null> {
  const database = await openDatabase()
  try {
    seen = await loadLedgerAt(database)
    return seen?.data ?? null
  } finally {
    database.close()
  }
}

/** As the screens know it: without plans and reports in the 回收站. */
function shown(data: LedgerData): LedgerData {
  return ledgerData(buildLedger(data))
}
