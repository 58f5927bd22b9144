import { fen, type Fen } from '@/domain/money'

const MONTHS = 12
/** 100 元: amounts in 万元 keep two decimals. */
const TIDY_STEP = 10_000

/**
 * Shares a year's plan evenly among twelve months, in steps of 0.01 万元 as far as that goes; the parts add up to the
 * plan to the 分. The earlier months carry the odd steps, December what is smaller than a step.
 */
export function spreadEvenly(planned: Fen): Fen[] {
  const steps = Math.floor(planned / TIDY_STEP)
  const [each, odd] = [Math.floor(steps / MONTHS), steps % MONTHS]
  return Array.from({ length: MONTHS }, (_, month) => fen((each + (month < odd ? 1 : 0)) * TIDY_STEP + (month === MONTHS - 1 ? planned % TIDY_STEP : 0)))
}
