import type { BulletinOptions } from '@/domain/bulletin'
import type { BulletinEdit } from '@/domain/bulletin-parts'
import type { DateOnly } from '@/domain/period'
import type { ReportOptions } from '@/domain/report-catalogue'
import type { LedgerSlice } from './ledger-slices'
import type { TaskReply } from './task'

/** Which projects' 任务书, for which year. */
export type TaskChoice = Pick<ReportOptions, 'period' | 'scope' | 'projectIds'>

/** A paper in Word. */
export type DocumentWish =
  /** `day` is the day on which problems and procedures are judged. */
  | { readonly kind: 'tasks'; readonly choice: TaskChoice; readonly day: DateOnly }
  | { readonly kind: 'bulletin'; readonly options: BulletinOptions; readonly edits: readonly BulletinEdit[] }

/** What the page asks the worker for: the ledger first, then one paper of it. */
export type DocumentRequest = LedgerSlice | DocumentWish

/** The bytes of the file. */
export type DocumentReply = TaskReply<Uint8Array>
