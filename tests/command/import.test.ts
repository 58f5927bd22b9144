import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { officialLedger } from '@/data/official'
import { writePackage } from '@/exchange/package'
import { BAD_FILES } from '../fixtures/bad-files'
import { MESSY_LEDGERS } from '../fixtures/ledgers/cases'

const PACKAGE = await writePackage(officialLedger())

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const LEDGERS = join(process.cwd(), 'tests/fixtures/ledgers')

function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/import.ts', ...args], { encoding: 'utf8', env: { ...process.env, INIT_CWD: folder, ...environment }, maxBuffer: 100_000_000 })
  return { status, stdout, stderr }
}

describe('import', () => {
  test('tells what a ledger would bring, with every key of the contract, and writes nothing', () => {
    const { status, stdout } = run([join(LEDGERS, '02-three-levels.xlsx'), '--dry-run'])
    expect(status).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    const told = JSON.parse(stdout) as Record<string, unknown>
    expect(told).toMatchObject({
      sheets: [{ name: '3月', used: true, headerRows: [3, 6], dataRows: [7, 12], period: '2020-03', unit: '万元' }],
      faults: [], questions: [], written: null, sums: { before: { count: 0, totalInvestment: null }, after: { count: 3, totalInvestment: 60_000_000_000, completedThisMonth: 1_500_000_000 } },
    })
    expect((told['sheets'] as { columns: object[] }[])[0]?.columns[4]).toMatchObject({ column: 'E', header: '总投资', field: 'totalInvestment', unit: '万元' })
    const rows = told['rows'] as { row: number; action: string; project: object; changes: object[] }[]
    expect(rows.map((r) => [r.row, r.action])).toEqual([[7, 'skipped'], [8, 'skipped'], [9, 'new'], [10, 'new'], [11, 'skipped'], [12, 'new']])
    expect(rows[2]?.project).toMatchObject({ name: '城东水厂', domain: '基础设施', totalInvestment: 10_000_000_000, startDate: null })
    expect(rows[2]?.changes[0]).toMatchObject({ field: 'name', before: null, after: '城东水厂' })
    expect((told['stated'] as object[])[0]).toEqual({ sheet: '3月', row: 7, label: '合计', field: 'totalInvestment', stated: 60_100_000_000, computed: 60_000_000_000, difference: -100_000_000 })
    expect(readdirSync(folder)).toEqual([])
  })

  test('writes nothing while something is open, and with the answers the same bytes in any time zone', () => {
    const { answers } = MESSY_LEDGERS.find((l) => l.file === '06-dates.xlsx') as (typeof MESSY_LEDGERS)[number]
    const file = join(LEDGERS, '06-dates.xlsx')
    const open = run([file, '--out', 'A.json'])
    expect(open.status).toBe(1)
    expect(JSON.parse(open.stdout)).toMatchObject({ written: null })
    expect(existsSync(join(folder, 'A.json'))).toBe(false)
    writeFileSync(join(folder, 'M.json'), JSON.stringify({ answers }))
    const bytes = ['Asia/Shanghai', 'Pacific/Honolulu'].map((TZ) => {
      const settled = run([file, '--map', 'M.json', '--out', 'A.json'], { TZ })
      expect([settled.status, (JSON.parse(settled.stdout) as { written: string }).written]).toEqual([0, join(folder, 'A.json')])
      return readFileSync(join(folder, 'A.json'), 'utf8')
    })
    expect(bytes[0]).toBe(bytes[1])
    const checked = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/ledger.ts', '--ledger', 'A.json', '--check'], { encoding: 'utf8', env: { ...process.env, INIT_CWD: folder } })
    expect([checked.status, JSON.parse(checked.stdout)]).toMatchObject([0, { projects: 13, faults: [] }])
  })

  test('takes a matching of columns, one sheet and a period from the person', () => {
    writeFileSync(join(folder, 'F.csv'), '名,数,别的\n水厂,12,3\n')
    writeFileSync(join(folder, 'M.json'), JSON.stringify({ sheets: { F: { use: true, headerRows: [1, 1], columns: { A: { field: 'name' }, B: { field: 'totalInvestment', unit: '亿元' }, C: { field: 'completedThisMonth', unit: '万元' } } } } }))
    const { status, stdout } = run(['F.csv', '--map', 'M.json', '--sheet', 'F', '--period', '2020-05', '--dry-run'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ rows: [{ action: 'new', project: { name: '水厂', totalInvestment: 120_000_000_000, completedThisMonth: 3_000_000 } }] })
  })

  test('reads a sheet of a million formatted rows within 400 MB', () => {
    const parts = unzipSync(readFileSync(join(LEDGERS, '01-simple.xlsx')))
    const sheet = 'xl/worksheets/sheet1.xml'
    const empty = Array.from({ length: 1_048_557 }, (_, i) => `<row r="${i + 20}"><c r="A${i + 20}" s="1"/><c r="B${i + 20}" s="1"/></row>`).join('')
    parts[sheet] = strToU8(new TextDecoder().decode(parts[sheet]).replace('</sheetData>', `${empty}</sheetData>`))
    writeFileSync(join(folder, 'F.xlsx'), zipSync(parts, { level: 1 }))
    const { status, stdout } = run(['F.xlsx', '--dry-run'], { NODE_OPTIONS: '--max-old-space-size=400' })
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ sheets: [{ notes: ['有 1048557 行只有格式没有内容，没有读'] }], rows: [{ action: 'new' }, { action: 'new' }, { action: 'new' }] })
  })

  // The heap is what an old office PC can spare: whatever a file claims to hold, it is refused within it.
  test.each(BAD_FILES.map((f) => [f.what, f] as const))('refuses %s within 400 MB, and leaves the ledger as it was', (_, file) => {
    writeFileSync(join(folder, file.name), file.bytes())
    const ledger = join(folder, 'L.json')
    writeFileSync(ledger, PACKAGE)
    const hash = (): string => createHash('sha256').update(readFileSync(ledger)).digest('hex')
    const before = hash()
    const { status, stdout, stderr } = run([file.name, '--ledger', 'L.json', '--out', 'L.json'], { NODE_OPTIONS: '--max-old-space-size=400' })
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(new RegExp(`^错误：.*${file.words.source}`, 'u'))
    expect(hash()).toBe(before)
    expect(readdirSync(folder).sort()).toEqual(['L.json', file.name].sort())
  })

  test.each<[string, (file: string) => string[], RegExp]>([
    ['no file', () => ['--dry-run'], /少了要导入的文件/u],
    ['a file that is not there', () => ['没有.xlsx', '--dry-run'], /没有这个文件/u],
    ['neither a dry run nor a target', (f) => [f], /少了 --out/u],
    ['both', (f) => [f, '--dry-run', '--out', 'A.json'], /只能用一个/u],
    ['a target of another kind', (f) => [f, '--out', 'A.xlsx'], /以 \.json 结尾/u],
    ['a sheet that is not there', (f) => [f, '--sheet', '四月', '--dry-run'], /没有工作表“四月”，有：台账/u],
    ['a period that is none', (f) => [f, '--period', '2020-13', '--dry-run'], /YYYY-MM/u],
    ['a matching that is no JSON', (f) => [f, '--map', join(LEDGERS, '04-office.csv'), '--dry-run'], /不是 UTF-8|不是 JSON/u],
    ['a file that is no table', () => [join(process.cwd(), 'build/icon.png'), '--dry-run'], /不是表格/u],
  ])('refuses %s', (_, args, words) => {
    const { status, stdout, stderr } = run(args(join(LEDGERS, '01-simple.xlsx')))
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(words)
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/^错误：/u)
    expect(readdirSync(folder)).toEqual([])
  })
})
