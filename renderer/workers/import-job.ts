import { activePortfolios, type Ledger } from '@/domain/ledger'
import { periodOf, yearOf, type Period } from '@/domain/period'
import { reconcile } from '@/domain/reconcile'
import { idsFrom } from '@/exchange/import/empty-ledger'
import { planImport, type ImportPlan } from '@/exchange/import/plan'
import { cellText, ReadingError, type PlainBook } from '@/exchange/reading/model'
import { readPastedTable, readTable } from '@/exchange/reading/read-table'
import type { ControlView, ImportReply, ImportRequest, PlanView, RowView, SheetGlance } from './import-messages'
import { ReceivedLedger } from './ledger-slices'

const GLANCE_ROWS = 40
const GLANCE_COLUMNS = 40
const PORTION = 400

/** Reads a table and plans its import, one request after another; keeps the table between them. Never throws. */
export class ImportJob {
  private book: PlainBook | null = null
  private readonly received = new ReceivedLedger()

  constructor(private readonly tell: (reply: ImportReply) => void) {}

  run(request: ImportRequest): void {
    try {
      if (request.kind === 'records') return this.received.take(request)
      const progress = (share: number): void => this.tell({ kind: 'progress', share })
      if (request.kind !== 'plan') {
        this.book = request.kind === 'read' ? readTable(request.bytes, request.fileName, progress) : readPastedTable(request.text)
        this.tell({ kind: 'book', sheets: this.book.sheets.map((_, i) => glance(this.book as PlainBook, i)) })
        return
      }
      if (this.book === null) throw new Error('no table was read')
      const { ledger } = this.received
      const plan = planImport(this.book, ledger, request.choices, { newId: idsFrom(request.seed, (id) => ledger.entries.has(id) || ledger.portfolios.has(id)), tell: (share) => progress(share * 0.9) })
      for (let at = 0; at < Math.max(plan.rows.length, plan.edits.length); at += PORTION) {
        this.tell({ kind: 'portion', rows: plan.rows.slice(at, at + PORTION).map(rowView), edits: plan.edits.slice(at, at + PORTION) })
      }
      this.tell({ kind: 'plan', plan: planView(plan, ledger) })
    } catch (error) {
      this.tell({ kind: 'failed', message: failureWords(error) })
    }
  }
}

function failureWords(error: unknown): string {
  if (error instanceof ReadingError) return error.message
  if (error instanceof Error && error.name === 'MoneyError') return '金额之和超过了可记的上限 90 万亿元，请检查表里的单位'
  return `没有读成，台账没有变；请把这句话发给维护的人：${error instanceof Error ? error.message : String(error)}`
}

function glance({ sheets, date1904 }: PlainBook, index: number): SheetGlance {
  const sheet = sheets[index] as PlainBook['sheets'][number]
  const columns = Math.min(sheet.columnCount, GLANCE_COLUMNS)
  return {
    name: sheet.name, hidden: sheet.hidden, hiddenRows: sheet.hiddenRows, hiddenColumns: sheet.hiddenColumns, rowCount: sheet.rows.length, columnCount: sheet.columnCount,
    first: Array.from({ length: Math.min(sheet.rows.length, GLANCE_ROWS) }, (_, row) => Array.from({ length: columns }, (__, column) => cellText(sheet.rows[row]?.[column], date1904).slice(0, 60))),
  }
}

function rowView({ project, ...row }: ImportPlan['rows'][number]): RowView {
  return { ...row, name: String(project?.name ?? '') }
}

function planView(plan: ImportPlan, ledger: Ledger): PlanView {
  const counts = { new: 0, changed: 0, same: 0, skipped: 0, ask: 0 }
  for (const { action } of plan.rows) counts[action] += 1
  return {
    sheets: plan.sheets.map(({ grid: _grid, rows: _rows, ...sheet }) => sheet), faults: plan.faults, questions: plan.questions, stated: plan.stated, sums: plan.sums, period: plan.period, counts,
    controls: controls(ledger, plan.after, plan.period),
  }
}

function controls(before: Ledger, after: Ledger, period: Period | null): ControlView[] {
  const year = yearOf(period ?? periodOf(2020, 1))
  return activePortfolios(before).map(({ id, name, declaredCount, declaredTotalInvestment }): ControlView => {
    const [old, now] = [reconcile(before, id, year), reconcile(after, id, year)]
    return {
      name, declaredCount, declared: declaredTotalInvestment,
      before: { count: old.registered.count, total: old.registered.totalInvestment.value }, after: { count: now.registered.count, total: now.registered.totalInvestment.value },
    }
  })
}
