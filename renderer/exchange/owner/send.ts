import { registeredEntries, type Ledger, type PortfolioScope, type ProjectEntry } from '@/domain/ledger'
import { formatPeriod, type DateOnly, type Period } from '@/domain/period'
import { nextIssue, type SentRecord } from '@/domain/sent-workbook'
import { writeWorkbook } from '@/workbook/write-workbook'
import { dueWords } from './guide-sheet'
import { ownerWorkbook } from './owner-workbook'
import { sentWorkbook, type SentWorkbook } from './sent-workbook'

/** One workbook that is about to be sent. */
export interface Parcel {
  readonly owner: string
  readonly entries: readonly ProjectEntry[]
  readonly issue: number
  /** `县某水务公司_2020-04_填报表.xlsx`; each once within one sending, whatever the case of its letters. */
  readonly fileName: string
}

export interface SendOptions {
  readonly period: Period
  readonly scope: PortfolioScope
  /** One workbook per owner, or one for each project. */
  readonly per: 'owner' | 'project'
  /** Only these owners; null: all. */
  readonly owners: ReadonlySet<string> | null
}

/** What is to be sent, and the projects that no one is asked about since their 项目单位 is not filled in. */
export function planParcels(ledger: Ledger, sent: readonly SentRecord[], { period, scope, per, owners }: SendOptions): { parcels: Parcel[]; withoutOwner: ProjectEntry[] } {
  const groups = new Map<string, { owner: string; subject: string; entries: ProjectEntry[] }>()
  const withoutOwner: ProjectEntry[] = []
  for (const entry of registeredEntries(ledger, scope)) {
    const owner = entry.project.owner?.trim() ?? ''
    if (owner === '') withoutOwner.push(entry)
    else if (owners === null || owners.has(owner)) {
      const key = per === 'owner' ? owner : entry.project.id
      const group = groups.get(key)
      if (group === undefined) groups.set(key, { owner, subject: per === 'owner' ? owner : `${owner}_${entry.project.name ?? ''}`, entries: [entry] })
      else group.entries.push(entry)
    }
  }
  const taken = new Set<string>()
  const parcels = [...groups.values()].sort((a, b) => (a.subject < b.subject ? -1 : 1)).map(({ owner, subject, entries }): Parcel => {
    const issue = nextIssue(sent, period, entries.map((e) => e.project.id))
    return { owner, entries, issue, fileName: freeName(fileStem(subject, period, issue), taken) }
  })
  return { parcels, withoutOwner }
}

/** Names that Windows and WeChat take; long ones are cut, since a path there has at most 260 characters. */
function fileStem(subject: string, period: Period, issue: number): string {
  const plain = [...subject.replace(/[\\/:*?"<>|\u0000-\u001f]/gu, ' ').replace(/\s+/gu, ' ').trim()].slice(0, 60).join('').replace(/[. ]+$/u, '')
  return `${plain === '' ? '项目单位' : plain}_${period}_填报表${issue === 1 ? '' : `_第${issue}次`}`
}

function freeName(stem: string, taken: Set<string>): string {
  let name = `${stem}.xlsx`
  for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${stem}(${n}).xlsx`
  taken.add(name.toLowerCase())
  return name
}

export interface MadeParcel {
  readonly parcel: Parcel
  readonly sent: SentWorkbook
  readonly bytes: Uint8Array
}

/** Makes the bytes of one workbook. The same ledger gives the same bytes. */
export async function makeParcel(ledger: Ledger, parcel: Parcel, period: Period, due: DateOnly): Promise<MadeParcel> {
  const sent = await sentWorkbook(ledger, parcel.owner, period, parcel.issue, parcel.entries)
  return { parcel, sent, bytes: await writeWorkbook(await ownerWorkbook(ledger, sent, due)) }
}

/** What is written to owners along with the file. */
export function coverText(unitName: string, period: Period, due: DateOnly, owner: string | null = null): string {
  return `${owner === null ? '各项目单位' : owner}：\n\n　　随信附上 ${formatPeriod(period)}重点项目填报表（Excel 文件，每个单位一份）。请在“本月填报”表的浅黄色格子里填好本月完成投资、到位资金、形象进度、存在问题和下步措施，于 ${dueWords(due)}前把文件原样发回。怎么填写在“填写说明”里，不用安装任何软件。\n\n　　有疑问请与我们联系。\n\n${unitName}\n`
}

/** What is written to an owner who has not returned the file. */
export function reminderText(unitName: string, owner: string, period: Period, due: DateOnly, today: DateOnly): string {
  const late = today > due
  return `${owner}：${formatPeriod(period)}重点项目填报表${late ? `原定 ${dueWords(due)}前发回，现在还没有收到` : `请于 ${dueWords(due)}前发回`}。请填好“本月填报”表里的浅黄色格子，把文件原样发回；如果文件找不到了，请告诉我们，我们再发一份。${unitName}`
}
