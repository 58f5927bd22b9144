import type { Fen } from '@/domain/money'
import type { SheetAnalysis } from '@/exchange/import/analyse'
import type { Finding, ImportChoices } from '@/exchange/import/choices'
import type { ImportSums } from '@/exchange/import/after'
import type { PlannedRow } from '@/exchange/import/plan'
import type { StatedSum } from '@/exchange/import/stated'
import type { ImportEdit } from '@/exchange/import/working'
import type { LedgerSlice } from './ledger-slices'

/** A sheet as the wizard shows it before anything is made of it. */
export interface SheetGlance {
  readonly name: string
  readonly hidden: boolean
  readonly hiddenRows: readonly number[]
  readonly hiddenColumns: readonly number[]
  readonly rowCount: number
  readonly columnCount: number
  /** Texts of the first rows. */
  readonly first: readonly (readonly string[])[]
}

export type SheetView = Omit<SheetAnalysis, 'grid' | 'rows'>

/** A portfolio's declared totals beside what is registered before and after. Amounts in 分. */
export interface ControlView {
  readonly name: string
  readonly declaredCount: number | null
  readonly declared: Fen | null
  readonly before: { readonly count: number; readonly total: Fen | null }
  readonly after: { readonly count: number; readonly total: Fen | null }
}

/** A plan without its rows and edits, which follow in portions so that no message holds the page up. */
export interface PlanView {
  readonly sheets: readonly SheetView[]
  readonly faults: readonly Finding[]
  readonly questions: readonly Finding[]
  readonly stated: readonly StatedSum[]
  readonly sums: { readonly before: ImportSums; readonly after: ImportSums }
  readonly controls: readonly ControlView[]
  readonly period: string | null
  readonly counts: Readonly<Record<PlannedRow['action'], number>>
}

export type RowView = Omit<PlannedRow, 'project'> & { readonly name: string }

export type ImportRequest =
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly fileName: string }
  | { readonly kind: 'paste'; readonly text: string }
  /** Of the ledger that is planned against. */
  | LedgerSlice
  /** `seed` makes the ids of new projects. */
  | { readonly kind: 'plan'; readonly choices: ImportChoices; readonly seed: string }

export type ImportReply =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'book'; readonly sheets: readonly SheetGlance[] }
  | { readonly kind: 'portion'; readonly rows: readonly RowView[]; readonly edits: readonly ImportEdit[] }
  | { readonly kind: 'plan'; readonly plan: PlanView }
  /** A Chinese sentence for the person. */
  | { readonly kind: 'failed'; readonly message: string }
