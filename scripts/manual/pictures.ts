/** `npx tsx scripts/manual/pictures.ts [name…]`: takes the pictures of docs/用户手册.md anew from the built program with the demonstration ledger. */
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'
import { findChromium } from '../test/chromium.mjs'
import { SCENES } from './scenes'

const PORT = 5398
const ORIGIN = `http://127.0.0.1:${PORT}`
const FOLDER = 'docs/images'
/** Small enough for the program to carry, and sharp enough to read. */
const QUALITY = 68

/** Charts draw a moment after their screen stands. */
async function take(page: Page, name: string): Promise<number> {
  await pause(700)
  const session = await page.context().newCDPSession(page)
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: QUALITY })
  await session.detach()
  const bytes = Buffer.from(data, 'base64')
  writeFileSync(`${FOLDER}/manual-${name}.webp`, bytes)
  return bytes.length
}

const wanted = process.argv.slice(2)
const server = spawn(process.execPath, ['scripts/shell/serve.mjs', String(PORT)], { stdio: 'inherit' })
while (!(await fetch(`${ORIGIN}/__ledger`).then((answer) => answer.ok, () => false))) await pause(100)
const chosen = findChromium()
const browser = await chromium.launch({ ...(chosen === null ? {} : { executablePath: chosen.path }), args: ['--no-sandbox', '--disable-gpu'] })
try {
  let total = 0
  for (const scene of SCENES.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
    // A context of its own each: no scene stands on what another did.
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce' })
    await page.clock.setFixedTime(new Date('2020-12-04T14:03:00+08:00'))
    await page.goto(scene.ledger === null ? `${ORIGIN}/` : `${ORIGIN}/?open=${scene.ledger}`)
    if (scene.ledger !== null) await page.getByRole('heading', { level: 1, name: '总览' }).waitFor()
    await scene.arrange(page)
    const bytes = await take(page, scene.name)
    total += bytes
    console.log(`manual-${scene.name}.webp ${(bytes / 1024).toFixed(0)} KB`)
    await page.context().close()
  }
  console.log(`合计 ${(total / 1024).toFixed(0)} KB`)
} finally {
  await browser.close()
  server.kill()
}
