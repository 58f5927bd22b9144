import { Frame } from './pages/frame'
import { expect, test } from './support/test'

const SCREENS = ['/', '/projects', '/entry', '/wallchart', '/procedures', '/issues', '/events', '/import', '/reports', '/exchange', '/safety', '/settings', '/help']

test('over all screens, an export and its preview, every request stays on this PC: counted, 0 go out', async ({ page, context, baseURL }) => {
  const hosts = new Map<string, number>()
  // Chromium's own record, below the page: workers, preloads, pings and sockets are in it too.
  const record = await context.newCDPSession(page)
  await record.send('Network.enable')
  const note = (address: string): unknown => hosts.set(new URL(address).host, (hosts.get(new URL(address).host) ?? 0) + 1)
  record.on('Network.requestWillBeSent', ({ request }) => note(request.url))
  record.on('Network.webSocketCreated', ({ url }) => note(url))
  context.on('request', (request) => note(request.url()))
  const frame = new Frame(page)
  await frame.openLedger('演示数据')
  for (const screen of SCREENS) {
    await page.goto(`/#${screen}`)
    await frame.heading.waitFor()
  }
  await page.goto('/#/reports')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('main').getByRole('button', { name: /^导出月报表/u }).click()])
  expect(download.suggestedFilename()).toMatch(/\.xlsx$/u)
  // What the page made itself (blob:, data:) has no host.
  const outside = [...hosts].filter(([host]) => host !== '' && host !== new URL(baseURL!).host)
  expect(outside).toEqual([])
  expect(hosts.get(new URL(baseURL!).host)).toBeGreaterThan(20)
})
