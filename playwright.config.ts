import { defineConfig } from '@playwright/test'
import { findChromium } from './scripts/test/chromium.mjs'

// Two checkouts on one machine test at the same time on two ports.
const PORT = Number(process.env['BROWSER_TEST_PORT'] ?? 5399)
const chromium = findChromium()

export default defineConfig({
  testDir: 'tests/browser',
  testMatch: '**/*.spec.ts',
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: process.env['PLAYWRIGHT_JSON'] ? [['list'], ['json', { outputFile: process.env['PLAYWRIGHT_JSON'] }]] : [['list']],
  use: {
    baseURL: `http://127.0.0.1:${PORT}`,
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    trace: 'retain-on-failure',
    launchOptions: {
      ...(chromium === null ? {} : { executablePath: chromium.path }),
      args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-gpu'],
    },
  },
  webServer: { command: `node scripts/shell/serve.mjs ${PORT}`, url: `http://127.0.0.1:${PORT}/__ledger`, reuseExistingServer: false, timeout: 120_000 },
})
