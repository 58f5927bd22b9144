import { test as base } from '@playwright/test'

export { expect } from '@playwright/test'

/**
 * Every browser test fails on what a person would not see but should not happen: an error or warning on the console, an
 * uncaught exception, a request beyond this PC. A test that provokes such a message lists it in `expectedConsole`.
 */
export const test = base.extend<{ expectedConsole: RegExp[]; ownHost: string; watched: void }>({
  expectedConsole: [[], { option: true }],
  ownHost: ['127.0.0.1', { option: true }],
  watched: [
    async ({ context, expectedConsole, ownHost }, use) => {
      const faults: string[] = []
      context.on('console', (message) => {
        if ((message.type() === 'error' || message.type() === 'warning') && !expectedConsole.some((e) => e.test(message.text()))) faults.push(`${message.type()}: ${message.text()}`)
      })
      context.on('weberror', (error) => faults.push(`uncaught: ${error.error().stack ?? error.error().message}`))
      context.on('request', (request) => {
        const { protocol, hostname } = new URL(request.url())
        if (protocol.startsWith('http') && hostname !== ownHost) faults.push(`foreign request: ${request.url()}`)
      })
      await use()
      if (faults.length > 0) throw new Error(`The page complained:\n${faults.join('\n')}`)
    },
    { auto: true },
  ],
})
