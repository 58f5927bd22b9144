import { formatPeriod, type DateOnly } from '@/domain/period'
import type { RowModel, SheetModel } from '@/workbook/model'
import { capacityOf, countLines, heightFor } from '@/workbook/text-measure'
import { MONTH_TABLE } from './fill-tables'
import type { SentWorkbook } from './sent-workbook'

const WIDTH = 78
const SIZE = 11

/** `4月5日`. */
export function dueWords(due: DateOnly): string {
  const [year, month, day] = due.split('-').map(Number) as [number, number, number]
  return `${year}年${month}月${day}日`
}

/** 填写说明: in plain words what is wanted, by when, and how it is filled in. */
export function guideSheet(sent: SentWorkbook, unitName: string, mark: string | null, due: DateOnly): SheetModel {
  const open = sent.rows.filter((r) => r.table === MONTH_TABLE.table && r.closed === null).length
  const rows = sent.rows.filter((r) => r.table === MONTH_TABLE.table).length
  const rowsOf: RowModel[] = [
    { height: 36, cells: [{ value: `${formatPeriod(sent.period)}重点项目填报说明`, style: 'title' }] },
    { height: 22, cells: [{ value: mark === null ? `${unitName}　发给　${sent.owner}` : `${unitName}　发给　${sent.owner}　【${mark}】`, style: mark === null ? 'subtitle' : 'subtitleDemo' }] },
    ...section('要填什么', [
      `这个文件只有贵单位的 ${rows} 个项目${open < rows ? `，其中 ${rows - open} 个已经上报，不用再填` : ''}。请填 ${formatPeriod(sent.period)}的数，${dueWords(due)}前发回。`,
      '到“本月填报”表里，只填浅黄色的格子；灰色的格子是参考数，改不了。',
    ]),
    ...section('怎么填', [
      '金额的单位是万元，只写数字：123.50 就是 123 万 5 千元。',
      '本月完成投资：只填这一个月的，不是累计数。没有完成投资填 0；还不知道就空着，不要填 0。',
      '要冲减以前月份的数，填负数，并在“冲减原因”里写明为什么。',
      '到位资金：开工以来一共到位多少，填到本月底的累计数。',
      '形象进度、存在问题、下步措施：一两句话写清楚，如“主体三层完工”。换行用 Alt+Enter。',
      ...(sent.rows.some((r) => r.table === 'milestones') ? ['“节点”表：填预计完成、实际开始、实际完成的日期，如 2020-4-15。'] : []),
      ...(sent.rows.some((r) => r.table === 'issues') ? ['“问题”表：写明每个问题的整改措施和现在的进展。'] : []),
      '最右边的“检查”一列会自己变：绿色“可以”就填好了；红色的请照它说的改。',
    ]),
    ...section('怎么发回', [
      '填好后直接保存，把这个文件原样发回给我们。用 Excel、WPS 都行，存成 .xls 或 .et 也认得。',
      '可以排序、可以改列宽。请不要改表头，也不要把内容抄到别的表里。',
      '参考数或项目名称有错，请不要改格子，在“备注”里写明，我们核实后改。',
    ]),
  ]
  return {
    name: '填写说明', columns: [{ width: WIDTH }], rows: rowsOf, merges: [], frozen: null,
    print: {
      paper: 'A4', landscape: false, repeatedRows: null, area: { top: 1, left: 1, bottom: rowsOf.length, right: 1 },
      header: { left: [unitName], ...(mark === null ? {} : { right: [mark] }) }, footer: { centre: ['第 ', { field: 'page' }, ' 页 共 ', { field: 'pages' }, ' 页'] },
    },
    protection: { allow: ['formatColumns', 'formatRows'] },
  }
}

function section(heading: string, lines: readonly string[]): RowModel[] {
  return [
    { height: 30, cells: [{ value: heading, style: 'noteHeading' }] },
    ...lines.map((line, i): RowModel => {
      const text = `${i + 1}. ${line}`
      return { height: heightFor(countLines(text, capacityOf(WIDTH, SIZE)), SIZE, 22), cells: [{ value: text, style: 'note' }] }
    }),
  ]
}
