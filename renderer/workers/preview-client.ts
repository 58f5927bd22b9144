import type { Ledger } from '@/domain/ledger'
import type { ReportOptions } from '@/domain/report-catalogue'
import type { PageDrawing } from '@/workbook/pages/drawing'
import type { BookOutline, PreviewReply, PreviewRequest } from './preview-messages'

export type { DrawnText, Graphic, PageDrawing } from '@/workbook/pages/drawing'
export type { BookOutline, PageOutline } from './preview-messages'

export type PreviewOutcome =
  | { readonly kind: 'opened'; readonly turn: number; readonly book: BookOutline }
  /** `message` is a Chinese sentence. */
  | { readonly kind: 'failed'; readonly message: string }
  /** A later request took its place. */
  | { readonly kind: 'replaced' }

const STOPPED = '预览没有做出来，台账没有变。请再试一次；导出不受影响'

interface Wanted {
  readonly ledger: Ledger
  readonly options: ReportOptions
  readonly settle: (outcome: PreviewOutcome) => void
}

/**
 * Makes previews off the UI thread, in a worker of its own that keeps the ledger: it crosses over once, not with every choice.
 * One book is made at a time, and of those that wait only the newest.
 */
export class PreviewSession {
  private worker: Worker | null = null
  private sent: Ledger | null = null
  private turn = 0
  private running: Wanted | null = null
  private waiting: Wanted | null = null
  private readonly pages = new Map<number, ((drawing: PageDrawing | null) => void)[]>()

  constructor(private readonly start: () => Worker = startWorker) {}

  open(ledger: Ledger, options: ReportOptions): Promise<PreviewOutcome> {
    return new Promise((settle) => {
      this.waiting?.settle({ kind: 'replaced' })
      this.waiting = { ledger, options, settle }
      if (this.running === null) this.next()
    })
  }

  /** A page of the opened book, from 0; null where another book has taken its place. */
  page(turn: number, page: number): Promise<PageDrawing | null> {
    if (turn !== this.turn || this.worker === null) return Promise.resolve(null)
    return new Promise((resolve) => {
      const asked = this.pages.get(page)
      if (asked !== undefined) return void asked.push(resolve)
      this.pages.set(page, [resolve])
      this.post({ kind: 'page', turn, page })
    })
  }

  close(): void {
    this.worker?.terminate()
    this.worker = null
    this.sent = null
    this.dropPages()
    for (const wanted of [this.running, this.waiting]) wanted?.settle({ kind: 'replaced' })
    this.running = this.waiting = null
  }

  private next(): void {
    this.running = this.waiting
    this.waiting = null
    if (this.running === null) return
    this.dropPages()
    this.turn += 1
    const { ledger, options } = this.running
    try {
      this.worker ??= this.listen(this.start())
      this.post({ kind: 'open', turn: this.turn, options, ...(ledger === this.sent ? {} : { ledger }) })
      this.sent = ledger
    } catch (error) {
      console.error(error)
      this.fail()
    }
  }

  private post(request: PreviewRequest): void {
    this.worker?.postMessage(request)
  }

  private listen(worker: Worker): Worker {
    worker.addEventListener('message', ({ data }: MessageEvent<PreviewReply>) => this.take(data))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      this.fail()
    })
    worker.addEventListener('messageerror', () => this.fail())
    return worker
  }

  private take(reply: PreviewReply): void {
    if (reply.turn !== this.turn) return
    if (reply.kind === 'page') {
      for (const resolve of this.pages.get(reply.page) ?? []) resolve(reply.drawing)
      this.pages.delete(reply.page)
      return
    }
    const settle = this.running?.settle
    this.running = null
    // Where a newer request waits, this book would only flash up.
    settle?.(this.waiting !== null ? { kind: 'replaced' } : reply.kind === 'opened' ? reply : { kind: 'failed', message: reply.message })
    if (reply.kind === 'failed') this.dropPages()
    this.next()
  }

  /** The worker is gone or does not answer: the next request starts another. */
  private fail(): void {
    this.worker?.terminate()
    this.worker = null
    this.sent = null
    this.dropPages()
    const settle = this.running?.settle
    this.running = null
    settle?.({ kind: 'failed', message: STOPPED })
    this.next()
  }

  private dropPages(): void {
    for (const waiting of this.pages.values()) for (const resolve of waiting) resolve(null)
    this.pages.clear()
  }
}

function startWorker(): Worker {
  return new Worker(new URL('./preview.worker.ts', import.meta.url), { type: 'module', name: 'preview' })
}
