import { strToU8, zipSync, type Zippable } from 'fflate'
import { formatPeriod, type DateOnly, type Period } from '@/domain/period'
import type { SheetModel } from '@/workbook/model'
import { widthFor } from '@/workbook/text-measure'
import { writeWorkbook } from '@/workbook/write-workbook'
import { dueWords } from './guide-sheet'
import { coverText, type MadeParcel } from './send'

export interface OutboxFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** Local noon of one fixed day reads the same in every time zone; see workbook/writer. */
const ARCHIVE_TIME = new Date(2000, 0, 1, 12, 0, 0)

/** Everything that goes out: the workbooks, whom to send which, and the covering text. */
export async function outboxFiles(unitName: string, period: Period, due: DateOnly, made: readonly MadeParcel[]): Promise<OutboxFile[]> {
  return [
    ...made.map(({ parcel, bytes }) => ({ name: parcel.fileName, bytes })),
    { name: `发送清单_${period}.xlsx`, bytes: await sendingList(unitName, period, due, made) },
    // With a byte order mark, so that the old Notepad shows Chinese.
    { name: `附言_${period}.txt`, bytes: strToU8(`\ufeff${coverText(unitName, period, due).replaceAll('\n', '\r\n')}`) },
  ]
}

/** One zip of them all; stored, since workbooks are packed already. */
export function outboxZip(files: readonly OutboxFile[]): Uint8Array {
  const parts: Zippable = {}
  for (const { name, bytes } of files) parts[name] = [bytes, { level: 0, mtime: ARCHIVE_TIME }]
  return zipSync(parts)
}

const COLUMNS = ['序号', '项目单位', '责任人', '项目数', '文件名', '截止日', '已发', '已收回'] as const

async function sendingList(unitName: string, period: Period, due: DateOnly, made: readonly MadeParcel[]): Promise<Uint8Array> {
  const title = `${formatPeriod(period)}填报表发送清单`
  const rows = made.map(({ parcel: { owner, entries, fileName } }, i) => {
    const people = [...new Set(entries.map((e) => e.project.responsiblePerson).filter((p) => p !== null))].join('、')
    return [i + 1, owner, people === '' ? null : people, entries.length, fileName, dueWords(due), null, null]
  })
  const sheet: SheetModel = {
    name: '发送清单', columns: [6, 28, 16, 8, 44, 18, 8, 8].map((width) => ({ width: Math.max(width, widthFor(2, 10)) })),
    rows: [
      { height: 34, cells: COLUMNS.map((_, i) => ({ value: i === 0 ? title : null, style: 'title' })) },
      { height: 24, cells: COLUMNS.map((value) => ({ value, style: 'header' })) },
      ...rows.map((row) => ({ height: 24, cells: row.map((value, i) => ({ value, style: i === 1 || i === 4 ? ('text' as const) : ('centre' as const) })) })),
    ],
    merges: [{ top: 1, left: 1, bottom: 1, right: COLUMNS.length }], frozen: { rows: 2, columns: 2 },
    print: {
      paper: 'A4', landscape: true, repeatedRows: { first: 2, last: 2 }, area: { top: 1, left: 1, bottom: rows.length + 2, right: COLUMNS.length },
      header: { left: [unitName] }, footer: { centre: ['第 ', { field: 'page' }, ' 页 共 ', { field: 'pages' }, ' 页'] },
    },
  }
  return writeWorkbook({ title, author: unitName, madeOn: due, sheets: [sheet] })
}
