import type { LedgerData, RecordId } from '@/domain/model'
import { NO_METHODS } from '@/domain/method-records'
import { METHOD_SETTINGS, SETTINGS_ID } from '@/domain/model'

/** Crockford's letters, of which ULIDs are made. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * Ids that follow from what is imported, so that the same file gives the same ledger on any machine: 26 characters like a ULID,
 * whose random part comes from the file's SHA-256. Ids that the ledger has already are passed over.
 */
export function idsFrom(sha256: string, taken: (id: RecordId) => boolean): () => RecordId {
  const seed = Array.from({ length: 16 }, (_, i) => LETTERS[parseInt(sha256.slice(i * 2, i * 2 + 2), 16) % 32]).join('')
  let count = 0
  return () => {
    for (;;) {
      count += 1
      let place = ''
      for (let rest = count; place.length < 8; rest = Math.floor(rest / 32)) place = `${LETTERS[rest % 32] as string}${place}`
      const id = `01${seed}${place}`
      if (!taken(id)) return id
    }
  }
}

/** A ledger of one's own with nothing in it yet but one 项目盘子: what an import at first start goes into. */
export function emptyLedger(newId: () => RecordId): LedgerData {
  return {
    ...NO_METHODS,
    portfolios: [{ id: newId(), name: '重点项目', shortName: '重点项目', declaredCount: null, declaredTotalInvestment: null, declaredAnnualPlan: null, declaredYear: null, sourceNote: null, order: 1, deletedAt: null }],
    projects: [], annualPlans: [], progressReports: [], snapshots: [], sentWorkbooks: [],
    settings: {
      id: SETTINGS_ID, ledgerId: newId(), ledgerKind: 'own', ledgerName: '重点项目台账', unitName: '县住房和城乡建设局', reviewer: null, preparer: null,
      fiveOneLabels: ['第一项', '第二项', '第三项', '第四项', '第五项'], yellowPoints: 5, redPoints: 15, ...METHOD_SETTINGS, defaultPeriod: null, deletedAt: null,
    },
  }
}
