import type { Ledger } from '@/domain/ledger'
import { DEMO_MARK } from '@/domain/model'
import { formatPeriod, lastDayOf, type DateOnly } from '@/domain/period'
import type { SheetModel, WorkbookModel } from '@/workbook/model'
import { dueWords, guideSheet } from './guide-sheet'
import { HIDDEN_SHEET, hiddenLines } from './hidden-lines'
import { ISSUE_TABLE, MILESTONE_TABLE } from './fill-tables'
import { monthSheet } from './month-sheet'
import { recordSheet } from './record-sheet'
import type { SentWorkbook } from './sent-workbook'

/** The workbook that goes to an owner: 填写说明, the sheets to fill in, and what was sent in a sheet that no one sees. */
export async function ownerWorkbook(ledger: Ledger, sent: SentWorkbook, due: DateOnly): Promise<WorkbookModel> {
  const { unitName, ledgerKind } = ledger.settings
  const mark = ledgerKind === 'demo' ? DEMO_MARK : null
  const month = monthSheet(sent, mark, dueWords(due))
  return {
    title: `${formatPeriod(sent.period)}重点项目填报表 ${sent.owner}${mark === null ? '' : `（${mark}）`}`,
    author: unitName, madeOn: lastDayOf(sent.period), opensAt: month.name,
    sheets: [guideSheet(sent, unitName, mark, due), month, ...[MILESTONE_TABLE, ISSUE_TABLE].flatMap((table) => recordSheet(sent, table, mark) ?? []), await hiddenSheet(sent)],
  }
}

async function hiddenSheet(sent: SentWorkbook): Promise<SheetModel> {
  const rows = (await hiddenLines(sent)).map((value) => ({ height: 15, cells: [{ value, style: 'hiddenText' as const }] }))
  return {
    name: HIDDEN_SHEET, hidden: 'veryHidden', columns: [{ width: 60 }], rows, merges: [], frozen: null,
    print: { paper: 'A4', landscape: false, repeatedRows: null, area: { top: 1, left: 1, bottom: rows.length, right: 1 }, header: {}, footer: {} },
    protection: { allow: [] },
  }
}
