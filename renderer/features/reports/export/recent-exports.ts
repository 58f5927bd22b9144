import { computed, type ComputedRef } from 'vue'
import { isPeriod } from '@/domain/period'
import { REPORT_NAMES } from '@/domain/report-catalogue'
import { now } from '@/shared/clock'
import { remembered } from '@/shared/preferences'
import type { Book } from './books'

/** A book that was exported, and what it was made from: the same choice gives the same sheet as long as the ledger is the same. */
export type RecentExport = Book['options'] & {
  readonly fileName: string
  /** ISO time */
  readonly at: string
  readonly ledgerId: string
}

const MOST = 10

/** The last exports of this seat, newest first; no part of the ledger. */
export function useRecentExports(ledgerId: () => string): { list: ComputedRef<readonly RecentExport[]>; add(options: Book['options'], fileName: string): void } {
  const all = remembered<RecentExport[]>('reports.recent', [], isRecentList)
  const list = computed(() => all.value.filter((r) => r.ledgerId === ledgerId()))
  function add(options: Book['options'], fileName: string): void {
    const others = all.value.filter((r) => r.ledgerId !== ledgerId() || r.fileName !== fileName)
    all.value = [{ ...options, fileName, at: now().toISOString(), ledgerId: ledgerId() }, ...others].slice(0, MOST)
  }
  return { list, add }
}

function isRecentList(value: unknown): value is RecentExport[] {
  return Array.isArray(value) && value.every(isRecent)
}

function isRecent(value: unknown): value is RecentExport {
  const r = value as Partial<Record<keyof RecentExport, unknown>> | null
  return (
    typeof r === 'object' && r !== null && (REPORT_NAMES as readonly unknown[]).includes(r.report) && typeof r.scope === 'string' && typeof r.period === 'string' && isPeriod(r.period) &&
    (r.unit === '万元' || r.unit === '亿元') && (r.paper === 'A3' || r.paper === 'A4') && typeof r.fileName === 'string' && typeof r.ledgerId === 'string' &&
    typeof r.at === 'string' && !Number.isNaN(Date.parse(r.at))
  )
}
