import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { officialLedger } from '@/data/official'
import { FORMAT_VERSION, writePackage } from '@/exchange/package'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const officialText = await writePackage(officialLedger())

function run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'scripts/ledger.ts', ...args], { encoding: 'utf8', env: { ...process.env, INIT_CWD: folder, ...environment } })
  return { status, stdout, stderr }
}

describe('ledger', () => {
  test('describes the official ledger: declared totals, five registered, sixty slots, everything else unknown', () => {
    const { status, stdout } = run(['--ledger', 'official', '--check'])
    expect(status).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(JSON.parse(stdout)).toEqual({
      file: null, sha256: createHash('sha256').update(officialText).digest('hex'), formatVersion: FORMAT_VERSION, projects: 5, slots: 60, reports: 0, periods: [null, null], faults: [],
      portfolios: [
        { id: '3367', name: '“3367”项目建设大会战', declared: { count: 60, totalInvestment: 3_236_500_000_000, annualPlan: null }, registered: { count: 0, totalInvestment: null, annualPlan: null } },
        { id: 'quality', name: '县城品质提升五个重点项目', declared: { count: 5, totalInvestment: 54_100_000_000, annualPlan: 39_600_000_000 }, registered: { count: 5, totalInvestment: null, annualPlan: null } },
      ],
    })
  })

  test('the demonstration ledger adds up to the declared totals to the 分', () => {
    const { status, stdout } = run(['--ledger', 'demo', '--check'])
    expect(status).toBe(0)
    const told = JSON.parse(stdout) as { portfolios: { declared: object; registered: object }[]; periods: unknown }
    expect(told.portfolios[0]?.registered).toMatchObject({ count: 60, totalInvestment: 3_236_500_000_000 })
    expect(told.portfolios[1]?.registered).toEqual({ count: 5, totalInvestment: 54_100_000_000, annualPlan: 39_600_000_000 })
    expect(told.periods).toEqual(['2020-01', '2020-12'])
  })

  test('writes a package that comes back in as the same bytes, in any time zone', () => {
    const first = run(['--ledger', 'demo', '--out', 'A.json'], { TZ: 'Pacific/Kiritimati' })
    expect(first.status).toBe(0)
    const bytes = readFileSync(join(folder, 'A.json'))
    expect((JSON.parse(first.stdout) as { sha256: string }).sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    for (const [ledger, zone] of [['A.json', 'Asia/Shanghai'], ['demo', 'America/Los_Angeles']] as const) {
      const again = run(['--ledger', ledger, '--out', 'B.json'], { TZ: zone, LANG: 'C' })
      expect(again.stdout.replace('B.json', 'A.json')).toBe(first.stdout)
      expect(readFileSync(join(folder, 'B.json')).equals(bytes)).toBe(true)
    }
    expect(readdirSync(folder).sort()).toEqual(['A.json', 'B.json'])
  })

  test('--check finds what cannot be right and exits 1; without it the same ledger is only described', async () => {
    const official = officialLedger()
    const projects = official.projects.map((p) => (p.name === null ? p : { ...p, name: '同名项目' }))
    writeFileSync(join(folder, 'C.json'), await writePackage({ ...official, projects }))
    const checked = run(['--ledger', 'C.json', '--check'])
    expect(checked.status).toBe(1)
    expect((JSON.parse(checked.stdout) as { faults: unknown[] }).faults).toHaveLength(4)
    expect(run(['--ledger', 'C.json']).status).toBe(0)
  })

  test('refuses a package whose content was changed by hand, and leaves no file', () => {
    run(['--ledger', 'demo', '--out', 'A.json'])
    writeFileSync(join(folder, 'C.json'), readFileSync(join(folder, 'A.json'), 'utf8').replace('"name":"', '"name":"改'))
    const { status, stderr, stdout } = run(['--ledger', 'C.json', '--check', '--out', 'D.json'])
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^错误：.*校验码/u)
    expect(existsSync(join(folder, 'D.json'))).toBe(false)
  })

  test('a refused package leaves the target as it was: cut off, of a newer version, no package, too large', () => {
    writeFileSync(join(folder, 'T.json'), 'what stood there')
    writeFileSync(join(folder, 'L.json'), '')
    truncateSync(join(folder, 'L.json'), 1_100_000_000)
    const files = { 'cut.json': officialText.slice(0, -100), 'newer.json': officialText.replace(`"formatVersion":${FORMAT_VERSION}`, `"formatVersion":${FORMAT_VERSION + 1}`), 'none.json': 'PK\u0003\u0004' }
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    for (const [name, words] of [['cut.json', '断了'], ['newer.json', '更新版本'], ['none.json', '不是台账文件'], ['L.json', '太大']] as const) {
      const { status, stdout, stderr } = run(['--ledger', name, '--out', 'T.json'])
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
      expect(stderr).toMatch(new RegExp(`^错误：.*${words}.*\n$`, 'u'))
      expect(readFileSync(join(folder, 'T.json'), 'utf8')).toBe('what stood there')
    }
    expect(readdirSync(folder).sort()).toEqual(['L.json', 'T.json', 'cut.json', 'newer.json', 'none.json'])
  })

  test.each([
    [['--ledger', 'demo', '--out', 'nowhere/X.json'], '没有这个文件夹'],
    [['--ledger', 'demo', '--out', 'A.json', '--out', 'B.json'], '--out'],
    [['--ledger', 'demo', 'more'], 'more'],
    [['--ledger', 'demo', '--nonsense'], '--nonsense'],
    [['--ledger'], '--ledger'],
    [[], '--ledger'],
    [['--ledger', 'nowhere.json'], 'nowhere.json'],
    [['--ledger', 'demo', '--out', 'X.txt'], '.json'],
  ])('refuses %j in one line that names it', (args, named) => {
    const { status, stdout, stderr } = run(args)
    expect(status).toBe(2)
    expect(stdout).toBe('')
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain(named)
    expect(readdirSync(folder)).toEqual([])
  })

  test('--help prints the usage and exits 0', () => {
    const { status, stdout } = run(['--help'])
    expect(status).toBe(0)
    expect(stdout).toContain('npm run --silent ledger')
  })
})
