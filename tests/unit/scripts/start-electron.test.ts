import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
// @ts-expect-error a plain script
import { installedElectron as untypedInstalled } from '../../../scripts/shell/electron-binary.mjs'
// @ts-expect-error a plain script
import { hasDisplay as untypedDisplay } from '../../../scripts/shell/open-in-browser.mjs'

const installedElectron = untypedInstalled as (folder: string) => string | null
const hasDisplay = untypedDisplay as (env: NodeJS.ProcessEnv, platform: string) => boolean
const ROOT = resolve(import.meta.dirname, '../../..')
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'start-electron-'))
  vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', undefined)
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

describe('installedElectron', () => {
  it('finds nothing before the download, nor after half of it', () => {
    expect(installedElectron(folder)).toBeNull()
    expect(installedElectron(join(folder, 'gone'))).toBeNull()
    writeFileSync(join(folder, 'path.txt'), 'electron')
    expect(installedElectron(folder)).toBeNull()
  })

  it('finds the executable that the package names', () => {
    mkdirSync(join(folder, 'dist'))
    writeFileSync(join(folder, 'dist/electron.exe'), '')
    writeFileSync(join(folder, 'path.txt'), 'electron.exe\n')
    expect(installedElectron(folder)).toBe(join(folder, 'dist/electron.exe'))
  })

  it('takes the copy that ELECTRON_OVERRIDE_DIST_PATH names', () => {
    mkdirSync(join(folder, 'own'))
    writeFileSync(join(folder, 'own/electron'), '')
    writeFileSync(join(folder, 'path.txt'), 'electron')
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', join(folder, 'own'))
    expect(installedElectron(folder)).toBe(join(folder, 'own/electron'))
  })
})

describe('hasDisplay', () => {
  it.each<[NodeJS.ProcessEnv, string, boolean]>([
    [{}, 'win32', true], [{}, 'darwin', true], [{}, 'linux', false], [{ DISPLAY: '' }, 'linux', false], [{ DISPLAY: ':0' }, 'linux', true], [{ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', true],
  ])('with %j on %s: %s', (env, platform, expected) => {
    expect(hasDisplay(env, platform)).toBe(expected)
  })
})

describe.runIf(process.platform !== 'win32')('runElectron', () => {
  /** Runs an executable of the test's own in Electron's place, in a process of its own since it sets the exit code. */
  async function run(body: string | null, open: string | null, stop = false): Promise<{ code: number | null; err: string }> {
    const binary = join(folder, 'electron')
    if (body !== null) writeFileSync(binary, `#!/bin/sh\n${body}\n`)
    if (body !== null) chmodSync(binary, 0o755)
    const script = `import { runElectron } from ${JSON.stringify(pathToFileURL(join(ROOT, 'scripts/shell/run-electron.mjs')).href)}; runElectron(${JSON.stringify(binary)}, ${JSON.stringify(open)}); console.log('started')`
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.once('data', () => {
      if (stop) child.kill('SIGINT')
    })
    let err = ''
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk))
    const [code] = (await once(child, 'close')) as [number | null]
    return { code, err }
  }

  it.each([[null, []], ['demo', ['--open-ledger=demo']]])('starts the program of this folder, asked for %j', async (open, more) => {
    const seen = join(folder, 'seen')
    expect(await run(`printf '%s\\n' "$@" > '${seen}'`, open)).toEqual({ code: 0, err: '' })
    const [root, ...args] = readFileSync(seen, 'utf8').trim().split('\n')
    expect(resolve(root!)).toBe(ROOT)
    expect(args).toEqual(more)
  })

  it.each([['exit 127', 127], ['kill -SEGV $$', 1]])('says what to do instead where the program does not live: %s', async (body, expected) => {
    const { code, err } = await run(body, null)
    expect(code).toBe(expected)
    expect(err).toContain('npm start -- --browser')
    expect(err).toMatch(/^错误：/u)
  })

  it('says what to do instead where the program does not start at all', async () => {
    const { code, err } = await run(null, null)
    expect(code).toBe(1)
    expect(err).toContain('桌面程序没有启动')
    expect(err).toContain('npm start -- --browser')
  })

  it('passes Ctrl-C on to the program and ends without an error', async () => {
    const { code, err } = await run('exec tail -f /dev/null', null, true)
    expect([code, err]).toEqual([0, ''])
  })
})
