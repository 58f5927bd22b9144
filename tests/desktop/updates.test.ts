import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CheckedUpdate } from '#electron/shell-contract'
import { compareVersions, updateCalls, type Host } from '#electron/updates'
import { standIn } from './stand-in/electron'

const window = {} as BrowserWindow
const CONTENT = 'an installer'
const HASH = createHash('sha256').update(CONTENT).digest('hex')
let folder: string
let done: string[]

function calls(platform = 'win32', answer = ''): ReturnType<typeof updateCalls> {
  const host: Host = {
    platform, version: '0.1.0', open: async (path) => (done.push(`open ${path}`), answer), showInFolder: (path) => void done.push(`show ${path}`), quit: () => void done.push('quit'),
  }
  return updateCalls(() => host)
}

/** Puts an installer there and chooses it. `line`: what the file beside it says, null for none. */
function bring(name: string, line: string | null = `${HASH}  ${name}\n`): string {
  const path = join(folder, name)
  writeFileSync(path, CONTENT)
  if (line !== null) writeFileSync(`${path}.sha256`, line)
  standIn.openPath = path
  return path
}

async function checked(platform?: string): Promise<{ update: CheckedUpdate; open: ReturnType<typeof updateCalls>['openUpdate'] }> {
  const { chooseUpdate, openUpdate } = calls(platform)
  const choice = await chooseUpdate(undefined, window)
  if (choice.outcome !== 'checked') throw new Error(JSON.stringify(choice))
  return { update: choice.update, open: openUpdate }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-update-'))
  done = []
  standIn.openPath = null
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('choosing an installer', () => {
  it.each([
    ['win32', 'key-project-ledger-setup-0.2.0.exe', '0.2.0', 'newer'], ['win32', 'key-project-ledger-portable-0.1.0.exe', '0.1.0', 'same'], ['linux', 'key-project-ledger_0.0.9_arm64.deb', '0.0.9', 'older'],
    ['linux', 'key-project-ledger-0.10.0-x86_64.AppImage', '0.10.0', 'newer'], ['darwin', 'key-project-ledger-1.0.0-arm64.dmg', '1.0.0', 'newer'],
  ])('on %s, %s is shown with its version, size and hash, and nothing is started', async (platform, name, version, standing) => {
    bring(name)
    const { update } = await checked(platform)
    expect(update).toEqual({ id: expect.any(String), name, version, current: '0.1.0', bytes: CONTENT.length, sha256: HASH, standing })
    expect(done).toEqual([])
  })

  it.each([`${HASH}`, `${HASH.toUpperCase()} *key-project-ledger-setup-0.2.0.exe\r\n`])('a file beside it may say %j', async (line) => {
    bring('key-project-ledger-setup-0.2.0.exe', line)
    expect((await checked()).update.sha256).toBe(HASH)
  })

  it.each([
    ['another program', 'setup.exe', undefined, '不是本程序的安装文件'], ['a name that only begins like ours', 'key-project-ledger-setup-0.2.0.exe.exe', undefined, '不是本程序的安装文件'], ['an installer of another system', 'key-project-ledger_0.2.0_amd64.deb', undefined, '不是本程序的安装文件'],
    ['no hash beside it', 'key-project-ledger-setup-0.2.0.exe', null, '旁边没有校验文件'], ['a hash of something else', 'key-project-ledger-setup-0.2.0.exe', `${'0'.repeat(64)}  key-project-ledger-setup-0.2.0.exe`, '对不上'],
    ['a hash of another file', 'key-project-ledger-setup-0.2.0.exe', `${HASH}  other.exe`, '看不懂'], ['words for a hash', 'key-project-ledger-setup-0.2.0.exe', '没问题', '看不懂'],
  ])('%s is refused in words', async (_what, name, line, words) => {
    bring(name, line)
    expect(await calls().chooseUpdate(undefined, window)).toEqual({ outcome: 'refused', message: expect.stringContaining(words) as string })
    expect(done).toEqual([])
  })

  it('that is given up, or cannot be read, changes nothing', async () => {
    expect(await calls().chooseUpdate(undefined, window)).toEqual({ outcome: 'cancelled' })
    standIn.openPath = join(folder, 'key-project-ledger-setup-0.2.0.exe')
    expect(await calls().chooseUpdate(undefined, window)).toMatchObject({ outcome: 'refused' })
    expect(await calls('freebsd').chooseUpdate(undefined, window)).toEqual({ outcome: 'unable' })
  })
})

describe('opening it', () => {
  it('hands it to the system; on Windows the program makes room for it', async () => {
    const path = bring('key-project-ledger-setup-0.2.0.exe')
    const { update, open } = await checked()
    expect(await open({ id: update.id }, window)).toEqual({ outcome: 'started' })
    expect(done).toEqual([`open ${path}`, 'quit'])
  })

  it('opens a deb with the system’s own installer, and shows where an AppImage lies', async () => {
    const deb = bring('key-project-ledger_0.2.0_amd64.deb')
    const first = await checked('linux')
    expect(await first.open({ id: first.update.id }, window)).toEqual({ outcome: 'started' })
    const image = bring('key-project-ledger-0.2.0-x86_64.AppImage')
    const second = await checked('linux')
    expect(await second.open({ id: second.update.id }, window)).toEqual({ outcome: 'shown' })
    expect(done).toEqual([`open ${deb}`, `show ${image}`])
  })

  it('refuses a file that was exchanged after the check, one that is gone, and one that was never chosen', async () => {
    const path = bring('key-project-ledger-setup-0.2.0.exe')
    const { update, open } = await checked()
    writeFileSync(path, 'something else')
    expect(await open({ id: update.id }, window)).toMatchObject({ outcome: 'failed', message: expect.stringContaining('变了') as string })
    rmSync(path)
    expect(await open({ id: update.id }, window)).toMatchObject({ outcome: 'failed' })
    expect(await open({ id: '6f1c2f2e-8f5a-4c0b-9d52-3f0d8f6f7a11' }, window)).toMatchObject({ outcome: 'failed', message: '请重新选安装文件' })
    expect(done).toEqual([])
  })

  it('tells in words where the system does not open it', async () => {
    bring('key-project-ledger-setup-0.2.0.exe')
    const { chooseUpdate, openUpdate } = calls('win32', 'Failed to open path')
    const choice = await chooseUpdate(undefined, window)
    expect(choice.outcome === 'checked' && (await openUpdate({ id: choice.update.id }, window))).toMatchObject({ outcome: 'failed', message: expect.not.stringContaining('Failed') as string })
    expect(done).toEqual([expect.stringContaining('open ')])
  })
})

it.each([['0.2.0', '0.1.9', 'newer'], ['0.10.0', '0.9.0', 'newer'], ['1.0.0', '1.0.0', 'same'], ['1.0.0', '1.0.1', 'older'], ['0.9.9', '1.0.0', 'older']])('version %s stands to %s as %s', (a, b, standing) => expect(compareVersions(a, b)).toBe(standing))
