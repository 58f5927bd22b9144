import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LedgerData } from '@/domain/model'
import { editWorkbook } from '../workbook/support/edit-workbook'
import { describeWith } from '../workbook/support/tools'

const OWNER = '县某水务公司'
const SHEET = '本月填报'
let folder = ''
let sent = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fillin-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(script: 'fillin' | 'collect' | 'ledger', args: readonly string[], environment: NodeJS.ProcessEnv = {}): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', `scripts/${script}.ts`, ...args], { encoding: 'utf8', env: { ...process.env, INIT_CWD: folder, ...environment } })
  return { status, stdout, stderr }
}

interface Collected {
  files: { file: string; owner: string; status: string; applied: number; message: string; conflicts: Record<string, unknown>[]; faults: Record<string, unknown>[] }[]
  written: string | null
}
const collect = (...args: string[]): Collected & { exit: number | null } => {
  const { status, stdout, stderr } = run('collect', args)
  expect(stdout.trimEnd().split('\n'), stderr).toHaveLength(1)
  return { ...(JSON.parse(stdout) as Collected), exit: status }
}
const data = (file: string): LedgerData => (JSON.parse(readFileSync(join(folder, file), 'utf8')) as { data: LedgerData }).data
const reportOf = (file: string, projectId: string) => data(file).progressReports.find((r) => r.projectId === projectId && r.period === '2020-12')

describeWith(['python3-openpyxl'], 'fillin and collect', () => {
  test('fillin writes one workbook per owner and tells of each; again, elsewhere, the same bytes', () => {
    const { status, stdout, stderr } = run('fillin', ['--ledger', 'demo', '--period', '2020-12', '--out', 'out'])
    expect(status, stderr).toBe(0)
    const { files } = JSON.parse(stdout) as { files: { file: string; owner: string; projects: number; sha256: string }[] }
    expect(files).toHaveLength(18)
    expect(files.reduce((n, f) => n + f.projects, 0)).toBe(65)
    for (const f of files) expect(createHash('sha256').update(readFileSync(f.file)).digest('hex')).toBe(f.sha256)
    sent = files.find((f) => f.owner === OWNER)!.file
    const one = run('fillin', ['--ledger', 'demo', '--period', '2020-12', '--out', 'one', '--owner', OWNER], { TZ: 'America/Los_Angeles' })
    expect((JSON.parse(one.stdout) as { files: object[] }).files).toMatchObject([{ owner: OWNER, projects: 5, sha256: files.find((f) => f.owner === OWNER)!.sha256 }])
  })

  test('fillin refuses what it cannot do and leaves nothing behind', () => {
    for (const [args, words] of [
      [['--ledger', 'official', '--period', '2020-12', '--out', 'none'], '没有一个项目填了项目单位'], [['--ledger', 'demo', '--period', '2020-12', '--out', 'none', '--owner', '没有的公司'], '没有项目单位是“没有的公司”的项目'],
      [['--ledger', 'demo', '--period', '2020-13', '--out', 'none'], '--period 不能是'], [['--ledger', 'demo', '--period', '2020-12'], '少了 --out'],
    ] as const) {
      const { status, stderr, stdout } = run('fillin', args)
      expect([status, stdout, stderr.startsWith('错误：') && stderr.includes(words)], stderr).toEqual([2, '', true])
    }
    expect(existsSync(join(folder, 'none'))).toBe(false)
  })

  test('collect merges what was filled in, tells what is no return, and can be repeated', async () => {
    mkdirSync(join(folder, 'back'))
    await editWorkbook(sent, join(folder, 'back', basename(sent)), [{ do: 'put', sheet: SHEET, cell: 'H6', value: 1000.5 }, { do: 'put', sheet: SHEET, cell: 'H7', value: '多少' }, { do: 'saved', at: '2021-01-03T08:00:00' }])
    copyFileSync(join(folder, 'out', '县某供电公司_2020-12_填报表.xlsx'), join(folder, 'back', '供电.xlsx'))
    writeFileSync(join(folder, 'back', 'letter.xlsx'), 'PK no workbook')
    const foreign = join(folder, 'foreign.json')
    expect(run('ledger', ['--ledger', 'demo', '--out', foreign]).status).toBe(0)
    const result = collect('--ledger', 'demo', '--out', 'NEW.json', 'back')
    expect(result).toMatchObject({ exit: 0, written: join(folder, 'NEW.json') })
    const byName = Object.fromEntries(result.files.map((f) => [basename(f.file), f]))
    expect(byName[basename(sent)]).toMatchObject({ owner: OWNER, status: 'merged', applied: 1, conflicts: [], faults: [{ sheet: SHEET, cell: 'H7', field: 'completedThisMonth', value: '多少' }] })
    expect(byName['供电.xlsx']).toMatchObject({ status: 'same', applied: 0 })
    expect(byName['letter.xlsx']).toMatchObject({ owner: null, status: 'unreadable', applied: 0 })
    const [project] = data('NEW.json').sentWorkbooks.find((r) => r.owner === OWNER)!.projectIds
    expect(reportOf('NEW.json', project!)?.completed).toBe(1_000_500_000)
    expect(run('ledger', ['--ledger', 'NEW.json', '--out', 'AGAIN.json']).status).toBe(0)

    const again = collect('--ledger', 'NEW.json', '--out', 'NEW2.json', 'back')
    expect(again.files.map((f) => f.status).sort()).toEqual(['same', 'same', 'unreadable'])
    expect(readFileSync(join(folder, 'NEW2.json'), 'utf8')).toBe(readFileSync(join(folder, 'NEW.json'), 'utf8'))

    await editWorkbook(sent, join(folder, 'early.xlsx'), [{ do: 'put', sheet: SHEET, cell: 'H6', value: 5 }, { do: 'saved', at: '2021-01-02T08:00:00' }])
    expect(collect('--ledger', 'NEW.json', '--out', 'NEW3.json', 'early.xlsx').files).toMatchObject([{ status: 'old', applied: 0 }])
    expect(collect('--ledger', 'official', '--out', 'NEW4.json', join('back', basename(sent))).files).toMatchObject([{ status: 'foreign', applied: 0 }])
  })

  test('collect stops at a conflict and writes only when told whose value to take', async () => {
    await editWorkbook(sent, join(folder, 'theirs.xlsx'), [{ do: 'put', sheet: SHEET, cell: 'H6', value: 7 }, { do: 'put', sheet: SHEET, cell: 'J6', value: 9000 }, { do: 'saved', at: '2021-01-04T08:00:00' }])
    const open = collect('--ledger', 'NEW.json', '--out', 'C.json', 'theirs.xlsx')
    expect(open).toMatchObject({ exit: 1, written: null, files: [{ status: 'conflict', conflicts: [{ field: 'completedThisMonth', here: 1_000_500_000, owner: 7_000_000 }] }] })
    expect(existsSync(join(folder, 'C.json'))).toBe(false)
    const [conflict] = open.files[0]!.conflicts
    for (const [take, completed] of [['ours', 1_000_500_000], ['theirs', 7_000_000]] as const) {
      expect(collect('--ledger', 'NEW.json', '--out', 'C.json', 'theirs.xlsx', '--take', take)).toMatchObject({ exit: 0, written: join(folder, 'C.json'), files: [{ status: 'merged' }] })
      expect(reportOf('C.json', String(conflict!['projectId']))).toMatchObject({ completed, fundsInPlace: 9_000_000_000 })
    }
  })

  test('collect opens a zip, tells a replaced workbook, and leaves what was handed in alone', () => {
    const locked = run('fillin', ['--ledger', 'demo', '--period', '2020-09', '--out', 'locked', '--owner', OWNER])
    expect(locked.status).toBe(0)
    const [file] = readdirSync(join(folder, 'locked'))
    writeFileSync(join(folder, '收回.zip'), zipSync({ '收回/': new Uint8Array(), [`收回/${file!}`]: readFileSync(join(folder, 'locked', file!)), '收回/~$x.xlsx': new Uint8Array([1]), '收回/说明.txt': new Uint8Array([1]) }))
    expect(collect('--ledger', 'demo', '--out', 'Z.json', '收回.zip')).toMatchObject({ exit: 0, files: [{ owner: OWNER, status: 'same' }] })
  })

  test('collect refuses a line that makes no sense and writes nothing', () => {
    for (const [args, words] of [
      [['--ledger', 'demo', '--out', 'N.json', 'nowhere'], '没有 '], [['--ledger', 'demo', '--out', 'N.json'], '少了收回的文件或文件夹'], [['--ledger', 'demo', '--out', 'N.txt', sent], '--out 应是以 .json 结尾'],
      [['--ledger', 'demo', '--out', 'N.json', sent, '--take', 'mine'], '--take 不能是'],
    ] as const) {
      const { status, stdout, stderr } = run('collect', args)
      expect([status, stdout, stderr.startsWith('错误：') && stderr.includes(words)], stderr).toEqual([2, '', true])
    }
    expect(readdirSync(folder).filter((f) => f.startsWith('N.'))).toEqual([])
  })
})
