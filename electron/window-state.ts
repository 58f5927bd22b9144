import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod/mini'

/** Where the window stood when it was last closed. */
export interface WindowState {
  readonly x?: number | undefined
  readonly y?: number | undefined
  readonly width: number
  readonly height: number
  readonly maximized: boolean
}

export const MINIMUM = { width: 1024, height: 640 }
const INITIAL: WindowState = { width: 1366, height: 768, maximized: false }
const stored = z.object({ x: z.optional(z.int()), y: z.optional(z.int()), width: z.int().check(z.minimum(MINIMUM.width)), height: z.int().check(z.minimum(MINIMUM.height)), maximized: z.boolean() })

interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function stateFile(folder: string): string {
  return join(folder, 'window.json')
}

/** The remembered place, or the first one where none can be used: a file that is damaged, or a screen that is gone. */
export function readWindowState(folder: string, screens: readonly Area[]): WindowState {
  try {
    const state = stored.parse(JSON.parse(readFileSync(stateFile(folder), 'utf8')))
    const { x, y } = state
    const onScreen = x !== undefined && y !== undefined && screens.some((s) => x >= s.x - 8 && y >= s.y - 8 && x < s.x + s.width - 100 && y < s.y + s.height - 100)
    return onScreen ? state : { width: state.width, height: state.height, maximized: state.maximized }
  } catch {
    return INITIAL
  }
}

/** At once, since the program ends with its window and waits for no promise. A torn file is read as none. */
export function writeWindowState(folder: string, state: WindowState): void {
  writeFileSync(stateFile(folder), JSON.stringify(state))
}
