import type { LedgerData } from '@/domain/model'
import { useLedgerStore, type RecordOutcome } from './ledger'

/** The ledgers that first start offers. */
export type StartLedger = 'official' | 'demo'

const NAMES: Readonly<Record<StartLedger, string>> = { official: '打开官方台账', demo: '打开演示数据' }

/** Opens one of the ready ledgers as a new one of this seat. */
export async function openStartLedger(which: StartLedger): Promise<RecordOutcome> {
  return useLedgerStore().replaceWith(await readStartLedger(which), NAMES[which])
}

/** Reads one of the ready ledgers, without opening it. */
export async function readStartLedger(which: StartLedger): Promise<LedgerData> {
  if (which === 'official') return (await import('@/data/official')).officialLedger()
  return (await import('@/data/demo')).demoLedger()
}
