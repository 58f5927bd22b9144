import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server } from 'node:net'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
// @ts-expect-error a plain script
import { buildStale } from '../../../scripts/build.mjs'

const START = fileURLToPath(new URL('../../../scripts/start.mjs', import.meta.url))
const LIMIT = 120_000
const signals = process.platform !== 'win32'
const children: ChildProcess[] = []
const servers: Server[] = []

beforeAll(() => buildStale(), LIMIT)
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  for (const server of servers.splice(0)) server.close()
})

interface Run {
  readonly child: ChildProcess
  readonly out: () => string
  readonly err: () => string
  /** Settles once the words are on standard output; fails where the program ends without them. */
  readonly says: (words: string) => Promise<void>
  /** The exit code, or null where a signal ended it. */
  readonly ends: Promise<number | null>
}

function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Run {
  const child = spawn(process.execPath, [START, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  children.push(child)
  let out = ''
  let err = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (err += chunk))
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (out += chunk))
  const ends = once(child, 'close').then(([code]) => code as number | null)
  const says = (words: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (out.includes(words)) resolve()
      }
      child.stdout.on('data', look)
      look()
      void ends.then((code) => reject(new Error(`ended with ${code} without saying “${words}”:\n${out}${err}`)))
    })
  return { child, out: () => out, err: () => err, says, ends }
}

async function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.destroy())
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { server, port: (server.address() as AddressInfo).port }
}

async function freePort(): Promise<number> {
  const { server, port } = await listen()
  server.close()
  await once(server, 'close')
  return port
}

const served = (port: number, more: readonly string[] = []): Run => start(['--no-open', '--browser', '--port', String(port), ...more])

describe('npm start in the browser', { timeout: LIMIT }, () => {
  it.runIf(signals).each(['SIGINT', 'SIGTERM'] as const)('serves the page, says where, and ends cleanly on %s, even with a browser attached', async (signal) => {
    const port = await freePort()
    const run = served(port)
    await run.says(`就绪 http://127.0.0.1:${port}/\n`)
    const page = await fetch(`http://127.0.0.1:${port}/`)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<div id="app">')
    const idle = connect(port, '127.0.0.1')
    idle.on('error', () => {})
    await once(idle, 'connect')
    run.child.kill(signal)
    expect(await run.ends).toBe(0)
    expect(run.err()).toBe('')
    idle.destroy()
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow()
  })

  it('gives the address of the asked ledger for a first start', async () => {
    const port = await freePort()
    const run = served(port, ['--demo'])
    await run.says('就绪 ')
    expect(run.out()).toContain(`请打开 http://127.0.0.1:${port}/?open=demo\n`)
  })

  it.runIf(process.platform === 'linux')('says in one line why it takes the browser where there is no desktop', async () => {
    const port = await freePort()
    const run = start(['--no-open', '--port', String(port)], { DISPLAY: '', WAYLAND_DISPLAY: '' })
    await run.says(`就绪 http://127.0.0.1:${port}/\n`)
    expect(run.out()).toContain(`改用浏览器打开：这里没有图形桌面\n就绪 http://127.0.0.1:${port}/\n`)
  })

  it('refuses a port that another program holds: which port, what to do, and that another is another ledger', async () => {
    const { port } = await listen()
    const run = served(port)
    expect(await run.ends).toBe(2)
    expect(run.out()).not.toContain('就绪')
    expect(run.err()).toMatch(/^错误：/u)
    for (const words of [`端口 ${port} 被别的程序占用`, '--port', '另一本独立的台账']) expect(run.err()).toContain(words)
  })

  it('points a second start to the first, which goes on', async () => {
    const port = await freePort()
    const first = served(port)
    await first.says('就绪 ')
    const second = served(port)
    expect(await second.ends).toBe(2)
    for (const words of ['本程序已经在运行', `http://127.0.0.1:${port}/`, '--port', '另一本独立的台账']) expect(second.err()).toContain(words)
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200)
  })
})

describe('npm start with words that it does not know', { timeout: LIMIT }, () => {
  it.each([
    [['--prot', '5368'], '不认识的选项“--prot”'],
    [['--port', 'abc'], '看不懂“abc”'],
    [['--port'], '1 到 65535'],
    [['--port', '0'], '看不懂“0”'],
    [['--demo', '--official'], '只能选一个'],
  ])('refuses %j with exit code 2, the reason and the usage', async (args, words) => {
    const run = start(args)
    expect(await run.ends).toBe(2)
    expect(run.out()).toBe('')
    expect(run.err()).toContain(`错误：`)
    expect(run.err()).toContain(words)
    expect(run.err()).toContain('用法：npm start -- [选项]')
  })

  it('explains itself with --help', async () => {
    const run = start(['--help'])
    expect(await run.ends).toBe(0)
    expect(run.out()).toContain('用法：npm start -- [选项]')
    expect(run.err()).toBe('')
  })
})
