/** `npx tsx scripts/manual/pictures.ts`: takes the pictures of docs/用户手册.md anew from the built program with the demonstration ledger. */
import { spawn } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../test/chromium.mjs'

const PORT = 5398
const ORIGIN = `http://127.0.0.1:${PORT}`
const FOLDER = 'docs/images'

/** Charts draw a moment after their screen stands. */
async function take(page: Page, name: string): Promise<void> {
  await pause(600)
  await page.screenshot({ path: `${FOLDER}/manual-${name}.png` })
}

async function openScreen(page: Page, label: string): Promise<void> {
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: label }).click()
  await page.getByRole('heading', { level: 1, name: label }).waitFor()
}

async function takeAll(page: Page): Promise<void> {
  await page.clock.setFixedTime(new Date('2020-04-05T14:03:00+08:00'))
  await page.goto(`${ORIGIN}/?open=demo`)
  await page.getByRole('heading', { level: 1, name: '总览' }).waitFor()
  await page.getByRole('banner').getByLabel('报告期').selectOption({ label: '2020年11月' })
  await take(page, 'overview')
  await openScreen(page, '项目库')
  await take(page, 'projects')
  await page.getByRole('grid').getByRole('link').first().click()
  await take(page, 'project')
  await page.getByRole('banner').getByLabel('报告期').selectOption({ label: '2020年12月' })
  await openScreen(page, '月报填报')
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']) await page.keyboard.press(key)
  await page.keyboard.type('1.2.3')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
  await page.keyboard.type('1701.5')
  await take(page, 'entry')
  await page.keyboard.press('Enter')
  await openScreen(page, '报表导出')
  await take(page, 'reports')
  await openScreen(page, '数据安全')
  await take(page, 'safety')
}

const server = spawn(process.execPath, ['scripts/shell/serve.mjs', String(PORT)], { stdio: 'inherit' })
while (!(await fetch(`${ORIGIN}/__ledger`).then((answer) => answer.ok, () => false))) await pause(100)
const chosen = findChromium()
const browser = await chromium.launch({ ...(chosen === null ? {} : { executablePath: chosen.path }), args: ['--no-sandbox', '--disable-gpu'] })
try {
  await takeAll(await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' }))
} finally {
  await browser.close()
  server.kill()
}
