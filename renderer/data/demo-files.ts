import type { Attachment, AttachedTo } from '@/domain/method-records'
import { orderId } from '@/domain/order-number'
import { dateOnly } from '@/domain/period'
import type { ReadFile } from '@/exchange/package-file'
import { sha256Sync } from '@/exchange/sha256'
import { demoIssueId } from './demo-issues'
import { demoPaper } from './demo-paper'
import { demoPicture } from './demo-picture'
import { DEMO_YEAR } from './demo-year'

type Row = readonly [table: AttachedTo, recordId: string, name: string, caption: string, addedOn: string, make: () => Uint8Array<ArrayBuffer>]

const record = (kind: string, ...numbers: readonly (readonly [n: number, digits: number])[]): string => `01DEM${kind}${numbers.map(([n, digits]) => String(n).padStart(digits, '0')).join('')}`

const MADE_UP = ['', '本文件是编的，只为试用和培训。'] as const

/** One or two made-up files on a record of each kind; the words agree with what that record says. */
const ROWS: readonly Row[] = [
  ['projects', record('PRJ', [47, 18]), '工地全景.png', '虚构演示：工地全景', '2020-11-20', () => demoPicture({ caption: '现场', floors: 5, tidy: true, banner: false })],
  ['projects', record('PRJ', [47, 18]), '可研批复.pdf', '虚构演示：可研批复', '2019-12-04', () => demoPaper('关于门诊综合楼可行性研究报告的批复', ['同意建设内容、规模和投资估算。', '请据此开展初步设计，落实建设条件。', ...MADE_UP])],
  ['milestones', record('MS', [47, 9], [3, 10]), '主体结构验收记录.pdf', '虚构演示：验收记录', '2020-11-01', () => demoPaper('主体结构验收记录', ['主体结构已按图完成，质量合格，同意通过。', ...MADE_UP])],
  ['procedures', record('PRC', [47, 8], [1, 10]), '立项批复.pdf', '虚构演示：立项批复', '2019-11-10', () => demoPaper('关于门诊综合楼项目立项的批复', ['演批〔2019〕55号', '同意立项，请抓紧办理后续手续。', ...MADE_UP])],
  ['issues', demoIssueId(0), '围挡整改前.png', '虚构演示：整改前', '2020-04-13', () => demoPicture({ caption: '整改前', floors: 0, tidy: false, banner: false })],
  ['issues', demoIssueId(0), '围挡整改后.png', '虚构演示：整改后', '2020-04-23', () => demoPicture({ caption: '整改后', floors: 0, tidy: true, banner: false })],
  ['supervisionOrders', orderId(DEMO_YEAR, 1), '督办回复函.pdf', '虚构演示：回复函', '2020-04-28', () => demoPaper('关于督办事项的回复', ['三户中已签两户，余一户月底前签订。', ...MADE_UP])],
  ['constructionEvents', record('EVT', [1, 18]), '开工现场.png', '虚构演示：开工现场', '2020-03-05', () => demoPicture({ caption: '开工现场', floors: 0, tidy: true, banner: true })],
]

interface DemoFile {
  readonly record: Attachment
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Drawn once: they are the same at every call. */
let made: readonly DemoFile[] | undefined

function files(): readonly DemoFile[] {
  return (made ??= ROWS.map(([table, recordId, name, caption, addedOn, make], i): DemoFile => {
    const bytes = make()
    const type = name.endsWith('.png') ? 'image/png' : 'application/pdf'
    return { bytes, record: { id: record('ATT', [i + 1, 18]), deletedAt: null, table, recordId, name, type, size: bytes.length, sha256: sha256Sync(bytes), addedOn: dateOnly(addedOn), caption } }
  }))
}

/** Attached files for the demonstration ledger, for whoever wants to see some (stores/demo-files.ts). */
export function demoAttachments(): Attachment[] {
  return files().map((file) => file.record)
}

export const readDemoFile: ReadFile = async (sha256) => files().find((file) => file.record.sha256 === sha256)?.bytes ?? null
