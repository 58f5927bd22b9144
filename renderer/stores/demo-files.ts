import type { Edit, RecordOutcome } from './ledger'
import { useLedgerStore } from './ledger'

/** Whether the ledger is the demonstration ledger and has no attached file yet. */
export function offersDemoFiles(): boolean {
  const { settings, attachments } = useLedgerStore().current
  return settings.ledgerKind === 'demo' && attachments.size === 0
}

/**
 * Attaches the made-up pictures and PDFs to records of the demonstration ledger that are still there, as one operation. They are no part of that ledger
 * itself, which is the same on screen and by the command lines: one line of JSON.
 */
export async function addDemoFiles(): Promise<RecordOutcome & { readonly count: number }> {
  const ledger = useLedgerStore()
  const [{ ledgerData }, { demoAttachments, readDemoFile }] = await Promise.all([import('@/domain/ledger'), import('@/data/demo-files')])
  const data = ledgerData(ledger.current)
  const records = demoAttachments().filter((a) => data[a.table].some((r) => r.id === a.recordId))
  const kept = await ledger.takeFiles(records, readDemoFile)
  if (!kept.ok) return { ...kept, count: 0 }
  const outcome = await ledger.record({ name: `放进 ${records.length} 个示例附件`, edits: records.map((blank): Edit => ({ table: 'attachments', id: blank.id, set: {}, blank }) as Edit) })
  return { ...outcome, count: records.length }
}
