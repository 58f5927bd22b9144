import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { read } from '@e965/xlsx'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'export-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Runs the command as `npm run` does: from the package's folder, with the person's folder in INIT_CWD. */
function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/export.ts', ...args], { encoding: 'utf8', env: { ...process.env, INIT_CWD: folder, ...environment } })
  return { status, stdout, stderr }
}

const GOOD = ['--ledger', 'demo', '--report', 'monthly', '--period', '2020-03', '--portfolio', '3367', '--out', 'X.xlsx']

/** The good line with one option given another value, or taken out. */
function withOption(option: string, value: string | null): string[] {
  const at = GOOD.indexOf(option)
  return at < 0 ? [...GOOD, option, ...(value === null ? [] : [value])] : [...GOOD.slice(0, at), ...(value === null ? [] : [option, value]), ...GOOD.slice(at + 2)]
}

describe('export', () => {
  test('writes the sheet and prints one line of JSON about it', () => {
    const { status, stdout, stderr } = run(GOOD)
    expect(stderr).toContain('已写好')
    expect(status).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    const bytes = readFileSync(join(folder, 'X.xlsx'))
    expect(JSON.parse(stdout)).toMatchObject({
      file: join(folder, 'X.xlsx'), sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length, report: 'monthly', period: '2020-03', portfolio: '3367', rows: 60,
      sums: { totalInvestment: 3_236_500_000_000 }, declared: { count: 60, totalInvestment: 3_236_500_000_000 }, difference: { count: 0, totalInvestment: 0 }, unknown: { totalInvestment: 0 },
    })
    const book = read(bytes)
    // The hidden one is what verify checks the file by.
    expect(book.SheetNames.filter((_, i) => (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) === 0)).toEqual(['项目进展情况月报表', '说明'])
    expect(readdirSync(folder)).toEqual(['X.xlsx'])
  })

  test('writes 通报 and 任务书 in Word too, the same bytes in any time zone, and no other report', () => {
    const word = (report: string) => ['--ledger', 'demo', '--report', report, '--period', '2020-12', '--out', 'X.docx']
    const made = ['UTC', 'Asia/Shanghai'].map((TZ) => JSON.parse(run(word('bulletin'), { TZ }).stdout) as { sha256: string; rows: number })
    expect(made[0]).toMatchObject({ report: 'bulletin', rows: 65, sheets: [] })
    expect(made[1]!.sha256).toBe(made[0]!.sha256)
    expect(readFileSync(join(folder, 'X.docx')).subarray(0, 2).toString()).toBe('PK')
    rmSync(join(folder, 'X.docx'))
    const refused = run(word('monthly'))
    expect(refused.status).toBe(2)
    expect(refused.stderr).toContain('只有红黄牌通报（bulletin）和任务书（tasks）能写成 .docx')
    expect(readdirSync(folder)).toEqual([])
  })

  test('gives the same bytes again, in another time zone', () => {
    const hashes = ['UTC', 'Asia/Shanghai', 'America/Los_Angeles'].map((TZ) => (JSON.parse(run(GOOD, { TZ }).stdout) as { sha256: string }).sha256)
    expect(new Set(hashes).size).toBe(1)
  })

  test('reads the official ledger: five named projects, nothing invented', () => {
    const { status, stdout } = run(['--ledger', 'official', '--report', 'monthly', '--period', '2020-03', '--portfolio', 'quality', '--unit', '亿元', '--paper', 'A4', '--out', 'O.xlsx'])
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      rows: 5, sums: { totalInvestment: null, annualPlan: null }, unknown: { totalInvestment: 5, annualPlan: 5 },
      declared: { count: 5, totalInvestment: 54_100_000_000, annualPlan: 39_600_000_000 }, difference: { count: 0, totalInvestment: -54_100_000_000, annualPlan: -39_600_000_000 },
    })
  })

  test('--help prints the usage', () => {
    const { status, stdout } = run(['--help'])
    expect(status).toBe(0)
    for (const word of ['--ledger', '--report', '--period', '--portfolio', '--unit', '--paper', '--by', '--out']) expect(stdout).toContain(word)
  })

  test.each<[string, string[], string]>([
    ['an unknown option', [...GOOD, '--colour', 'red'], '--colour'],
    ['a missing value', [...GOOD.slice(0, -1)], '--out'],
    ['a value that is the next option', ['--ledger', '--report', 'monthly'], '--ledger'],
    ['an option given twice', [...GOOD, '--period', '2020-04'], '--period'],
    ['a bare word', [...GOOD, 'more'], 'more'],
    ['no ledger', withOption('--ledger', null), '--ledger'],
    ['no period', withOption('--period', null), '--period'],
    ['no target', withOption('--out', null), '--out'],
    ['month 13', withOption('--period', '2020-13'), '2020-13'],
    ['a period in another form', withOption('--period', '2020年3月'), 'YYYY-MM'],
    ['an unknown report', withOption('--report', 'weekly'), 'monthly、summary、curve'],
    ['a comparison with a file that is not there', withOption('--compare', 'old.json'), 'old.json'],
    ['an unknown portfolio', withOption('--portfolio', '9999'), '3367'],
    ['an unknown unit', withOption('--unit', '元'), '万元'],
    ['an unknown paper', withOption('--paper', 'A5'), 'A3'],
    ['a filter in another form', withOption('--by', 'leader'), 'leader='],
    ['a filter that finds nothing', withOption('--by', 'leader=查无此人'), '查无此人'],
    ['a day that does not exist', withOption('--date', '2020-02-30'), '2020-02-30'],
    ['one book each of one report', ['--ledger', 'demo', '--report', 'monthly', '--period', '2020-03', '--each', '.'], '--report all'],
    ['a report that has nothing to show', ['--ledger', 'official', '--report', 'curve', '--period', '2020-03', '--out', 'X.xlsx'], '没有 2020 年度计划'],
    ['a target that is no workbook', withOption('--out', 'X.txt'), '.xlsx'],
    ['a ledger that is not there', withOption('--ledger', 'none.json'), 'none.json'],
    ['a ledger of another kind', withOption('--ledger', 'ledger.txt'), 'ledger.txt'],
    ['a folder that is not there', withOption('--out', 'no/where/X.xlsx'), '没有这个文件夹'],
  ])('%s is refused in one line, and no file is left', (_, args, named) => {
    const { status, stdout, stderr } = run(args)
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toMatch(/^错误：/u)
    expect(stderr).toContain(named)
    expect(readdirSync(folder)).toEqual([])
  })

  test('a refused export leaves the file of before as it was', () => {
    writeFileSync(join(folder, 'X.xlsx'), 'before')
    expect(run(withOption('--by', 'leader=查无此人')).status).toBe(2)
    expect(readFileSync(join(folder, 'X.xlsx'), 'utf8')).toBe('before')
    mkdirSync(join(folder, 'F.xlsx'))
    const { status, stderr } = run(withOption('--out', 'F.xlsx'))
    expect([status, stderr]).toEqual([2, expect.stringContaining('文件夹')])
    expect(readdirSync(folder).sort()).toEqual(['F.xlsx', 'X.xlsx'])
  })

  test('a broken data package is refused with its reason', () => {
    writeFileSync(join(folder, 'bad.json'), '{"format":')
    const { status, stderr } = run(withOption('--ledger', 'bad.json'))
    expect(status).toBe(2)
    expect(stderr).toMatch(/^错误：[^\n]+\n$/u)
    expect(existsSync(join(folder, 'X.xlsx'))).toBe(false)
  })

  test('writes the full book, and each report as a book of its own', () => {
    const full = run(['--ledger', 'official', '--report', 'all', '--period', '2020-03', '--out', 'all.xlsx'])
    expect(full.status).toBe(0)
    expect((JSON.parse(full.stdout) as { sheets: { name: string }[] }).sheets.map((s) => s.name)).toEqual(['领导摘要', '项目进展情况月报表', '汇总表', '项目卡片', '集中开复工', '说明'])
    const each = run(['--ledger', 'official', '--report', 'all', '--period', '2020-03', '--each', '.'])
    expect(each.status).toBe(0)
    const { files } = JSON.parse(each.stdout) as { files: { file: string; report: string; rows: number }[] }
    expect(files.map((f) => f.report)).toEqual(['monthly', 'summary', 'cards', 'events'])
    expect(readdirSync(folder).sort()).toEqual(['all.xlsx', '县重点项目卡片_2020-03_20200331.xlsx', '县重点项目月报_2020-03_20200331.xlsx', '县重点项目集中开复工_2020-03_20200331.xlsx', '县重点项目汇总表_2020-03_20200331.xlsx'].sort())
  })

  test('--by narrows the sheet and leaves the control totals out', () => {
    const { status, stdout } = run(withOption('--by', 'domain=社会民生'))
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ declared: { count: null }, difference: { count: null } })
    expect((JSON.parse(stdout) as { rows: number }).rows).toBeLessThan(60)
  })
})
