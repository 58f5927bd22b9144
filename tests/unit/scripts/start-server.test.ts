import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http'
import { connect, createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
// @ts-expect-error a plain script
import * as pageServer from '../../../scripts/shell/page-server.mjs'
// @ts-expect-error a plain script
import { takenPortMessage as untypedMessage } from '../../../scripts/shell/taken-port.mjs'

const { startPageServer, isOwnHost, HOST, IDENTITY, IDENTITY_PATH, CONTENT_SECURITY_POLICY } = pageServer as {
  startPageServer(port: number, root?: string): Promise<Server>
  isOwnHost(host: string, name: string, port: number): boolean
  HOST: string
  IDENTITY: string
  IDENTITY_PATH: string
  CONTENT_SECURITY_POLICY: string
}
const takenPortMessage = untypedMessage as (port: number) => Promise<string>
const SECRET = 'a file of the person'

interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

let folder: string
let root: string
let server: Server
let port: number

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'start-server-'))
  root = join(folder, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  mkdirSync(join(folder, 'renderer-more'))
  writeFileSync(join(folder, 'renderer-more/secret.js'), SECRET)
  writeFileSync(join(folder, 'secret.json'), SECRET)
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>重点项目作战台</title>')
  writeFileSync(join(root, 'assets/main-1a.js'), 'export {}')
  server = await startPageServer(0, root)
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.close()
  server.closeAllConnections()
  rmSync(folder, { recursive: true, force: true })
})

/** Sends the path as it is: fetch would tidy `..` up before it left. */
function ask(path: string, { method = 'GET', host = `${HOST}:${port}` }: { method?: string; host?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = httpRequest({ host: HOST, port, path, method, headers: { host }, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body })).on('error', reject)
    })
    asking.on('error', reject).end()
  })
}

describe('the page server', () => {
  it('listens on loopback alone', () => expect((server.address() as AddressInfo).address).toBe('127.0.0.1'))

  it.each(['/', '/?open=demo', '/index.html', '//'])('gives the page at %s, guarded and never from an old copy', async (path) => {
    const { status, headers, body } = await ask(path)
    expect(status).toBe(200)
    expect(body).toContain('重点项目作战台')
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8', 'content-security-policy': CONTENT_SECURITY_POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'cache-control': 'no-cache',
    })
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })

  it('lets the named assets be kept', async () => {
    const { status, headers } = await ask('/assets/main-1a.js')
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(headers['cache-control']).toContain('immutable')
  })

  it('answers HEAD as GET, without the content', async () => {
    const whole = await ask('/assets/main-1a.js')
    const head = await ask('/assets/main-1a.js', { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(head.body).toBe('')
    expect(head.headers['content-length']).toBe(String(Buffer.byteLength(whole.body)))
    expect(head.headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('answers 405 to %s and names what it takes', async (method) => {
    const { status, headers } = await ask('/', { method })
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
  })

  it('answers 403 to a name that only resolves to this PC', async () => {
    for (const host of ['evil.example', `evil.example:${port}`, `127.0.0.1.evil.example:${port}`, `127.0.0.1:${port + 1}`, '127.0.0.1', `0.0.0.0:${port}`, `localhost.evil:${port}`, `user@127.0.0.1:${port}`]) {
      const { status, body } = await ask('/', { host })
      expect([status, body], host).toEqual([403, '本程序只供本机使用'])
    }
    expect((await ask(IDENTITY_PATH, { host: `evil.example:${port}` })).status).toBe(403)
  })

  it('answers 403 to an old client that names no host', async () => {
    const first = await new Promise<string>((resolve, reject) => {
      const socket = connect(port, HOST, () => socket.write('GET / HTTP/1.0\r\n\r\n'))
      socket.setEncoding('utf8').once('data', resolve).once('error', reject).on('close', () => socket.destroy())
    })
    expect(first).toMatch(/^HTTP\/1\.1 403 /u)
  })

  it('sends localhost to 127.0.0.1, where the ledger is, with path and query, and never elsewhere', async () => {
    const from = async (path: string): Promise<string | undefined> => {
      const { status, headers } = await ask(path, { host: `localhost:${port}` })
      expect(status).toBe(308)
      return headers.location
    }
    expect(await from('/')).toBe(`http://127.0.0.1:${port}/`)
    expect(await from('/index.html?open=demo')).toBe(`http://127.0.0.1:${port}/index.html?open=demo`)
    for (const path of ['//evil.example/', '/\\evil.example/', 'http://evil.example/']) expect(new URL((await from(path))!).host, path).toBe(`127.0.0.1:${port}`)
  })

  it('knows its own name also on port 80, which browsers leave out', () => {
    expect(isOwnHost('127.0.0.1', '127.0.0.1', 80)).toBe(true)
    expect(isOwnHost('127.0.0.1:80', '127.0.0.1', 80)).toBe(true)
    expect(isOwnHost('127.0.0.1', '127.0.0.1', 5367)).toBe(false)
    expect(isOwnHost('127.0.0.1:80', '127.0.0.1', 5367)).toBe(false)
  })

  it.each([
    '/../secret.json', '/assets/../../secret.json', '/%2e%2e/secret.json', '/%2e%2e%2fsecret.json', '/..%2fsecret.json', '/..%5csecret.json', '/%252e%252e%252fsecret.json', '/..%2frenderer-more%2fsecret.js',
    '/assets/..%2f..%2frenderer-more%2fsecret.js', '/%2fetc%2fpasswd', '/index.html%00', '/%00', '/assets', '/assets/', '/gone.js', '/index.html/more',
  ])('answers 404 to %s and tells nothing', async (path) => {
    expect(await ask(path)).toMatchObject({ status: 404, body: '' })
  })

  it.each(['/%', '/%ff', '/%e4%b8', '/%c0%ae%c0%ae/secret.json'])('answers 400 to the broken path %s', async (path) => {
    expect((await ask(path)).status).toBe(400)
  })

  it('survives a name longer than the disk takes', async () => {
    expect((await ask(`/${'a'.repeat(5000)}.js`)).status).toBe(404)
    expect((await ask(`/${encodeURIComponent('县'.repeat(300))}`)).status).toBe(404)
    expect((await ask('/')).status).toBe(200)
  })

  it.skipIf(process.platform === 'win32')('survives a link that leads to itself', async () => {
    symlinkSync('loop.js', join(root, 'assets/loop.js'))
    expect((await ask('/assets/loop.js')).status).toBe(404)
    expect((await ask('/')).status).toBe(200)
  })

  it('tells a second start who it is', async () => {
    expect(await ask(IDENTITY_PATH)).toMatchObject({ status: 200, body: IDENTITY })
  })

  it('rejects a taken port with the code that start looks for', async () => {
    await expect(startPageServer(port, root)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})

describe('the message for a taken port', () => {
  let other: TcpServer | null = null
  const sockets = new Set<Socket>()
  afterEach(async () => {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => (other === null ? resolve(null) : other.close(resolve)))
    other = null
  })

  /** Another program on a port: `say` is what it does with whoever comes. */
  async function occupy(say: (socket: Socket) => void): Promise<number> {
    other = createTcpServer((socket) => {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.once('data', () => say(socket))
    })
    await new Promise<void>((resolve) => other!.listen(0, HOST, resolve))
    return (other.address() as AddressInfo).port
  }

  it('names the running program with its address', async () => {
    const said = await takenPortMessage(port)
    expect(said).toContain('本程序已经在运行')
    expect(said).toContain(`http://127.0.0.1:${port}/`)
  })

  const html = 'HTTP/1.1 200 OK\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello'
  it.each<[string, (socket: Socket) => void]>([
    ['answers a page of its own', (socket) => socket.end(html)],
    ['speaks no HTTP', (socket) => socket.end('220 mail ready\r\n')],
    ['hangs up', (socket) => socket.destroy()],
    ['says nothing', () => {}],
    ['begins an answer and stops', (socket) => socket.write('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nkey-')],
    ['breaks off in the middle', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nkey-')],
  ])('names the port and the way out where another program %s', async (_what, say) => {
    const taken = await occupy(say)
    const said = await takenPortMessage(taken)
    expect(said).toContain(`端口 ${taken} 被别的程序占用`)
    expect(said).toContain('--port')
    expect(said).toContain('另一本独立的台账')
  })

  it('does not wait for a program that never stops talking', async () => {
    const talking: ReturnType<typeof setInterval>[] = []
    const taken = await occupy((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      talking.push(setInterval(() => socket.write('x'), 50))
    })
    try {
      expect(await takenPortMessage(taken)).toContain('被别的程序占用')
    } finally {
      talking.forEach(clearInterval)
    }
  })
})
