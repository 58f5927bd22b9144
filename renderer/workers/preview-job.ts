import type { Ledger } from '@/domain/ledger'
import { reportSource } from '@/exchange/frozen-report'
import type { WorkbookModel } from '@/workbook/model'
import { drawPage } from '@/workbook/pages/draw-page'
import { bookPages, type PagePlan } from '@/workbook/pages/paginate'
import { buildReport } from '@/workbook/reports'
import { cleanSheetNames } from '@/workbook/sheet-names'
import { failureWords } from './failure-words'
import type { BookOutline, PreviewReply, PreviewRequest } from './preview-messages'

/** Answers a page's requests for previews; never throws. Apart from the worker, so that it can be tested without one. */
export class PreviewJob {
  private ledger: Ledger | null = null
  private open: { readonly turn: number; readonly model: WorkbookModel; readonly plans: readonly PagePlan[] } | null = null

  answer(request: PreviewRequest): PreviewReply | null {
    try {
      return request.kind === 'open' ? this.openBook(request) : this.drawOne(request)
    } catch (error) {
      return { kind: 'failed', turn: request.turn, message: failureWords(error) }
    }
  }

  private openBook({ turn, ledger, options }: Extract<PreviewRequest, { kind: 'open' }>): PreviewReply {
    this.open = null
    this.ledger = ledger ?? this.ledger
    if (this.ledger === null) throw new Error('PreviewJob: no ledger yet')
    const source = reportSource(this.ledger, options)
    const { model } = buildReport(source.ledger, source.options)
    this.open = { turn, model, plans: bookPages(model) }
    return { kind: 'opened', turn, book: outline(model, this.open.plans) }
  }

  /** Null for a page of a book that another one has replaced. */
  private drawOne({ turn, page }: Extract<PreviewRequest, { kind: 'page' }>): PreviewReply | null {
    const plan = this.open?.turn === turn ? this.open.plans[page] : undefined
    if (this.open === null || plan === undefined) return null
    return { kind: 'page', turn, page, drawing: drawPage(this.open.model, plan, this.open.plans.length) }
  }
}

function outline(model: WorkbookModel, plans: readonly PagePlan[]): BookOutline {
  const names = cleanSheetNames(model.sheets.map((s) => s.name))
  return {
    sheets: names.map((name, sheet) => ({ name, firstPage: plans.findIndex((p) => p.sheet === sheet) })).filter((s) => s.firstPage >= 0),
    pages: plans.map(({ sheet, width, height }) => ({ sheet, width, height })),
  }
}
