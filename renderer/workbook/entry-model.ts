import type { DateOnly } from '@/domain/period'
import type { CellRange } from './model'

/** The sheet is locked, without a password: against slips, not against people. Cells of an `unlocked` style or range take input. */
export interface ProtectionModel {
  readonly unlocked?: readonly CellRange[]
  /** What stays possible. Excel sorts only ranges without locked cells. */
  readonly allow: readonly AllowedAction[]
}

export type AllowedAction = 'sort' | 'filter' | 'insertRows' | 'deleteRows' | 'insertColumns' | 'formatCells' | 'formatColumns' | 'formatRows' | 'insertHyperlinks'

/** What cells take when a person types. An empty cell is always allowed. */
export interface ValidationModel {
  readonly ranges: readonly CellRange[]
  readonly rule: ValidationRule
  /** Shown beside the cell while it is selected. */
  readonly prompt?: ValidationMessage
  /** Shown where the input is not taken. */
  readonly error?: ValidationMessage
  /** Left out: such input is refused. */
  readonly only?: 'warning' | 'information'
}

/** A title of at most 32 and a text of at most 255 UTF-16 units; longer ones are cut by the writer, since Excel calls the file damaged. */
export interface ValidationMessage {
  readonly title: string
  readonly text: string
}

/** Limits count as allowed; null is no limit. */
export type ValidationRule =
  | { readonly kind: 'list'; readonly of: ListSource }
  | { readonly kind: 'decimal' | 'whole' | 'textLength'; readonly min: number | null; readonly max: number | null }
  | { readonly kind: 'date'; readonly min: DateOnly | null; readonly max: DateOnly | null }
  /** Without `=`, relative to the first cell of the first range. */
  | { readonly kind: 'formula'; readonly formula: string }

/** Cells of a sheet by its key (left out: this one), a defined name, or words: together at most 255 UTF-16 units, none with a comma. */
export type ListSource = { readonly sheet?: string; readonly range: CellRange } | { readonly name: string } | { readonly words: readonly string[] }

/** Cells look otherwise while a formula is true. Earlier ones win. */
export interface ConditionModel {
  readonly ranges: readonly CellRange[]
  /** Without `=`, relative to the first cell of the first range. */
  readonly formula: string
  readonly look: { readonly fill?: string; readonly colour?: string; readonly bold?: true; readonly struck?: true }
  readonly stop?: true
}
