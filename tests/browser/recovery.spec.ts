import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../../scripts/test/chromium.mjs'
import { EntryPage } from './pages/entry-page'
import { ProjectPage } from './pages/project-page'
import { expect, test } from './support/test'

const NAME = '临县北门小学综合楼建设项目'
const RIVER = '湫水河临县城区段综合治理（三期）工程'
const chosen = findChromium()

/** A Chromium of its own on a profile, that can be killed as a power cut would. */
async function startOn(profile: string): Promise<{ page: Page; kill(): Promise<void> }> {
  const child: ChildProcess = spawn(chosen?.path ?? chromium.executablePath(), [
    '--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--window-size=1366,900', '--lang=zh-CN', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank',
  ], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    child.stderr?.on('data', (piece) => {
      said += String(piece)
      const found = /DevTools listening on (\S+)/u.exec(said)?.[1]
      if (found !== undefined) resolve(found)
    })
    child.once('exit', (code) => reject(new Error(`Chromium ended with ${String(code)}: ${said}`)))
  })
  const browser = await chromium.connectOverCDP(address)
  const page = browser.contexts()[0]!.pages()[0]!
  const ended = new Promise((resolve) => child.once('exit', resolve))
  return {
    page,
    async kill() {
      if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, 'SIGKILL')
      await ended
    },
  }
}

/** What the disk has of the drafts. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(() => new Promise<string[]>((resolve, reject) => {
    const request = indexedDB.open('key-project-ledger-drafts')
    request.onerror = () => reject(new Error('not opened'))
    request.onsuccess = () => {
      const all = request.result.transaction('drafts').objectStore('drafts').getAll()
      all.onsuccess = () => {
        request.result.close()
        resolve((all.result as { text: string }[]).map((row) => row.text))
      }
    }
  }))
}

test('what was typed and not saved is there again after the program was killed, and is asked for by nobody else once saved', async ({ baseURL }) => {
  const profile = mkdtempSync(join(tmpdir(), 'killed-'))
  let running = await startOn(profile)
  try {
    await running.page.goto(`${baseURL}/`)
    await running.page.getByRole('button', { name: '官方台账' }).click()
    const typed = await ProjectPage.openByName(running.page, NAME)
    await typed.fillMonth({ 本月完成投资: '1234.56', 形象进度: '主体三层封顶' })
    await running.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '月报填报' }).click()
    const cells = new EntryPage(running.page)
    await cells.go(RIVER, '存在问题')
    await cells.type('正在打的字')
    await expect.poll(() => kept(running.page).then((rows) => rows.join())).toMatch(/主体三层封顶.*正在打的字|正在打的字.*主体三层封顶/u)
    await running.kill()

    running = await startOn(profile)
    await running.page.goto(`${baseURL}/`)
    const again = await ProjectPage.openByName(running.page, NAME)
    await expect(again.monthField('本月完成投资')).toHaveValue('1234.56')
    await expect(again.monthField('形象进度')).toHaveValue('主体三层封顶')
    await again.save()
    await running.page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '月报填报' }).click()
    const back = new EntryPage(running.page)
    await expect(await back.cell(RIVER, '存在问题')).toHaveText('正在打的字')
    await back.go(RIVER, '存在问题')
    await back.press('F2', 'Enter')
    await expect(await back.cell(RIVER, '存在问题')).not.toHaveAttribute('aria-invalid')
    await expect.poll(() => kept(running.page)).toEqual([])
  } finally {
    await running.kill()
    rmSync(profile, { recursive: true, force: true })
  }
})

test('a second window takes nothing from one that lives, and all from one that was closed', async ({ page, context }) => {
  await page.goto('/')
  await page.getByRole('button', { name: '官方台账' }).click()
  const first = await ProjectPage.openByName(page, NAME)
  await first.fillMonth({ 形象进度: '在第一个窗口里填的' })
  await expect.poll(() => kept(page)).toHaveLength(1)
  const second = await context.newPage()
  await second.goto('/')
  await expect((await ProjectPage.openByName(second, NAME)).monthField('形象进度')).toHaveValue('')
  await page.close()
  await second.reload()
  await expect((await ProjectPage.openByName(second, NAME)).monthField('形象进度')).toHaveValue('在第一个窗口里填的')
})
