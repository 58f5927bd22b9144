import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SHELL_CALLS } from '#electron/channels'
// @ts-expect-error a plain script
import { buildStale } from '../../scripts/build.mjs'
// @ts-expect-error a plain script
import { installedElectron } from '../../scripts/shell/electron-binary.mjs'
// @ts-expect-error a plain script
import { hasDisplay } from '../../scripts/shell/open-in-browser.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const binary = installedElectron() as string | null

/** Why the program cannot be started on this machine, or null. Chromium's sandbox, which is never switched off, refuses root. */
function lacking(): string | null {
  if (binary === null) return 'no Electron binary'
  if (!(hasDisplay() as boolean)) return 'no display for Electron'
  return process.getuid?.() === 0 ? 'Electron does not run as root' : null
}

const reason = lacking()

describe.skipIf(reason !== null)(reason === null ? 'the program in a real Electron' : `skipped: ${reason}`, () => {
  let program: ElectronApplication
  let page: Page
  let profile: string

  beforeAll(async () => {
    await buildStale()
    profile = mkdtempSync(join(tmpdir(), 'desktop-real-'))
    program = await _electron.launch({ executablePath: binary!, args: [ROOT, '--open-ledger=demo', `--user-data-dir=${profile}`] })
    page = await program.firstWindow()
    await page.waitForLoadState()
  }, 180_000)
  afterAll(async () => {
    await program?.close()
    rmSync(profile, { recursive: true, force: true })
  })

  it('opens the demonstration ledger under app://ledger with a working IndexedDB', async () => {
    expect(page.url()).toMatch(/^app:\/\/ledger\//u)
    await page.getByText('虚构演示数据').first().waitFor()
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBeGreaterThan(0)
    expect(await program.evaluate(({ app }) => app.getPath('userData'))).toBe(profile)
  })

  it("gives the page the Shell's verbs and no Node", async () => {
    const seen = await page.evaluate(() => {
      const world = window as unknown as Record<string, unknown>
      return { verbs: Object.keys(world.desktopShell as object).sort(), require: typeof world.require, process: typeof world.process, ipcRenderer: typeof world.ipcRenderer }
    })
    expect(seen).toEqual({ verbs: ['kind', 'onWaitingFile', ...SHELL_CALLS].sort(), require: 'undefined', process: 'undefined', ipcRenderer: 'undefined' })
  })

  it('opens no second window and reaches no address but its own', async () => {
    expect(await page.evaluate(() => window.open('https://example.invalid/') === null)).toBe(true)
    expect(await page.evaluate(() => fetch('http://127.0.0.1:9/').then(() => 'answered', () => 'refused'))).toBe('refused')
    expect(await program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  it('refuses a payload that is not as agreed', async () => {
    const said = await page.evaluate(() => (window as unknown as { desktopShell: { setFullScreen(on: unknown): Promise<void> } }).desktopShell.setFullScreen('true').then(() => '', (error: Error) => error.message))
    expect(said).toContain('已拒绝')
  })

  it('lets no name be resolved and asks no proxy', async () => {
    expect(await program.evaluate(({ app }) => app.commandLine.getSwitchValue('host-resolver-rules'))).toBe('MAP * ~NOTFOUND')
    expect(await program.evaluate(({ session }) => session.defaultSession.resolveProxy('https://example.invalid/'))).toBe('DIRECT')
  })

  it('runs the page in a sandbox of the system', async () => {
    expect(await program.evaluate(({ BrowserWindow }) => (BrowserWindow.getAllWindows()[0]!.webContents as unknown as { getLastWebPreferences(): { sandbox: boolean; contextIsolation: boolean } }).getLastWebPreferences())).toMatchObject({ sandbox: true, contextIsolation: true })
    expect(await program.evaluate(({ app }) => app.getAppMetrics().filter((m) => m.type === 'Tab').every((m) => m.sandboxed !== false))).toBe(true)
  })

  it('prints the wall chart’s sizes to PDF', async () => {
    const file = join(profile, '挂图.pdf')
    await program.evaluate(({ dialog }, path) => (dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: path }) as never), file)
    for (const paper of ['A4', 'A3', 'A1', 'A0']) {
      rmSync(file, { force: true })
      await page.evaluate((size) => (window as unknown as { desktopShell: { printPage(request: unknown): Promise<unknown> } }).desktopShell.printPage({ to: 'pdf', suggestedName: '挂图.pdf', paper: size, landscape: true }), paper)
      expect(readFileSync(file, 'latin1').slice(0, 5)).toBe('%PDF-')
    }
  })

  it('takes a ledger file of a second start, which ends by itself, and shows it before anything is replaced', async () => {
    const file = join(profile, '另一本.kpledger')
    writeFileSync(file, '{"format":"something else"}')
    const second = spawn(binary!, [ROOT, file, `--user-data-dir=${profile}`], { stdio: 'ignore' })
    expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0)
    await page.getByRole('dialog', { name: '文件没有打开' }).getByRole('button', { name: '知道了' }).click()
  })

  it('brings a crashed page back and says so', async () => {
    const gone = page.waitForEvent('crash')
    await program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer())
    await gone
    await expect.poll(() => program.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript('document.body.innerText') as Promise<string>), { timeout: 30_000 }).toContain('界面刚才意外退出')
  })
})
