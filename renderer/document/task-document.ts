import { AlignmentType, Paragraph, type Table } from 'docx'
import { formatMoney, formatMoneyOrUnknown, UNKNOWN_FIGURE } from '@/domain/money'
import type { DateOnly } from '@/domain/period'
import { TASK_OBSTACLES, TASK_SIGNERS, type TaskSheet } from '@/domain/task-sheet'
import { FONTS, mm, run } from './official-paper'
import { packDocument } from './pack'
import { cutToLines, ruledTable, type Cell, type Row } from './table'

export interface TaskDocument {
  readonly tasks: readonly TaskSheet[]
  readonly author: string
  /** The day on which problems and procedures are judged. */
  readonly day: DateOnly
  /** 虚构演示数据, or null. */
  readonly mark: string | null
}

const SIZE = 20
const SMALL = 19
/** mm: 月份, 计划投资, 本月任务 as two, 责任人. */
const WIDTHS = [20, 28, 52, 46, 32] as const
const wide = (from: number, span: number): number => WIDTHS.slice(from, from + span).reduce((a, b) => a + b, 0)

/** 任务书 as a Word document: a page a project, in the order given. */
export function taskDocument({ tasks, author, day, mark }: TaskDocument, tell: (share: number) => void): Promise<Uint8Array> {
  return packDocument({
    title: `${tasks[0]?.year ?? ''} 年重点项目任务书`, creator: author, description: mark ?? '', styles: { default: { document: { run: { font: FONTS.plain, size: SIZE } } } },
    sections: [{
      properties: { page: { size: { width: mm(210), height: mm(297) }, margin: { top: mm(12), bottom: mm(8), left: mm(16), right: mm(16), header: mm(5), footer: mm(5) } } },
      children: tasks.flatMap((task, i) => {
        const page = taskPage(task, author, day, mark, i > 0)
        tell((i + 1) / tasks.length)
        return page
      }),
    }],
  }, day)
}

function taskPage(task: TaskSheet, author: string, day: DateOnly, mark: string | null, newPage: boolean): (Paragraph | Table)[] {
  const { project } = task.entry
  return [
    new Paragraph({ alignment: AlignmentType.CENTER, pageBreakBefore: newPage, spacing: { after: 60 }, children: [run(`${task.year} 年重点项目任务书`, FONTS.title, 40)] }),
    new Paragraph({ spacing: { after: 60 }, children: [run(`填报单位：${author}　　问题和手续截至 ${day}　　单位：万元${mark === null ? '' : `　　【${mark}】`}`, FONTS.plain, 19)] }),
    ruledTable(WIDTHS, [
      { height: 9, cells: [label('项目名称'), { ...text(project.name ?? UNKNOWN_FIGURE, 1, 4, 2), bold: true }] },
      { height: 13, cells: [label('建设内容'), text(project.scale ?? UNKNOWN_FIGURE, 1, 4, 3)] },
      pair('项目单位', project.owner, '施工单位', project.contractor),
      pair('责任单位', project.responsibleUnit, '责任人', project.responsiblePerson),
      pair('包联领导', project.sponsoringLeader, '起止时间', `${project.startDate ?? UNKNOWN_FIGURE} 至 ${project.plannedCompletion ?? UNKNOWN_FIGURE}`),
      pair('总投资', formatMoneyOrUnknown(project.totalInvestment), '截至上年底', formatMoneyOrUnknown(task.completedBefore)),
      { height: 13, cells: [label('年度目标'), text(task.goals.length === 0 ? `${UNKNOWN_FIGURE}：还没有年度计划和节点` : `${task.goals.join('；')}。`, 1, 4, 3)] },
      { height: 7, cells: [label('月份'), label('计划投资'), { ...label('本月任务'), span: 2 }, label('责任人')] },
      ...task.months.map((m): Row => ({
        height: 9, cells: [{ text: `${m.month}月`, align: 'center' }, { text: m.planned === null ? '' : formatMoney(m.planned), align: 'right' }, text(m.tasks.join('；'), 2, 2, 2), text(m.people.join('、'), 4, 1, 2)],
      })),
      { height: 30, cells: [label('存在问题'), text(obstacleWords(task.obstacles), 1, 4, 7)] },
      ...[TASK_SIGNERS.slice(0, 2), TASK_SIGNERS.slice(2)].map((names): Row => ({ height: 14, cells: names.map((name, i) => ({ text: `${name}签字：　　　　　年　　月　　日`, span: i === 0 ? 3 : 2 })) })),
    ], FONTS.plain, SIZE),
  ]
}

function label(words: string): Cell {
  return { text: words, align: 'center', font: FONTS.heading }
}

/** A text that has to stand in so many lines of its columns: what does not fit is left out, so that a project stays on its page. */
function text(words: string, from: number, span: number, lines: number): Cell {
  return { text: cutToLines(words, wide(from, span), SMALL, lines), span, size: SMALL }
}

function pair(a: string, first: string | null, b: string, second: string | null): Row {
  return { height: 9, cells: [label(a), text(first ?? UNKNOWN_FIGURE, 1, 2, 2), { ...label(b), align: 'center' }, text(second ?? UNKNOWN_FIGURE, 4, 1, 2)] }
}

function obstacleWords(obstacles: readonly string[]): string {
  const rest = obstacles.length - TASK_OBSTACLES
  return [...obstacles.slice(0, TASK_OBSTACLES).map((o, i) => `${i + 1}. ${o}`), ...(rest > 0 ? [`另有 ${rest} 件，见问题台账和前期手续表`] : [])].join('\n')
}
