/** Median of a list of measurements; the list is not changed. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** A figure of the bench. `ratio` compares with a floor that was measured in the same run. */
export interface BenchRow {
  readonly name: string
  readonly value: number
  readonly unit: 'ms' | 'KB' | 'MB' | '帧' | '份' | '×'
  readonly floor?: number
  readonly ratio?: number
  /** What the product must reach, and whether it does. */
  readonly target?: string
  readonly met?: boolean
  readonly runs: number
}

/** Runs two tasks in turn, A B A B …, after one warm-up of each, and gives the times of each in ms. `prepare` runs before each A, untimed. */
export async function inTurn<T>(runs: number, a: (prepared: T) => unknown, b: () => unknown, prepare: () => T = () => undefined as T): Promise<{ a: number[]; b: number[] }> {
  const times = { a: [] as number[], b: [] as number[] }
  for (let run = -1; run < runs; run += 1) {
    const prepared = prepare()
    const [first, second] = [await timed(() => a(prepared)), await timed(b)]
    if (run < 0) continue
    times.a.push(first)
    times.b.push(second)
  }
  return times
}

async function timed(task: () => unknown): Promise<number> {
  const start = performance.now()
  await task()
  return performance.now() - start
}
