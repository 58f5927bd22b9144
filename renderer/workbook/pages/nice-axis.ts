export interface NiceAxis {
  readonly min: number
  readonly max: number
  readonly marks: readonly number[]
}

/** An axis of 4 to 10 even steps of 1, 2 or 5 times a power of ten that holds all values and, as Excel does, begins at 0. */
export function niceAxis(values: readonly number[], least?: number, most?: number): NiceAxis {
  const low = least ?? values.reduce((a, b) => Math.min(a, b), 0)
  const highest = most ?? values.reduce((a, b) => Math.max(a, b), 0)
  const high = highest > low ? highest : low + 1
  const span = high - low
  const power = 10 ** Math.floor(Math.log10(span / 4))
  const step = [1, 2, 5, 10].map((n) => n * power).find((s) => span / s <= 7) ?? 10 * power
  const min = least ?? Math.floor(low / step + 1e-9) * step
  const max = most ?? Math.max(min + step, Math.ceil(high / step - 1e-9) * step)
  const count = Math.floor((max - min) / step + 1e-9)
  return { min, max, marks: Array.from({ length: count + 1 }, (_, i) => Number((min + i * step).toPrecision(12))) }
}
