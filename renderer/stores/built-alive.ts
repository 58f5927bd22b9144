import { ledgerSteps, type Ledger } from '@/domain/ledger'
import type { LedgerData } from '@/domain/model'
import { breath } from '@/workers/breath'

/** Indexes a ledger while the page draws. */
export async function builtAlive(data: LedgerData): Promise<Ledger> {
  const steps = ledgerSteps(data)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
    await breath()
  }
}
