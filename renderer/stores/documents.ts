import { onScopeDispose, shallowRef } from 'vue'
import type { BulletinOptions } from '@/domain/bulletin'
import type { BulletinEdit } from '@/domain/bulletin-parts'
import type { DateOnly } from '@/domain/period'
import { reportFileName } from '@/domain/report-catalogue'
import { today } from '@/shared/clock'
import type { WorkAt } from '@/shared/work'
import { makeDocument, type DocumentWish, type TaskChoice } from '@/workers/document-client'
import { exportWorkbook } from '@/workers/export-client'
import { TaskFailure, type Task } from '@/workers/task'
import { useLedgerStore } from './ledger'
import { useShell } from './shell'
import { useToastStore } from './toasts'

const WORD = { label: 'Word 文档', extension: 'docx' } as const
/** The pages are laid out; packing them cannot be told of. */
const PACKING: WorkAt = { words: '正在装成文件', share: null }
const EXCEL = { label: 'Excel 工作簿', extension: 'xlsx' } as const

/** Makes papers in Word and Excel off the screen's thread, one at a time, and saves them where the person wants; says what became of it. */
export function useDocuments() {
  const store = useLedgerStore()
  const shell = useShell()
  const toasts = useToastStore()
  /** How far the paper is; null: none is being made. */
  const making = shallowRef<WorkAt | null>(null)
  let task: Task<unknown> | null = null

  async function save(suggestedName: string, kind: typeof WORD | typeof EXCEL, start: (onProgress: (share: number) => void) => Task<Uint8Array>): Promise<void> {
    if (task !== null) return
    const tell = (share: number): void => void (making.value = kind === EXCEL ? { words: '正在做表', share } : share < 1 ? { words: '正在排版', share } : PACKING)
    tell(0)
    try {
      const own = start(tell)
      task = own
      const bytes = await own.result
      making.value = null
      const result = await shell.saveFile({ suggestedName, kind, bytes })
      if (result.outcome === 'saved') toasts.show(result.where === null ? `已存 ${result.name}` : `已存到 ${result.where}`)
      else if (result.outcome === 'failed') toasts.show(result.message)
    } catch (error) {
      if (!(error instanceof TaskFailure)) console.error(error)
      toasts.show(error instanceof TaskFailure ? error.message : '文件没有做成，台账没有变。请再试一次')
    } finally {
      making.value = task = null
    }
  }

  const word = (name: string, wish: DocumentWish): Promise<void> => save(name, WORD, (onProgress) => makeDocument(store.current, wish, onProgress))

  onScopeDispose(() => task?.cancel())
  return {
    making, cancel: () => task?.cancel(),
    saveBulletin: (options: BulletinOptions, edits: readonly BulletinEdit[]): Promise<void> => word(reportFileName({ report: 'bulletin', ...options }, today(), 'docx'), { kind: 'bulletin', options, edits }),
    saveTasksWord: (choice: TaskChoice, name: string, day: DateOnly): Promise<void> => word(`${name}.docx`, { kind: 'tasks', choice, day }),
    saveTasksExcel: (choice: TaskChoice, name: string): Promise<void> => save(`${name}.xlsx`, EXCEL, (onProgress) => {
      const { result, cancel } = exportWorkbook({ ledger: store.current, today: today(), options: { ...choice, report: 'tasks', unit: '万元', paper: 'A4', preparedOn: null } }, onProgress)
      return { result: result.then((w) => w.bytes), cancel }
    }),
  }
}
