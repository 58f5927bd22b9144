import type { OperationRequest, RecordOutcome, useLedgerStore } from '@/stores/ledger'

/** What became of a write after any conflict was decided. */
export type ResolvedOutcome = Exclude<RecordOutcome, { kind: 'stale' }>

/**
 * Records, and where the conflict dialog opens waits for the choice: a form keeps its typed text until then and learns
 * what became of it.
 */
export async function recordResolved(ledger: ReturnType<typeof useLedgerStore>, request: OperationRequest): Promise<ResolvedOutcome> {
  const outcome = await ledger.record(request)
  if (outcome.ok || outcome.kind !== 'stale') return outcome
  return new Promise((resolve) => {
    const stop = ledger.$onAction(({ name, after }) => {
      if (name !== 'takeMine' && name !== 'takeTheirs') return
      after((chosen) => {
        const result = chosen as RecordOutcome
        if (!result.ok && result.kind === 'stale') return
        stop()
        resolve(result)
      })
    }, true)
  })
}
