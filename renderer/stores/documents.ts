import type { BulletinOptions } from '@/domain/bulletin'
import type { BulletinEdit } from '@/domain/bulletin-parts'
import type { DateOnly } from '@/domain/period'
import type * as WordModule from '@/document/word-report'
import { buildLedger, type Ledger } from '@/domain/ledger'
import { reportFileName, type ReportOptions } from '@/domain/report-catalogue'
import { reportSource } from '@/exchange/frozen-report'
import { today } from '@/shared/clock'
import { exportWorkbook } from '@/workers/export-client'
import { useLedgerStore } from './ledger'
import { useShell } from './shell'
import { useToastStore } from './toasts'

type WordReports = typeof WordModule
type TaskChoice = Pick<ReportOptions, 'period' | 'scope' | 'projectIds'>

/** Of a locked month what was locked, else the ledger as it stands. Throws SnapshotError where the locked content cannot be used. */
export function ledgerOf(ledger: Ledger, options: BulletinOptions): { ledger: Ledger; options: BulletinOptions; locked: boolean } {
  const source = reportSource(ledger, { report: 'bulletin', paper: 'A4', ...options })
  return { ledger: 'entries' in source.ledger ? source.ledger : buildLedger(source.ledger), options: { ...options, preparedOn: source.options.preparedOn }, locked: (source.options.frozen ?? null) !== null }
}

/** Makes papers in Word and Excel and saves them where the person wants; says what became of it. The Word library is loaded when it is first needed. */
export function useDocuments() {
  const store = useLedgerStore()
  const shell = useShell()
  const toasts = useToastStore()

  async function save(suggestedName: string, kind: { label: string; extension: 'docx' | 'xlsx' }, make: () => Promise<Uint8Array>): Promise<void> {
    try {
      const result = await shell.saveFile({ suggestedName, kind, bytes: await make() })
      if (result.outcome === 'saved') toasts.show(result.where === null ? `已存 ${result.name}` : `已存到 ${result.where}`)
      else if (result.outcome === 'failed') toasts.show(result.message)
    } catch (error) {
      console.error(error)
      toasts.show(error instanceof Error && /[\u4e00-\u9fff]/u.test(error.message) ? error.message : '文件没有做成，台账没有变。请再试一次')
    }
  }

  const word = (name: string, make: (word: WordReports) => Promise<Uint8Array>): Promise<void> => save(name, { label: 'Word 文档', extension: 'docx' }, async () => make(await import('@/document/word-report')))

  return {
    saveBulletin: (wished: BulletinOptions, edits: readonly BulletinEdit[]): Promise<void> =>
      word(reportFileName({ report: 'bulletin', ...wished }, today(), 'docx'), (w) => {
        const source = ledgerOf(store.current, wished)
        return w.wordBulletin(source.ledger, source.options, edits)
      }),
    saveTasksWord: (choice: TaskChoice, name: string, day: DateOnly): Promise<void> => word(`${name}.docx`, (w) => w.wordTasks(store.current, choice, day)),
    saveTasksExcel: (choice: TaskChoice, name: string): Promise<void> => save(`${name}.xlsx`, { label: 'Excel 工作簿', extension: 'xlsx' }, async () =>
      (await exportWorkbook({ ledger: store.current, today: today(), options: { ...choice, report: 'tasks', unit: '万元', paper: 'A4', preparedOn: null } }).result).bytes),
  }
}
