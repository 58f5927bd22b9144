import { defineStore } from 'pinia'
import { computed } from 'vue'
import { now } from '@/shared/clock'
import { remembered } from '@/shared/preferences'
import { useLedgerStore } from './ledger'

/** The ledger that was open here last. */
interface KnownLedger {
  readonly name: string
  /** ISO time. */
  readonly at: string
}

const isKnown = (value: unknown): value is KnownLedger | null => value === null || (typeof value === 'object' && typeof (value as KnownLedger).name === 'string' && typeof (value as KnownLedger).at === 'string')

/** Remembers, outside of the ledger's own storage, that there was a ledger: a storage that the browser threw away begins empty and says nothing. */
export const useKnownLedgerStore = defineStore('known-ledger', () => {
  const ledger = useLedgerStore()
  const known = remembered<KnownLedger | null>('ledger.known', null, isKnown)
  /** What was here and is gone; null: nothing is missing. */
  const lost = computed(() => (ledger.phase === 'none' ? known.value : null))

  function remember(): void {
    known.value = { name: ledger.current.settings.ledgerName, at: now().toISOString() }
  }

  return { lost, remember }
})
