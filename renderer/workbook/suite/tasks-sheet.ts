import { formatMoney, moneyAsNumber, UNKNOWN_FIGURE } from '@/domain/money'
import { lastDayOf, yearOf } from '@/domain/period'
import { taskSheet, TASK_OBSTACLES, TASK_SIGNERS, type TaskSheet } from '@/domain/task-sheet'
import { HOUSE_STYLE, type StyleKind } from '../house-style'
import type { ReportData } from '../report-data'
import type { BookPlan, MadeSheets } from '../sheet-book'
import { beginningWithin, countLines, heightFor } from '../text-measure'
import { put, SheetBuilder, type Placed } from './sheet-builder'
import { finish, money, TABS } from './sheet-frame'

/** 月份, 计划投资, 本月任务 (two columns, so that the head has four cells a row), 责任人. */
const WIDTHS = [10, 17, 25, 24, 16] as const
const MORE = '…（全文见“说明”）'
/** Points of a page between the margins of an upright A4 page, less what another program's fonts may add. */
const PAGE_POINTS = 745
/** Of the rows below the months: 全年, and two rows of signatures. */
const [YEAR_POINTS, SIGNATURE_POINTS] = [24, 34]
/** A month on one line, and on two; and the most that it is given where the page has room to spare. */
const [ONE_LINE, TWO_LINES, MOST] = [19, 29, 38]

/** `任务书`: what each project has to do in the year of the period, an upright A4 page each, as it is signed. */
export function taskSheets({ data }: BookPlan): MadeSheets {
  const sheet = new SheetBuilder(WIDTHS)
  const { period } = data.options
  for (const item of data.items) {
    addTask(sheet, data, taskSheet(item.entry, yearOf(period), lastDayOf(period), data.ledger.settings.dueSoonDays), item.name)
    sheet.breakPage()
  }
  return finish(sheet, data, { key: 'tasks', name: '任务书', paper: 'A4', landscape: false, header: null, tab: TABS.pages })
}

function addTask(sheet: SheetBuilder, { ledger, options, mark }: ReportData, task: TaskSheet, name: string): void {
  const { project } = task.entry
  const { unit } = options
  const heightBefore = sheet.height
  const label = (text: string): Placed => put(text, 'cardLabel')
  /** A text in a row of fixed height: cut to its lines, whole in 说明, so that a project stays on its page. */
  const fitted = (about: string, text: string, style: StyleKind, left: number, span: number, lines: number): Placed => {
    const shown = cutTo(text, sheet.capacity(left, span, HOUSE_STYLE[style].font.size), lines)
    if (shown !== text) sheet.cut.push({ project: name, column: `任务书 ${about}`, text })
    return put(shown, style, span)
  }
  const pair = (a: string, first: string | null, b: string, second: string | null): void => {
    sheet.add([label(a), fitted(a, first ?? UNKNOWN_FIGURE, 'cardText', 2, 2, 1), label(b), fitted(b, second ?? UNKNOWN_FIGURE, 'cardText9', 5, 1, 2)], 32)
  }
  if (mark !== null) sheet.line(`【${mark}】`, 'cardLineDemo', 18)
  sheet.line(`${task.year} 年重点项目任务书`, 'title', 36)
  sheet.add([put(`填报单位：${ledger.settings.unitName}`, 'unitLine', 3), put(`单位：${unit}`, 'unitLineRight', 2)], 20)
  sheet.add([label('项目名称'), fitted('项目名称', name, 'cardText', 2, 4, 2)], 34)
  sheet.add([label('建设内容'), fitted('建设内容', project.scale ?? UNKNOWN_FIGURE, 'cardText9', 2, 4, 3)], 46)
  pair('项目单位', project.owner, '施工单位', project.contractor)
  pair('责任单位', project.responsibleUnit, '责任人', project.responsiblePerson)
  pair('包联领导', project.sponsoringLeader, '开工时间', project.startDate)
  sheet.add([label('总投资'), { ...money(project.totalInvestment, unit), span: 2 }, label('截至上年底累计'), money(task.completedBefore, unit)], 24)
  sheet.add([label('年度目标'), fitted('年度目标', task.goals.length === 0 ? `${UNKNOWN_FIGURE}：还没有年度计划和节点` : `${task.goals.join('；')}。`, 'cardText9', 2, 4, 3)], 46)
  sheet.add([label('月份'), label('计划投资'), put('本月任务', 'cardLabel', 2), label('责任人')], 22)
  const rest = task.obstacles.length - TASK_OBSTACLES
  const obstacles = [...task.obstacles.slice(0, TASK_OBSTACLES).map((o, i) => `${i + 1}．${o}`), ...(rest > 0 ? [`另有 ${rest} 件，见问题台账和前期手续表`] : [])].join('\n')
  const obstacleLines = Math.min(6, countLines(obstacles, sheet.capacity(2, 4, HOUSE_STYLE.cardText8.font.size)))
  const obstaclePoints = heightFor(obstacleLines, HOUSE_STYLE.cardText8.font.size, 40)
  // What is left of the page gives a second line to the months that need one, in their order, and then some air to all of them.
  let spare = PAGE_POINTS - (sheet.height - heightBefore) - YEAR_POINTS - obstaclePoints - 2 * SIGNATURE_POINTS - task.months.length * ONE_LINE
  const first = sheet.next
  const months = task.months.map((month) => {
    const [tasks, people] = [month.tasks.join('；'), month.people.join('、')]
    const twoLines = spare >= TWO_LINES - ONE_LINE && (!sheet.fitsOneLine(tasks, 3, 2, HOUSE_STYLE.cardText8.font.size) || !sheet.fitsOneLine(people, 5, 1, HOUSE_STYLE.cardText8.font.size))
    if (twoLines) spare -= TWO_LINES - ONE_LINE
    return { month, tasks, people, lines: twoLines ? 2 : 1 }
  })
  const air = Math.max(0, Math.floor(spare / months.length))
  for (const { month, tasks, people, lines } of months) {
    sheet.add([label(`${month.month}月`), month.planned === null ? put(null, 'cardText') : money(month.planned, unit), fitted(`${month.month}月任务`, tasks, 'cardText8', 3, 2, lines), fitted(`${month.month}月责任人`, people, 'cardText8', 5, 1, lines)], Math.min(MOST, (lines === 2 ? TWO_LINES : ONE_LINE) + air))
  }
  const whole = task.months.every((m) => m.planned !== null) && task.planned !== null
  sheet.add([put('全年', 'cardLabel'), whole && task.planned !== null ? put({ formula: `SUM(B${first}:B${first + 11})`, result: moneyAsNumber(task.planned, unit) }, unit === '亿元' ? 'totalMoneyYi' : 'totalMoney') : money(task.planned, unit), put(whole ? null : task.planned === null ? null : `年度计划 ${formatMoney(task.planned, unit)}，没有分月计划`, 'cardText9', 3)], YEAR_POINTS)
  sheet.add([label('存在问题'), fitted('存在问题', obstacles, 'cardText8', 2, 4, obstacleLines)], obstaclePoints)
  const half = Math.ceil(TASK_SIGNERS.length / 2)
  for (const names of [TASK_SIGNERS.slice(0, half), TASK_SIGNERS.slice(half)]) sheet.add([put(`${names[0]}签字：　　　　　　　年　　月　　日`, 'cardText9', 3), put(`${names[1]}签字：　　　　　　　年　　月　　日`, 'cardText9', 2)], SIGNATURE_POINTS)
}

/** The beginning of a text that stands in so many lines. */
function cutTo(text: string, capacity: number, lines: number): string {
  if (countLines(text, capacity) <= lines) return text
  const beginning = beginningWithin(text, capacity, lines, MORE)
  return beginning === '' ? '…' : `${beginning}${MORE}`
}
