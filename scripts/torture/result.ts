/** What one kind of torture came to. A loss is an acknowledged write that is gone, or content that is not what it should be. */
export interface TortureResult {
  readonly name: string
  readonly runs: number
  readonly losses: number
  readonly hangs: number
  /** Everything that went wrong, in words, for the developer. */
  readonly faults: readonly string[]
  /** Figures that say how hard it was. */
  readonly figures: Readonly<Record<string, number>>
}

/** Collects what goes wrong in one kind of torture. */
export class Tally {
  readonly faults: string[] = []
  readonly figures: Record<string, number> = {}
  runs = 0
  losses = 0
  hangs = 0

  count(what: string, by = 1): void {
    this.figures[what] = (this.figures[what] ?? 0) + by
  }

  /** Something that a person would have lost. */
  loss(words: string, count = 1): void {
    this.losses += count
    this.fault(words)
  }

  fault(words: string): void {
    this.faults.push(words)
  }

  /** What a task threw: a fault, and where nothing answered a hang. */
  thrown(error: unknown): void {
    this.fault(String(error))
    if (error instanceof Hang) this.hangs += 1
  }

  result(name: string): TortureResult {
    return { name, runs: this.runs, losses: this.losses, hangs: this.hangs, faults: this.faults, figures: this.figures }
  }
}

/** Rejects where a task takes longer than `ms`. */
export async function within<T>(ms: number, what: string, task: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  try {
    return await Promise.race([task, new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Hang(`${what}: no answer within ${ms} ms`)), ms)))])
  } finally {
    clearTimeout(timer)
  }
}

export class Hang extends Error {
  override readonly name = 'Hang'
}
