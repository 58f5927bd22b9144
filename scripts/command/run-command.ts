import { asksForHelp } from './arguments'
import { Refusal } from './refusal'

export interface CommandOutcome {
  /** Printed as one line of JSON on standard output. */
  readonly result: object
  /** 1 only where CLI.md gives it a meaning. */
  readonly exitCode?: 0 | 1
}

/** Progress and remarks for the person, in Chinese, on standard error. */
export function tell(words: string): void {
  process.stderr.write(`${words}\n`)
}

/** Errors of the product's modules that carry a Chinese sentence for the person. */
const SPOKEN = new Set(['PackageError', 'ExportError', 'WorkbookError', 'ReadingError', 'ChoicesError', 'SnapshotError', 'CompareError'])

/**
 * Runs one command to its end: JSON on standard output and exit 0 or 1; or one line `错误：…` on standard error and exit 2.
 * Sets the exit code instead of leaving at once, so that a slow pipe gets the whole line.
 */
export async function runCommand(usage: string, action: (argv: readonly string[]) => Promise<CommandOutcome>, argv: readonly string[] = process.argv.slice(2)): Promise<void> {
  if (asksForHelp(argv)) {
    process.stdout.write(`${usage.trim()}\n`)
    return
  }
  try {
    const { result, exitCode } = await action(argv)
    process.stdout.write(`${JSON.stringify(result)}\n`)
    process.exitCode = exitCode ?? 0
  } catch (error) {
    tell(`错误：${oneLine(explain(error))}`)
    process.exitCode = 2
  }
}

function explain(error: unknown): string {
  if (error instanceof Refusal) return error.message
  if (error instanceof Error && SPOKEN.has(error.name)) return error.message
  if (error instanceof Error && error.name === 'MoneyError') return '金额之和超过了可记的上限 90 万亿元，请检查台账中的金额'
  return `程序出了错，没有写任何文件，请把这一行发给维护的人：${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`
}

function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/gu, '；').trim()
}
