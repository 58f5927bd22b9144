import 'fake-indexeddb/auto'
import { expect, it } from 'vitest'
import { buildLedger } from '@/domain/ledger'
import { canonicalJson, sha256Text } from '@/exchange/canonical-json'
import { collectFiles } from '@/exchange/owner/collect'
import { collectEdits } from '@/exchange/owner/collect-result'
import { openReturnedFile } from '@/exchange/owner/open-file'
import type { LedgerDatabase } from '@/storage/database'
import { loadLedger } from '@/storage/ledger-store'
import { ImportJob } from '@/workers/import-job'
import type { ImportReply } from '@/workers/import-messages'
import { BAD_FILES } from '../fixtures/bad-files'
import { openSmallLedger } from './support/open-ledger'

/** SHA-256 of everything that is stored, the log among it. */
async function checksum(database: LedgerDatabase): Promise<string> {
  return sha256Text(canonicalJson({ data: await loadLedger(database), operations: await database.operations.toArray(), changes: await database.changes.toArray() } as never))
}

/** What the import screen is told of a file: its worker's own job, without the thread. */
function toldByImport(bytes: Uint8Array, fileName: string): ImportReply[] {
  const replies: ImportReply[] = []
  new ImportJob((reply) => replies.push(reply)).run({ kind: 'read', bytes, fileName })
  return replies.filter((r) => r.kind !== 'progress')
}

it.each(BAD_FILES.map((f) => [f.what, f] as const))('%s: one sentence with what to do, from import and from collecting; the ledger stays as it was', async (_, file) => {
  const { database } = await openSmallLedger()
  const before = await checksum(database)
  const bytes = file.bytes()
  const [reply, ...more] = toldByImport(bytes, file.name)
  expect(more).toEqual([])
  expect(reply).toMatchObject({ kind: 'failed', message: expect.stringMatching(file.words) })
  const { message } = reply as Extract<ImportReply, { kind: 'failed' }>
  expect(message).not.toMatch(/[\r\n]|undefined|Error|at .*\.ts/u)
  expect(message).toMatch(/请/u)

  const ledger = buildLedger((await loadLedger(database))!)
  const collected = await collectFiles(ledger, [], [openReturnedFile(file.name, bytes)], { choose: () => null })
  expect(collected).toMatchObject([{ status: 'unreadable', message }])
  expect(collectEdits(ledger, collected, null)).toEqual([])
  expect(await checksum(database)).toBe(before)
})
