import type { Ledger } from '@/domain/ledger'
import type { ImportChoices } from '@/exchange/import/choices'
import type { ImportEdit } from '@/exchange/import/working'
import type { ImportReply, ImportRequest, PlanView, RowView, SheetGlance } from './import-messages'
import { handLedger } from './ledger-slices'

const CANCELLED = '已取消，台账没有变'

/** Thrown where reading or planning fails or is cancelled; the message is a Chinese sentence. */
export class ImportFailure extends Error {
  override readonly name = 'ImportFailure'
  constructor(message: string, readonly cancelled: boolean) {
    super(message)
  }
}

export interface PlannedImport {
  readonly plan: PlanView
  readonly rows: readonly RowView[]
  readonly edits: readonly ImportEdit[]
}

type Source = Extract<ImportRequest, { kind: 'read' | 'paste' }>

function startWorker(): Worker {
  return new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module', name: 'import' })
}

/** One table on its way in: read once in a worker, planned as often as the person changes something. */
export class ImportClient {
  private worker: Worker | null = null
  /** The ledger that the worker has. */
  private sent: Ledger | null = null
  private refuse: ((failure: ImportFailure) => void) | null = null

  constructor(private readonly source: Source, private readonly onProgress: (share: number) => void, private readonly start: () => Worker = startWorker) {}

  /** Reads the table. Rejects with ImportFailure. */
  async read(): Promise<readonly SheetGlance[]> {
    const reply = await this.ask(this.source)
    if (reply.kind !== 'book') throw new ImportFailure('没有读成，请再选一次', false)
    return reply.sheets
  }

  /** Plans the import. Rejects with ImportFailure. */
  async plan(ledger: Ledger, choices: ImportChoices, seed: string): Promise<PlannedImport> {
    if (this.worker === null) await this.read()
    if (this.sent !== ledger) await this.hand(ledger)
    const rows: RowView[] = []
    const edits: ImportEdit[] = []
    const reply = await this.ask({ kind: 'plan', choices, seed }, (portion) => {
      rows.push(...portion.rows)
      edits.push(...portion.edits)
    })
    if (reply.kind !== 'plan') throw new ImportFailure('没有核对成，请再试一次', false)
    return { plan: reply.plan, rows, edits }
  }

  private async hand(ledger: Ledger): Promise<void> {
    const { worker } = this
    const handed = await handLedger(ledger, (slice) => worker?.postMessage(slice satisfies ImportRequest), () => this.worker === worker)
    if (!handed) throw new ImportFailure(CANCELLED, true)
    this.sent = ledger
  }

  /** Ends what is under way; what was read is read anew when it is needed again. */
  cancel(): void {
    this.worker?.terminate()
    this.worker = this.sent = null
    this.refuse?.(new ImportFailure(CANCELLED, true))
  }

  private ask(request: ImportRequest, onPortion: (portion: Extract<ImportReply, { kind: 'portion' }>) => void = () => undefined): Promise<ImportReply> {
    const worker = (this.worker ??= this.start())
    return new Promise((resolve, reject) => {
      const end = (settle: () => void): void => {
        worker.removeEventListener('message', listen)
        worker.removeEventListener('error', fail)
        this.refuse = null
        settle()
      }
      const listen = ({ data }: MessageEvent<ImportReply>): void => {
        if (data.kind === 'progress') this.onProgress(data.share)
        else if (data.kind === 'portion') onPortion(data)
        else if (data.kind === 'failed') end(() => reject(new ImportFailure(data.message, false)))
        else end(() => resolve(data))
      }
      const fail = (event: ErrorEvent): void => {
        event.preventDefault()
        this.worker = this.sent = null
        end(() => reject(new ImportFailure(`没有读成，台账没有变，请再试一次（${event.message || '导入线程没有启动'}）`, false)))
      }
      this.refuse = (failure) => end(() => reject(failure))
      worker.addEventListener('message', listen)
      worker.addEventListener('error', fail)
      worker.postMessage(request)
    })
  }
}
