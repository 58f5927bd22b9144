import { computed, type ComputedRef } from 'vue'
import { isPeriod, type Period } from '@/domain/period'
import { now } from '@/shared/clock'
import { remembered } from '@/shared/preferences'

/** What an export is made from; the same choice gives the same sheet as long as the ledger is the same. */
export interface ExportChoice {
  readonly report: 'monthly'
  /** Portfolio id or `all`. */
  readonly scope: string
  readonly period: Period
  readonly unit: '万元' | '亿元'
  readonly paper: 'A3' | 'A4'
}

export interface RecentExport extends ExportChoice {
  readonly fileName: string
  /** ISO time */
  readonly at: string
  readonly ledgerId: string
}

const MOST = 10

/** The last exports of this seat, newest first; no part of the ledger. */
export function useRecentExports(ledgerId: () => string): { list: ComputedRef<readonly RecentExport[]>; add(choice: ExportChoice, fileName: string): void } {
  const all = remembered<RecentExport[]>('reports.recent', [], isRecentList)
  const list = computed(() => all.value.filter((r) => r.ledgerId === ledgerId()))
  function add(choice: ExportChoice, fileName: string): void {
    const others = all.value.filter((r) => r.ledgerId !== ledgerId() || r.fileName !== fileName)
    all.value = [{ ...choice, fileName, at: now().toISOString(), ledgerId: ledgerId() }, ...others].slice(0, MOST)
  }
  return { list, add }
}

function isRecentList(value: unknown): value is RecentExport[] {
  return Array.isArray(value) && value.every(isRecent)
}

function isRecent(value: unknown): value is RecentExport {
  const r = value as Partial<Record<keyof RecentExport, unknown>> | null
  return (
    typeof r === 'object' && r !== null && r.report === 'monthly' && typeof r.scope === 'string' && typeof r.period === 'string' && isPeriod(r.period) &&
    (r.unit === '万元' || r.unit === '亿元') && (r.paper === 'A3' || r.paper === 'A4') && typeof r.fileName === 'string' && typeof r.ledgerId === 'string' &&
    typeof r.at === 'string' && !Number.isNaN(Date.parse(r.at))
  )
}
