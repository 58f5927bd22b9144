import type { LedgerData } from '@/domain/model'
import { NO_FILES, type ReadFile } from './attached-files'
import { useLedgerStore, type RecordOutcome } from './ledger'

/** The ledgers that first start offers. */
export type StartLedger = 'official' | 'demo'

const NAMES: Readonly<Record<StartLedger, string>> = { official: '打开官方台账', demo: '打开演示数据' }

/** Opens one of the ready ledgers as a new one of this seat. */
export async function openStartLedger(which: StartLedger): Promise<RecordOutcome> {
  const { data, files } = await readStartLedger(which)
  return useLedgerStore().replaceWith(data, NAMES[which], files)
}

/** Reads one of the ready ledgers with its attached files, without opening it. */
export async function readStartLedger(which: StartLedger): Promise<{ readonly data: LedgerData; readonly files: ReadFile }> {
  if (which === 'official') return { data: (await import('@/data/official')).officialLedger(), files: NO_FILES }
  const [{ demoLedger }, { demoAttachments, readDemoFile }] = await Promise.all([import('@/data/demo'), import('@/data/demo-files')])
  return { data: { ...demoLedger(), attachments: demoAttachments() }, files: readDemoFile }
}
