import type { Ledger } from '@/domain/ledger'
import type { ReportOptions } from '@/domain/report-catalogue'
import type { PageDrawing } from '@/workbook/pages/drawing'

/** What the page asks the preview worker for. The worker keeps the last ledger and the last book that it made. */
export type PreviewRequest =
  /** `ledger` is left out where it is the one of the request before. */
  | { readonly kind: 'open'; readonly turn: number; readonly ledger?: Ledger; readonly options: ReportOptions }
  /** One page of the book of that turn, from 0. */
  | { readonly kind: 'page'; readonly turn: number; readonly page: number }

/** A page before it is drawn: the sheet that it belongs to, from 0, and its paper in points. */
export interface PageOutline {
  readonly sheet: number
  readonly width: number
  readonly height: number
}

export interface BookOutline {
  readonly sheets: readonly { readonly name: string; readonly firstPage: number }[]
  readonly pages: readonly PageOutline[]
}

export type PreviewReply =
  | { readonly kind: 'opened'; readonly turn: number; readonly book: BookOutline }
  | { readonly kind: 'page'; readonly turn: number; readonly page: number; readonly drawing: PageDrawing }
  /** `message` is a Chinese sentence for the person. */
  | { readonly kind: 'failed'; readonly turn: number; readonly message: string }
