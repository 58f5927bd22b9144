import { lastDayOf, type DateOnly } from '@/domain/period'
import { procedureStanding, type ProcedureState } from '@/domain/procedure'
import { proceduresOf } from '@/domain/project-records'
import type { StyleKind } from '../house-style'
import type { BookPlan, MadeSheets } from '../sheet-book'
import { put, SheetBuilder } from './sheet-builder'
import { addHead, addHeader, addSignature, dateCell, filterOver, finish, known, pageWidths, TABS, type TableColumn } from './sheet-frame'

const COLUMNS: readonly TableColumn[] = [
  { label: '序号', width: 5 }, { label: '项目名称', width: 21.2, grows: 3 }, { label: '手续', width: 15.6, grows: 1 }, { label: '审批部门', width: 12, grows: 1 }, { label: '要求办结', width: 10.6 }, { label: '申报日期', width: 10.6 }, { label: '受理日期', width: 10.6 },
  { label: '批复日期', width: 10.6 }, { label: '批复文号', width: 15.5, grows: 1 }, { label: '有效期至', width: 10.6 }, { label: '状态', width: 8 }, { label: '已办天数', width: 7.4 }, { label: '超期天数', width: 7.4 }, { label: '卡在哪里、缺什么', width: 10, grows: 3 },
  { label: '办理方式', width: 13.8 }, { label: '经办人', width: 7.4 }, { label: '备注', width: 6, grows: 2 },
]

const STATE_STYLES: Readonly<Record<ProcedureState, StyleKind>> = {
  已批复: 'lightGreen', 快到期: 'lightYellow', 已过期: 'lightRed', 已受理: 'centre', 已申报: 'centre', 待申报: 'centre', 受阻: 'lightRed', 不需办理: 'lightGrey',
}

/** `前期手续表`: every approval with its dates and where it stands on the last day of the 报告期. */
export function procedureSheets({ data, cardRows }: BookPlan): MadeSheets {
  const { paper, period } = data.options
  const day = lastDayOf(period)
  // What happened after the period has not happened yet.
  const by = (date: DateOnly | null): DateOnly | null => (date !== null && date <= day ? date : null)
  const sheet = new SheetBuilder(pageWidths(COLUMNS, paper, true))
  addHead(sheet, data, '重点项目前期手续表', null)
  const header = addHeader(sheet, COLUMNS)
  let number = 0
  const counts = new Map<ProcedureState, number>()
  for (const item of data.items) {
    const all = proceduresOf(item.entry)
    const card = cardRows.get(item.entry.project.id)
    for (const procedure of all) {
      number += 1
      const { state, waitingDays, overdueDays, blockers } = procedureStanding(procedure, all, day)
      counts.set(state, (counts.get(state) ?? 0) + 1)
      const missing = state === '已批复' || state === '不需办理' ? [] : procedure.documents.filter((d) => !d.ready).map((d) => d.name)
      const held = [blockers.length === 0 ? '' : `等：${blockers.map((b) => b.name).join('、')}`, missing.length === 0 ? '' : `缺：${missing.join('、')}`].filter((w) => w !== '').join('；')
      const row = sheet.add([
        put(number, 'index'), put(item.name, card === undefined ? 'text' : 'nameLink'), put(procedure.name, 'text'), known(procedure.authority), dateCell(procedure.neededBy, '—'), dateCell(by(procedure.appliedOn), '—'), dateCell(by(procedure.acceptedOn), '—'),
        dateCell(by(procedure.approvedOn), '—'), put(by(procedure.approvedOn) === null ? null : procedure.documentNumber, 'text'), dateCell(procedure.expiresOn, '—'), put(state, STATE_STYLES[state]), put(waitingDays, 'months'), put(overdueDays === 0 ? null : overdueDays, 'months'),
        put(held === '' ? null : held, 'text'), put(procedure.handlings.length === 0 ? null : procedure.handlings.join('、'), 'centre'), known(procedure.handler, 'centre'), put(procedure.remarks, 'text'),
      ], 20, { project: item.name, labels: COLUMNS.map((c) => c.label) })
      sheet.linkCard(row, { column: 2, text: item.name }, card)
    }
  }
  sheet.line(`共 ${number} 项手续：${[...counts].map(([state, count]) => `${state} ${count} 项`).join('，')}。按 ${day} 判断。`, 'remark', 18)
  addSignature(sheet, data)
  return finish(sheet, data, { key: 'procedures', name: '前期手续表', paper, landscape: true, header: { first: header, last: header }, frozenColumns: 3, tab: TABS.table, more: filterOver(header, number, COLUMNS.length) })
}
