/** `npm run bench [-- PART…]`: prints a table and writes bench-results/bench.json. Everything is a ratio within this one run; a machine's speed is no result. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { existsSync } from 'node:fs'
import { benchBackup } from './backup'
import { benchBrowser } from './browser'
import { benchDesktopStart } from './desktop'
import { benchImport } from './import'
import { benchOffice } from './office'
import { benchPapers } from './papers'
import { benchSheets } from './sheets'
import type { BenchRow } from './timing'
import { benchWorkbooks } from './workbooks'

const CHROMIUM = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => path !== undefined && existsSync(path))

const PARTS: Readonly<Record<string, () => Promise<BenchRow[]>>> = {
  desktop: benchDesktopStart, sheets: benchSheets, import: benchImport, browser: () => benchBrowser(CHROMIUM), backup: () => benchBackup(CHROMIUM), office: () => benchOffice(CHROMIUM), workbooks: () => benchWorkbooks(CHROMIUM), papers: () => benchPapers(CHROMIUM),
}
const wanted = process.argv.slice(2)
const unknown = wanted.find((name) => !(name in PARTS))
if (unknown !== undefined) {
  console.error(`错误：没有 ${unknown} 这一部分，有 ${Object.keys(PARTS).join('、')}`)
  process.exit(2)
}
const rows: BenchRow[] = []
for (const [name, run] of Object.entries(PARTS)) if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await run()))
for (const row of rows) {
  const ratio = row.ratio === undefined ? '' : `  ${row.ratio.toFixed(2)}×（底线 ${row.floor?.toFixed(1)} ms）`
  const target = row.target === undefined ? '' : `  要求 ${row.target}：${row.met ? '达到' : '未达到'}`
  console.log(`${row.name}：${row.value.toFixed(row.unit === '帧' ? 0 : 1)} ${row.unit}${ratio}${target}  （${row.runs} 次）`)
}
mkdirSync('bench-results', { recursive: true })
writeFileSync('bench-results/bench.json', `${JSON.stringify({ node: process.version, rows }, null, 1)}\n`)
console.log('已写入 bench-results/bench.json')
