/**
 * `npm run torture`: the long form of the tests that try to break the program. Prints a table and one JSON line; exit code 1 where
 * something was lost, hung or went wrong. `-- --only kill,fuzz` runs some; `-- --seed 7` takes another seed.
 */
import { findChromium } from '../test/chromium.mjs'
import { tortureByClock } from './clocks'
import { tortureByFullDisk } from './full'
import { tortureByFuzzing } from './fuzz'
import { tortureByKill } from './kill'
import { tortureByOldLedgers } from './old-ledgers'
import type { TortureResult } from './result'
import { tortureByTornLog } from './torn'
import { tortureByTwoWindows } from './windows'

const say = (text: string): void => console.error(text)
const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}
const seed = Number(option('seed') ?? 3367)
const path = findChromium()?.path
if (path === undefined) {
  console.error('错误：没有找到 Chromium、Chrome 或 Edge。请安装一个，或用 CHROMIUM_PATH 写明它在哪里')
  process.exit(2)
}

const ALL: Readonly<Record<string, () => Promise<TortureResult>>> = {
  old: () => tortureByOldLedgers(path),
  clock: () => tortureByClock(path),
  full: () => tortureByFullDisk(path, 10),
  torn: () => tortureByTornLog(path, 10),
  fuzz: () => tortureByFuzzing(1000, seed, say),
  windows: () => tortureByTwoWindows(path, 10_000, seed),
  kill: () => tortureByKill(path, 200, seed, say),
}
const only = option('only')?.split(',') ?? Object.keys(ALL)
if (only.some((name) => !Object.hasOwn(ALL, name))) {
  console.error(`错误：--only 只能是 ${Object.keys(ALL).join('、')} 中的几个，用逗号分开`)
  process.exit(2)
}

const results: (TortureResult & { seconds: number })[] = []
for (const name of only) {
  say(`── ${name}`)
  const start = performance.now()
  results.push({ ...(await ALL[name]!()), seconds: Math.round((performance.now() - start) / 1000) })
}
for (const { name, runs, losses, hangs, faults, seconds, figures } of results) {
  console.log(`${name.padEnd(16)} runs ${String(runs).padStart(6)}  losses ${losses}  hangs ${hangs}  faults ${faults.length}  ${seconds} s  ${Object.entries(figures).map(([what, n]) => `${what} ${n}`).join(', ')}`)
  for (const fault of faults.slice(0, 20)) console.log(`  ${fault}`)
}
console.log(JSON.stringify({ seed, results }))
process.exitCode = results.some((r) => r.losses + r.hangs + r.faults.length > 0) ? 1 : 0
