/** What a worker says of one task. `share` is what of it is done, 0 to 1; `message` a Chinese sentence for the person. */
export type TaskReply<T> =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly result: T }
  | { readonly kind: 'failed'; readonly message: string }

/** Thrown where a task fails or is cancelled; the message is a Chinese sentence. */
export class TaskFailure extends Error {
  override readonly name = 'TaskFailure'
  constructor(message: string, readonly cancelled: boolean) {
    super(message)
  }
}

export interface Task<T> {
  /** Rejects with TaskFailure. */
  readonly result: Promise<T>
  /** Ends the worker at once; `result` rejects with `cancelled` true. Without effect once it has ended. */
  cancel(): void
}

/** What to tell where the worker itself says nothing. */
export interface TaskWords {
  readonly cancelled: string
  /** What failed, in words that a reason may follow in brackets. */
  readonly failed: string
}

/**
 * One task in a worker of its own, which ends with it.
 * @param hand sends what the worker needs; `wanted` says whether anyone still waits
 */
export function runTask<T>(start: () => Worker, hand: (post: (message: unknown) => void, wanted: () => boolean) => unknown, words: TaskWords, onProgress: (share: number) => void = () => undefined): Task<T> {
  const worker = start()
  let over = false
  let cancel = (): void => undefined
  const result = new Promise<T>((resolve, reject) => {
    const end = (settle: () => void): void => {
      if (over) return
      over = true
      worker.terminate()
      settle()
    }
    const fail = (why = ''): void => end(() => reject(new TaskFailure(`${words.failed}${why === '' ? '' : `（${why}）`}`, false)))
    cancel = () => end(() => reject(new TaskFailure(words.cancelled, true)))
    worker.addEventListener('message', ({ data }: MessageEvent<TaskReply<T>>) => {
      if (over) return
      if (data.kind === 'progress') onProgress(data.share)
      else if (data.kind === 'done') end(() => resolve(data.result))
      else end(() => reject(new TaskFailure(data.message, false)))
    })
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      fail(event.message || '后台线程没有启动')
    })
    worker.addEventListener('messageerror', () => fail())
    void (async () => hand((message) => worker.postMessage(message), () => !over))().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)))
  })
  return { result, cancel: () => cancel() }
}
