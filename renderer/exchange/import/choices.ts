import type { MoneyUnit } from '@/domain/money'
import type { Period } from '@/domain/period'
import type { ImportField } from './fields'

/** What a person settles for one column. `field` null: the column is not taken in. */
export interface ColumnChoice {
  readonly field: ImportField | null
  readonly unit?: MoneyUnit
  /** Of a month's own column, such as `3月完成`. */
  readonly period?: Period
}

export interface SheetChoice {
  readonly use?: boolean
  /** First and last, counted from 1 as the spreadsheet shows them. */
  readonly headerRows?: readonly [number, number]
  readonly dataRows?: readonly [number, number]
  readonly period?: Period
  readonly unit?: MoneyUnit
  /** By column letters. */
  readonly columns?: Readonly<Record<string, ColumnChoice>>
}

/** Everything that a person settles about an import: the file of `--map`, and what the wizard keeps between its steps. */
export interface ImportChoices {
  readonly period?: Period
  /** Where new projects go. Left out: into the only portfolio, where there is one alone. */
  readonly portfolioIds?: readonly string[]
  readonly sheets?: Readonly<Record<string, SheetChoice>>
  /** By the key of a question or fault: one of its choices, or for a cell what shall stand there instead. */
  readonly answers?: Readonly<Record<string, string>>
}

/** Leave this value or row out. */
export const LEAVE_OUT = '不要'

/** Something that the program cannot settle alone. Both kinds hold the import up until they are answered. */
export interface Finding {
  /** `fault`: it cannot be right as it stands; `question`: it can be read in more than one way. */
  readonly kind: 'fault' | 'question'
  /** What an answer is filed under. */
  readonly key: string
  readonly sheet: string
  /** `C7`, `C` for a whole column, or empty for the sheet. */
  readonly cell: string
  readonly field: ImportField | null
  /** What stands there, as text. */
  readonly value: string
  readonly message: string
  /** Of a fault: what the program would do if told to. */
  readonly proposal: string | null
  readonly choices: readonly string[]
  /** Whether a person may type something else instead of a choice. */
  readonly free: boolean
  /** How many cells wait for the answer. */
  readonly cells: number
}
