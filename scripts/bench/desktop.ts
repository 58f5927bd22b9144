import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { inTurn, median, type BenchRow } from './timing'

const RUNS = 15
const TARGET_MS = 50

/** Loads a bundle as Electron would, waits until its window is asked for, and prints the time in ms. A process of its own: nothing is warm. */
const RUNNER = (standIn: string, folder: string): string => `
const Module = require('node:module')
const electron = require(${JSON.stringify(standIn)})
electron.standIn.userData = ${JSON.stringify(folder)}
const load = Module._load
Module._load = (name, ...rest) => (name === 'electron' ? electron : load(name, ...rest))
const start = performance.now()
require(process.argv[2])
electron.standIn.becomeReady().then(() => console.log(performance.now() - start))
`

/** What our own code adds to the start of the desktop's main process: the built bundle against an empty one, both with the stand-in for Electron. */
export async function benchDesktopStart(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-desktop-'))
  try {
    const [standIn, runner, empty] = ['stand-in.cjs', 'runner.cjs', 'empty.cjs'].map((name) => join(folder, name)) as [string, string, string]
    await build({ entryPoints: ['tests/desktop/stand-in/electron.ts'], outfile: standIn, bundle: true, platform: 'node', format: 'cjs', target: 'node20', logLevel: 'error' })
    writeFileSync(runner, RUNNER(standIn, folder))
    writeFileSync(empty, '')
    const [own, floor]: [number[], number[]] = [[], []]
    const run = (bundle: string, into: number[]): void => {
      const { stdout, stderr } = spawnSync(process.execPath, [runner, bundle], { encoding: 'utf8' })
      const ms = Number.parseFloat(stdout)
      if (!Number.isFinite(ms)) throw new Error(`the main bundle did not start: ${stderr}`)
      into.push(ms)
    }
    await inTurn(RUNS, () => run(join(process.cwd(), 'dist/electron/main.cjs'), own), () => run(empty, floor))
    // The first of each warmed the disk.
    const [value, base] = [median(own.slice(1)), median(floor.slice(1))]
    return [{ name: '桌面主进程启动，自己的代码', value: value - base, unit: 'ms', floor: base, ratio: value / base, target: `< ${TARGET_MS} ms`, met: value - base < TARGET_MS, runs: RUNS }]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
