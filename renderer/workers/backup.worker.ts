import { LEDGER_TABLES, type LedgerData } from '@/domain/model'
import { packBackup } from '@/exchange/backup-file'
import { PackageError } from '@/exchange/package'
import type { BackupMessage, BackupReply } from './backup-messages'

const scope = self as unknown as DedicatedWorkerGlobalScope
const tables: Record<string, unknown[]> = Object.fromEntries(LEDGER_TABLES.map((table) => [table, []]))

scope.addEventListener('message', ({ data }: MessageEvent<BackupMessage>) => {
  if (data.kind === 'records') tables[data.table]?.push(...data.records)
  else void pack()
})

async function pack(): Promise<void> {
  try {
    const { settings, ...lists } = tables
    const { bytes, counts } = await packBackup({ ...lists, settings: settings?.[0] } as unknown as LedgerData)
    const reply: BackupReply = { kind: 'packed', bytes, counts }
    // The bytes are handed over, not copied.
    scope.postMessage(reply, [bytes.buffer])
  } catch (error) {
    const message = error instanceof PackageError ? error.message : `备份没有做成，台账没有受影响（${error instanceof Error ? error.message : String(error)}）`
    scope.postMessage({ kind: 'failed', message } satisfies BackupReply)
  }
}
