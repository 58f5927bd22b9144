import { UNKNOWN_FIGURE } from '@/domain/money'
import { formatPeriod, yearOf, type DateOnly } from '@/domain/period'
import type { ReportData } from '../report-data'
import type { MadeSheets } from '../sheet-book'
import { capacityOf, countLines, mostLines } from '../text-measure'
import type { BehindItem } from './behind-list'
import { overallWords } from './leader-figures'
import { SheetBuilder } from './sheet-builder'
import { finish, TABS } from './sheet-frame'

/** Upright A4 with the margins of official papers, in mm: lines of about 28 characters of 16 points. */
const MARGINS = { left: 28, right: 26, top: 37, bottom: 30, header: 15, footer: 15 } as const
const WIDTH = 72
const SIZE = 16

/**
 * `通报稿`: a draft in the usual form of an official paper. It holds what the ledger says and nothing else; the document
 * number, the addressees' deadline and the signature are left blank.
 */
export function letterSheets(data: ReportData, behind: readonly BehindItem[]): MadeSheets {
  const { options, ledger, mark } = data
  const { redPoints, yellowPoints, overdueRedDays } = ledger.settings
  const sheet = new SheetBuilder([WIDTH])
  const body = (text: string): void => {
    for (const piece of pieces(`　　${text}`)) sheet.line(piece, 'letterBody', 30)
  }
  if (mark !== null) sheet.line(`【${mark}】本稿中的项目、金额、单位和姓名都是编造的，只供演示`, 'letterDemo', 22)
  sheet.line('　　　　〔　　　　〕　　号', 'letterNumber', 30)
  sheet.line(null, 'letterRule', 6)
  sheet.gap(14)
  sheet.line(`关于${formatPeriod(options.period)}重点项目进度红黄牌情况的通报`, 'letterTitle', 60)
  sheet.gap(10)
  sheet.line('各责任单位、各项目单位：', 'letterBody', 30)
  body(`现将${formatPeriod(options.period)}重点项目进度红黄牌情况通报如下。`)
  sheet.line('　　一、总体情况', 'letterHeading', 32)
  body(overallWords(data))
  const red = behind.filter(({ item }) => item.warning.light === '红')
  const yellow = behind.filter(({ item }) => item.warning.light === '黄')
  sheet.line(`　　二、红牌项目（${red.length} 个）`, 'letterHeading', 32)
  body(red.length === 0 ? '本期没有红牌项目。' : `落后序时进度超过 ${redPoints} 个百分点，或节点逾期超过 ${overdueRedDays} 天，或挂牌项目的问题超过整改期限，予以红牌通报：`)
  red.forEach((b, i) => body(itemWords(b, i + 1)))
  sheet.line(`　　三、黄牌项目（${yellow.length} 个）`, 'letterHeading', 32)
  body(yellow.length === 0 ? '本期没有黄牌项目。' : `落后序时进度超过 ${yellowPoints} 个、不超过 ${redPoints} 个百分点，或节点逾期不超过 ${overdueRedDays} 天，予以黄牌通报：`)
  yellow.forEach((b, i) => body(itemWords(b, i + 1)))
  sheet.line('　　四、有关要求', 'letterHeading', 32)
  body('请以上项目的责任单位和项目单位查明原因，拿出措施，于　　月　　日前将整改情况书面报　　　　　　　　。')
  sheet.gap(30)
  sheet.line(`${ledger.settings.unitName}　　　　`, 'letterRight', 30)
  sheet.line(`${dayWords(options.preparedOn, yearOf(options.period))}　　　　`, 'letterRight', 30)
  return finish(sheet, data, { key: 'bulletin-letter', name: '通报稿', paper: 'A4', landscape: false, header: null, tab: TABS.leader, margins: MARGINS })
}

/** One project: name, who answers for it, the reason, and what was reported as problem and measure. */
function itemWords({ item, months }: BehindItem, number: number): string {
  const { project } = item.entry
  const { report } = item.figures
  const words = [
    `${number}．${oneLine(item.name)}（责任单位：${project.responsibleUnit ?? UNKNOWN_FIGURE}；包联领导：${project.sponsoringLeader ?? UNKNOWN_FIGURE}）：${item.warning.reason}`,
    months > 1 ? `，连续 ${months} 个月红黄牌。` : '。',
    report === null || report.problems === null ? '' : `存在问题：${ended(report.problems)}`,
    report === null || report.measures === null ? '' : `下步措施：${ended(report.measures)}`,
  ]
  return words.join('')
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/gu, ' ')
}

function ended(text: string): string {
  const plain = oneLine(text)
  return /[。！？.!?；;]$/u.test(plain) ? plain : `${plain}。`
}

function dayWords(day: DateOnly | null, year: number): string {
  return day === null ? `${year}年　　月　　日` : `${Number(day.slice(0, 4))}年${Number(day.slice(5, 7))}月${Number(day.slice(8))}日`
}

/** A paragraph as high as one row can be, so that a page may end between its parts. */
function pieces(text: string): string[] {
  const capacity = capacityOf(WIDTH, SIZE)
  const most = Math.min(8, mostLines(SIZE) - 1)
  if (countLines(text, capacity) <= most) return [text]
  const found: string[] = []
  let current = ''
  for (const character of text) {
    if (countLines(current + character, capacity) > most) {
      found.push(current)
      current = ''
    }
    current += character
  }
  return current === '' ? found : [...found, current]
}
