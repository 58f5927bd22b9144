/** A worker in this thread: what goes in and out is copied as it would be, and arrives later. */
export class InlineWorker<Request, Reply> extends EventTarget {
  readonly asked: Request[] = []
  ended = false
  private readonly answer: (request: Request) => unknown

  constructor(job: (tell: (reply: Reply) => void) => (request: Request) => unknown) {
    super()
    this.answer = job((reply) => {
      const data = structuredClone(reply)
      if (!this.ended) setImmediate(() => this.ended || this.dispatchEvent(new MessageEvent('message', { data })))
    })
  }

  postMessage(request: Request): void {
    const copy = structuredClone(request)
    this.asked.push(copy)
    setImmediate(() => this.ended || this.answer(copy))
  }

  terminate(): void {
    this.ended = true
  }

  /** As a client wants it. */
  get asWorker(): Worker {
    return this as unknown as Worker
  }
}
