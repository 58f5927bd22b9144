import type { Ledger } from '@/domain/ledger'
import type { CollectedFile } from '@/exchange/owner/collect-model'
import { breath } from './breath'
import type { ChosenFile, CollectDecisions, CollectProgress, CollectReply, CollectRequest } from './collect-messages'
import { handLedger } from './ledger-slices'
import { TaskFailure } from './task'

interface Waiting {
  readonly files: CollectedFile[]
  readonly onProgress: (at: CollectProgress) => void
  readonly resolve: (files: readonly CollectedFile[]) => void
  readonly reject: (failure: TaskFailure) => void
}

/** Files handed over between two frames: each is a word with the browser's own process. */
const FILES_SLICE = 10

type Asked = Extract<CollectRequest, { kind: 'add' | 'compare' }>

function startWorker(): Worker {
  return new Worker(new URL('./collect.worker.ts', import.meta.url), { type: 'module', name: 'collect' })
}

/** Returned workbooks are read and compared off the UI thread; the worker keeps them, and the ledger that they are compared with. */
export class CollectClient {
  private worker: Worker | null = null
  /** The ledger that the worker has. */
  private sent: Ledger | null = null
  private turn = 0
  private readonly waiting = new Map<number, Waiting>()
  // Requests go over one after another, each with the ledger that it is about.
  private handing: Promise<unknown> = Promise.resolve()

  constructor(private readonly start: () => Worker = startWorker) {}

  /** Reads files and compares all. Rejects with TaskFailure; files that were added before stay then. */
  add(ledger: Ledger, files: readonly ChosenFile[], decisions: CollectDecisions, onProgress: (at: CollectProgress) => void): Promise<readonly CollectedFile[]> {
    return this.ask(ledger, (turn) => ({ kind: 'add', turn, decisions }), onProgress, files)
  }

  /** Compares what was added with the ledger. Rejects with TaskFailure. */
  compare(ledger: Ledger, decisions: CollectDecisions): Promise<readonly CollectedFile[]> {
    return this.ask(ledger, (turn) => ({ kind: 'compare', turn, decisions }), () => undefined)
  }

  /** Whether anything that was added is still there. */
  get alive(): boolean {
    return this.worker !== null
  }

  /** Lets go of files by their names. */
  drop(names: readonly string[]): void {
    this.worker?.postMessage({ kind: 'drop', names } satisfies CollectRequest)
  }

  /** Stops everything under way; what was added before stays. */
  stop(): void {
    for (const [turn, { reject }] of this.waiting) {
      this.worker?.postMessage({ kind: 'stop', turn } satisfies CollectRequest)
      reject(new TaskFailure('已取消，台账没有变', true))
    }
    this.waiting.clear()
  }

  /** Lets go of everything. */
  close(): void {
    this.stop()
    this.worker?.terminate()
    this.worker = this.sent = null
  }

  private ask(ledger: Ledger, request: (turn: number) => Asked, onProgress: Waiting['onProgress'], files: readonly ChosenFile[] = []): Promise<readonly CollectedFile[]> {
    const turn = (this.turn += 1)
    const answered = new Promise<readonly CollectedFile[]>((resolve, reject) => this.waiting.set(turn, { files: [], onProgress, resolve, reject }))
    this.handing = this.handing.then(() => this.hand(ledger, files, request(turn))).catch((error: unknown) => this.fail(error instanceof Error ? error.message : String(error)))
    return answered
  }

  private async hand(ledger: Ledger, files: readonly ChosenFile[], request: Asked): Promise<void> {
    if (!this.waiting.has(request.turn)) return
    const worker = (this.worker ??= this.listen(this.start()))
    const wanted = (): boolean => this.worker === worker && this.waiting.has(request.turn)
    if (this.sent !== ledger) {
      this.sent = null
      if (!(await handLedger(ledger, (slice) => worker.postMessage(slice), wanted))) return
      this.sent = ledger
    }
    for (let at = 0; at < files.length; at += FILES_SLICE) {
      worker.postMessage({ kind: 'files', files: files.slice(at, at + FILES_SLICE), first: at === 0 } satisfies CollectRequest)
      await breath()
      if (!wanted()) return
    }
    worker.postMessage(request)
  }

  private listen(worker: Worker): Worker {
    worker.addEventListener('message', ({ data }: MessageEvent<CollectReply>) => this.hear(data))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      this.fail(event.message)
    })
    return worker
  }

  private hear(reply: CollectReply): void {
    const waiting = this.waiting.get(reply.turn)
    if (waiting === undefined) return
    if (reply.kind === 'progress') return waiting.onProgress(reply.progress)
    if (reply.kind === 'portion') return void waiting.files.push(...reply.files)
    this.waiting.delete(reply.turn)
    if (reply.kind === 'done') waiting.resolve(waiting.files)
    else waiting.reject(new TaskFailure(reply.message, false))
  }

  /** The worker is gone, and the files with it. */
  private fail(why: string): void {
    this.worker?.terminate()
    this.worker = this.sent = null
    for (const { reject } of this.waiting.values()) reject(new TaskFailure(`这些文件没有看成，台账没有变，请再选一次（${why || '后台线程没有启动'}）`, false))
    this.waiting.clear()
  }
}
