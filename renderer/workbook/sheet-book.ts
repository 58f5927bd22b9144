import type { RecordId } from '@/domain/model'
import type { SingleReport } from '@/domain/report-catalogue'
import type { SheetModel } from './model'
import type { MonthlyLayout } from './monthly-layout'
import type { ReportData } from './report-data'

/** A text that a row of Excel's greatest height cannot show whole; 说明 gives it in full. */
export interface CutText {
  readonly project: string
  readonly column: string
  readonly text: string
}

/** What stands in the same workbook, so that a sheet can point at another one. */
export interface BookPlan {
  readonly data: ReportData
  readonly reports: ReadonlySet<SingleReport>
  /** Where the projects stand in the month's sheet; null where it is not in the book. */
  readonly monthly: MonthlyLayout | null
  /** The row of each project's card; empty where the cards are not in the book. */
  readonly cardRows: ReadonlyMap<RecordId, number>
}

/** What a sheet module makes. */
export interface MadeSheets {
  readonly sheets: readonly SheetModel[]
  readonly cut: readonly CutText[]
}

/** A sheet module: turns the domain into the sheets of one report. */
export type SheetMaker = (plan: BookPlan) => MadeSheets

export const CARDS_KEY = 'cards'
