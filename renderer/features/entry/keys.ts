import type { EditMode } from './use-grid-editor'

/** What a key asks of the grid. */
export type GridCommand =
  | { readonly kind: 'move'; readonly rows: number; readonly columns: number; readonly extend: boolean; readonly commit: boolean }
  | { readonly kind: 'edge'; readonly row: 'first' | 'last' | 'same'; readonly column: 'first' | 'last' | 'same'; readonly extend: boolean }
  | { readonly kind: 'edit' | 'cancel' | 'clear' | 'all' | 'fill-down' | 'line-break' }

type Key = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

const ARROWS: Readonly<Record<string, readonly [rows: number, columns: number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }

/** Reads a key as Excel would; null leaves it to the text field. `page` is the number of rows that a page shows. */
export function commandOf(key: Key, mode: EditMode, page: number): GridCommand | null {
  const control = key.ctrlKey || key.metaKey
  const step = (rows: number, columns: number, extend = false): GridCommand => ({ kind: 'move', rows, columns, extend, commit: mode !== 'none' })
  if (key.key === 'Enter') return key.altKey ? { kind: 'line-break' } : control ? null : step(key.shiftKey ? -1 : 1, 0)
  if (key.key === 'Tab') return step(0, key.shiftKey ? -1 : 1)
  if (key.key === 'Escape') return { kind: 'cancel' }
  const arrow = ARROWS[key.key]
  if (arrow !== undefined && mode !== 'editing' && !key.altKey) {
    if (control) return { kind: 'edge', row: arrow[0] < 0 ? 'first' : arrow[0] > 0 ? 'last' : 'same', column: arrow[1] < 0 ? 'first' : arrow[1] > 0 ? 'last' : 'same', extend: key.shiftKey }
    return step(arrow[0], arrow[1], key.shiftKey && mode === 'none')
  }
  if (mode !== 'none') return null
  if (key.key === 'F2') return { kind: 'edit' }
  if (key.key === 'Delete' || key.key === 'Backspace') return { kind: 'clear' }
  if (key.key === 'PageUp' || key.key === 'PageDown') return step(key.key === 'PageUp' ? -page : page, 0, key.shiftKey)
  if (key.key === 'Home') return { kind: 'edge', row: control ? 'first' : 'same', column: 'first', extend: key.shiftKey }
  if (key.key === 'End') return { kind: 'edge', row: control ? 'last' : 'same', column: 'last', extend: key.shiftKey }
  if (control && key.key.toLowerCase() === 'a') return { kind: 'all' }
  if (control && key.key.toLowerCase() === 'd') return { kind: 'fill-down' }
  return null
}
