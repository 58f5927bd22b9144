import { describe, expect, it } from 'vitest'
import { commandOf, type GridCommand } from '@/features/entry/keys'
import type { EditMode } from '@/features/entry/use-grid-editor'

function command(key: string, mode: EditMode = 'none'): GridCommand | null {
  const parts = key.split('+')
  return commandOf({ key: parts.at(-1)!, shiftKey: parts.includes('Shift'), ctrlKey: parts.includes('Ctrl'), metaKey: false, altKey: parts.includes('Alt') }, mode, 20)
}
const move = (rows: number, columns: number, more: Partial<Extract<GridCommand, { kind: 'move' }>> = {}): GridCommand => ({ kind: 'move', rows, columns, extend: false, commit: false, ...more })

describe('keys of the grid, as in Excel', () => {
  it.each<[string, GridCommand]>([
    ['Enter', move(1, 0)], ['Shift+Enter', move(-1, 0)], ['Tab', move(0, 1)], ['Shift+Tab', move(0, -1)], ['ArrowUp', move(-1, 0)], ['Shift+ArrowRight', move(0, 1, { extend: true })], ['PageDown', move(20, 0)], ['Shift+PageUp', move(-20, 0, { extend: true })],
    ['Ctrl+ArrowDown', { kind: 'edge', row: 'last', column: 'same', extend: false }], ['Ctrl+Shift+ArrowLeft', { kind: 'edge', row: 'same', column: 'first', extend: true }], ['Home', { kind: 'edge', row: 'same', column: 'first', extend: false }], ['Ctrl+End', { kind: 'edge', row: 'last', column: 'last', extend: false }],
    ['F2', { kind: 'edit' }], ['Delete', { kind: 'clear' }], ['Backspace', { kind: 'clear' }], ['Escape', { kind: 'cancel' }], ['Ctrl+a', { kind: 'all' }], ['Ctrl+D', { kind: 'fill-down' }],
  ])('%s on a cell', (key, expected) => expect(command(key)).toEqual(expected))

  it('leaves the cell by an arrow while typing over, but moves the caret by it after F2', () => {
    expect(command('ArrowDown', 'typing')).toEqual(move(1, 0, { commit: true }))
    expect(command('ArrowDown', 'editing')).toBeNull()
    expect(command('Enter', 'editing')).toEqual(move(1, 0, { commit: true }))
  })

  it('keeps Alt+Enter for a line break and everything else of a text field for the text field', () => {
    expect(command('Alt+Enter', 'editing')).toEqual({ kind: 'line-break' })
    for (const key of ['a', 'Home', 'Delete', 'Backspace', 'F2', 'Ctrl+a', 'Ctrl+d']) expect(command(key, 'typing')).toBeNull()
    for (const key of ['a', '中', 'Ctrl+c', 'Ctrl+v', 'Ctrl+z', 'Ctrl+Enter']) expect(command(key)).toBeNull()
  })
})
