import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { ledgerTag } from '@/domain/backup'
import { recordFault } from '@/domain/schema'
import { canonicalJson } from '@/exchange/canonical-json'
import { keyOf, NOT_KNOWN, type CheckFault, type CheckReport, type StoredRecord } from '@/exchange/check/stored'
import { sameValue } from '@/exchange/merge/same-value'
import { packageSums } from '@/exchange/package-sums'
import { now } from '@/shared/clock'
import { checkInWorker } from '@/workers/check-client'
import { useBackupStore, type StoredBackup } from './backups'
import { useLedgerStore, type RecordOutcome, type Resolution } from './ledger'

/** How long the program has been open before the check begins: what the person came for goes first. */
const AFTER_START_MS = 3000
/** How many copies are looked through for a record, newest first. */
const COPIES = 5

/** A record out of a copy that may stand in place of a faulty one. */
export interface CopyOfRecord {
  readonly copy: StoredBackup
  readonly record: StoredRecord
}

/** The check of the ledger: once after each start, and whenever the person wants it. */
export const useCheckStore = defineStore('check', () => {
  const ledger = useLedgerStore()
  const backups = useBackupStore()
  const report = shallowRef<CheckReport | null>(null)
  const checkedAt = shallowRef<Date | null>(null)
  const ms = shallowRef<{ readonly read: number; readonly check: number } | null>(null)
  const working = ref(false)
  const failure = ref('')
  /** What the windows hold differs from what is stored. */
  const drifted = ref(false)
  let started = false

  const faults = computed(() => report.value?.faults ?? [])
  /** For the navigation; null: all is well, or not known yet. */
  const advice = computed((): string | null => (faults.value.length > 0 || drifted.value ? `检查台账时发现 ${faults.value.length + Number(drifted.value)} 处不对` : null))

  /** Begins the check of this start, once, when the program has come to rest. */
  function start(): void {
    if (started) return
    started = true
    setTimeout(() => requestIdleCallback(() => void run(), { timeout: 10_000 }), AFTER_START_MS)
  }

  async function run(): Promise<void> {
    if (working.value || ledger.phase !== 'ready') return
    working.value = true
    failure.value = ''
    try {
      const reply = await checkInWorker()
      if (reply.kind === 'failed') {
        failure.value = reply.message
        return
      }
      drifted.value = await differsFromMemory(reply.report)
      report.value = reply.report
      ms.value = reply.ms
      checkedAt.value = now()
    } finally {
      working.value = false
    }
  }

  /** Whether the sums of what this window shows differ from those of what is stored. A write meanwhile makes them no question. */
  async function differsFromMemory({ sums, operationId }: CheckReport): Promise<boolean> {
    const newest = (await ledger.log({ limit: 1 }))[0]?.operation.id ?? null
    return sums !== null && newest === operationId && ledger.saving !== 'saving' && canonicalJson(packageSums(ledger.data())) !== canonicalJson(sums)
  }

  /** The newest copy that has the record otherwise than it lies there now, and sound; null: none has. */
  async function lookInCopies({ table, id, stored }: CheckFault): Promise<CopyOfRecord | null> {
    if (table === null || id === null) return null
    await backups.refresh()
    let looked = 0
    for (const copy of backups.backups.filter((b) => b.ledger === ledgerTag(ledger.current.settings.ledgerId))) {
      if (looked === COPIES) break
      try {
        const opened = await backups.read(copy)
        const record = (await opened.record(table, id).finally(opened.close)) as StoredRecord | null
        looked += 1
        if (record !== null && !sameValue(record, stored) && recordFault(table, record) === null) return { copy, record }
      } catch {
        // One that cannot be read is passed over for an older one; 备份 tells what is wrong with it.
      }
    }
    return null
  }

  /** Puts a record in place of the faulty one; null: takes it out. */
  function repair(fault: CheckFault, after: StoredRecord | null, from: string, note: string): Promise<RecordOutcome> {
    const { table, id, stored } = fault
    if (table === null || id === null) return Promise.resolve({ ok: true, changed: false })
    return resolved(fault, { name: `检查后改正：${fault.message.slice(0, 80)}`, reason: [from, note].filter(Boolean).join('；'), target: fault.key, records: [{ table, id, found: stored, before: stored, after }] })
  }

  /** Leaves what lies there, with the person's note on the record. */
  function accept(fault: CheckFault, note: string): Promise<RecordOutcome> {
    const { table, id, stored, logged, part } = fault
    const records = part === 'log' && table !== null && id !== null ? [{ table, id, found: stored, before: logged === undefined ? stored : logged, after: stored }] : []
    return resolved(fault, { name: `照现状认可：${fault.message.slice(0, 80)}`, reason: note, target: fault.key, records })
  }

  async function resolved(fault: CheckFault, resolution: Resolution): Promise<RecordOutcome> {
    const kept = report.value?.kept ?? null
    const { table, id } = fault
    const outcome = await ledger.resolve({ ...resolution, ...(kept === null || table === null || id === null ? {} : { checkpoint: { ...kept, records: { ...kept.records, [keyOf(table, id)]: NOT_KNOWN } } }) })
    if (outcome.ok) {
      if (report.value !== null) report.value = { ...report.value, faults: report.value.faults.filter((f) => f.key !== fault.key) }
      await run()
    }
    return outcome
  }

  return { report, checkedAt, ms, working, failure, drifted, faults, advice, start, run, lookInCopies, repair, accept }
})
