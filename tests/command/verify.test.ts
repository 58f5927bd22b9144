import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withNumber } from '../unit/exchange/seal/support'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'verify-'))
  expect(run('export', ['--ledger', 'demo', '--report', 'monthly', '--period', '2020-03', '--out', 'march.xlsx']).status).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', `scripts/${command}.ts`, ...args], { encoding: 'utf8', env: { ...process.env, INIT_CWD: folder, ...environment } })
  return { status, stdout, stderr }
}
const verify = (...args: string[]) => {
  const { status, stdout, stderr } = run('verify', args)
  return { status, stderr, told: stdout === '' ? null : (JSON.parse(stdout) as Record<string, unknown>) }
}

describe('verify', () => {
  test('says that a file of a locked month agrees, with the ledger and without', () => {
    for (const ledger of [['--ledger', 'demo'], []]) {
      const { status, told } = verify('march.xlsx', ...ledger)
      expect(status).toBe(0)
      expect(told).toMatchObject({ ours: true, locked: true, period: '2020-03', matches: true, differences: [] })
    }
  })

  test('names one changed cell with what should stand there, and exits 1', () => {
    writeFileSync(join(folder, 'changed.xlsx'), withNumber(readFileSync(join(folder, 'march.xlsx')), 1, 'M12', 12_345.67))
    const { status, told, stderr } = verify('changed.xlsx', '--ledger', 'demo')
    expect(status).toBe(1)
    expect(told).toMatchObject({ matches: false, differences: [{ sheet: '项目进展情况月报表', cell: 'M12', found: 12_345.67 }] })
    expect((told?.['differences'] as { expected: unknown }[])[0]?.expected).toBeTypeOf('number')
    expect(stderr).toContain('有 1 处不一致')
  })

  test('a file of a locked month is the same bytes in any time zone and takes no other 填报日期', () => {
    for (const zone of ['Pacific/Kiritimati', 'America/Los_Angeles']) {
      expect(run('export', ['--ledger', 'demo', '--report', 'monthly', '--period', '2020-03', '--out', 'again.xlsx'], { TZ: zone }).status).toBe(0)
      expect(readFileSync(join(folder, 'again.xlsx')).equals(readFileSync(join(folder, 'march.xlsx')))).toBe(true)
    }
    const { status, stderr } = run('export', ['--ledger', 'demo', '--report', 'monthly', '--period', '2020-03', '--date', '2020-04-06', '--out', 'other.xlsx'])
    expect([status, stderr]).toEqual([2, '错误：2020年3月已锁定，填报日期定为 2020-04-05，请去掉 --date\n'])
  })

  test('变化对比 takes a month, a package and an exported workbook as the other side', () => {
    expect(run('ledger', ['--ledger', 'demo', '--out', 'demo.json']).status).toBe(0)
    const rows = (other: string): unknown => {
      const { status, stdout, stderr } = run('export', ['--ledger', 'demo', '--report', 'changes', '--period', '2020-03', '--compare', other, '--out', 'changes.xlsx'])
      expect(status, stderr).toBe(0)
      return (JSON.parse(stdout) as { sheets: { name: string; rows: number }[] }).sheets[0]
    }
    const nothing = { name: '变化对比', rows: 20 }
    expect(rows('march.xlsx')).toEqual(nothing)
    expect(rows('demo.json')).toEqual(nothing)
    expect((rows('2020-02') as { rows: number }).rows).toBeGreaterThan(100)
    for (const other of [[], ['--compare', 'x.doc'], ['--compare', 'none.xlsx'], ['--compare', '2020-13']]) {
      const { status, stderr } = run('export', ['--ledger', 'demo', '--report', 'changes', '--period', '2020-03', ...other, '--out', 'no.xlsx'])
      expect(status).toBe(2)
      expect(stderr).toMatch(/^错误：.*\n$/u)
    }
  })

  test('refuses what it cannot read, and says why', () => {
    copyFileSync(join(folder, 'march.xlsx'), join(folder, 'short.xlsx'))
    writeFileSync(join(folder, 'short.xlsx'), readFileSync(join(folder, 'march.xlsx')).subarray(0, 9_000))
    writeFileSync(join(folder, 'text.xlsx'), '项目')
    for (const [args, words] of [[['short.xlsx'], '不完整'], [['text.xlsx'], '不是 .xlsx'], [['none.xlsx'], '没有这个文件'], [[], '少了要核对的'], [['march.xlsx', '--ledger', 'x'], '--ledger']] as const) {
      const { status, told, stderr } = verify(...args)
      expect([status, told]).toEqual([2, null])
      expect(stderr).toMatch(/^错误：.*\n$/u)
      expect(stderr).toContain(words)
    }
  })
})
