import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Protocol } from 'electron'
import { answer, CONTENT_SECURITY_POLICY, servePage } from '#electron/protocol'
// @ts-expect-error a plain script
import { CONTENT_SECURITY_POLICY as BROWSER_POLICY } from '../../scripts/shell/page-server.mjs'
import { session, standIn } from './stand-in/electron'

const SECRET = 'a file of the person'
let folder: string
let root: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'desktop-page-'))
  root = join(folder, 'renderer')
  mkdirSync(join(root, 'assets/图.js'), { recursive: true })
  // A neighbour whose name begins like the root's, and a file above it: both must stay out of reach.
  mkdirSync(join(folder, 'renderer-more'))
  writeFileSync(join(folder, 'renderer-more/secret.js'), SECRET)
  writeFileSync(join(folder, 'secret.json'), SECRET)
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>重点项目作战台</title>')
  writeFileSync(join(root, 'assets/main-1a.js'), 'export {}')
  writeFileSync(join(root, 'assets/main-1a.css'), 'body{}')
  writeFileSync(join(root, 'assets/字 体.svg'), '<svg/>')
  writeFileSync(join(root, 'assets/main.js.map'), '{}')
  writeFileSync(join(root, 'assets/README'), SECRET)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const get = (url: string, method = 'GET'): Promise<Response> => answer({ url, method }, root)

describe('answer', () => {
  it.each(['app://ledger/', 'app://ledger', 'app://ledger/?open=demo', 'app://ledger/index.html', 'app://ledger/#/projects'])('gives the page at %s', async (url) => {
    const response = await get(url)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(await response.text()).toContain('重点项目作战台')
  })

  it.each([['assets/main-1a.js', 'text/javascript; charset=utf-8'], ['assets/main-1a.css', 'text/css; charset=utf-8'], [encodeURI('assets/字 体.svg'), 'image/svg+xml']])('gives %s with its type, the policy and no sniffing', async (path, type) => {
    const response = await get(`app://ledger/${path}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expect(response.headers.get('content-security-policy')).toBe(CONTENT_SECURITY_POLICY)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it.each([
    '../secret.json', 'assets/../../secret.json', '%2e%2e/secret.json', '%2e%2e%2fsecret.json', '..%2fsecret.json', '..%5csecret.json', 'assets/%2e%2e/%2e%2e/secret.json', '%252e%252e%252fsecret.json',
    '..%2frenderer-more%2fsecret.js', '/%2fetc/passwd', '//evil/secret.json', 'index.html%00.js', '%00', 'assets/main-1a.js%00', '%', '%ff', 'assets/', 'assets/%E5%9B%BE.js', 'assets/main.js.map', 'assets/README', 'gone.js', '.html', `${'a'.repeat(5000)}.js`,
  ])('answers 404 to %s and tells nothing', async (path) => {
    const response = await get(`app://ledger/${path}`)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('')
  })

  it.each(['app://ledger.evil/', 'app://ledger@evil/', 'app://evil/index.html', 'app://ledger:1/', 'file:///index.html', 'http://ledger/', 'about:blank', '', 'index.html'])('answers 404 to the foreign address “%s”', async (url) => {
    expect((await get(url)).status).toBe(404)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])('answers 404 to %s', async (method) => {
    expect((await get('app://ledger/', method)).status).toBe(404)
  })

  it('never gives a file outside the page, whatever the path', async () => {
    const piece = fc.constantFrom('..', '%2e%2e', '/', '%2f', '%5c', '\\', '.', 'secret.json', 'renderer-more', 'secret.js', 'assets', '%00', '%25', '?', 'index.html', 'renderer')
    await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 10 }), async (pieces) => {
      expect(await (await get(`app://ledger/${pieces.join('')}`)).text()).not.toContain(SECRET)
    }), { numRuns: 500 })
  })
})

describe('the policy', () => {
  it('lets nothing run or load but the own files', () => {
    const rules = new Map(CONTENT_SECURITY_POLICY.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]))
    expect(rules.get('default-src')).toEqual(["'none'"])
    expect(rules.get('script-src')).toEqual(["'self'"])
    expect(rules.get('connect-src')).toEqual(["'self'"])
    for (const name of ['object-src', 'base-uri', 'form-action', 'frame-ancestors']) expect(rules.get(name)).toEqual(["'none'"])
    expect(rules.get('require-trusted-types-for')).toEqual(["'script'"])
    expect(rules.get('trusted-types')).toEqual(['vue', 'default'])
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe-eval|\*|https?:/u)
  })

  it('is the same in the browser shell', () => expect(BROWSER_POLICY).toBe(CONTENT_SECURITY_POLICY))
})

it('servePage answers the app: scheme of the given session', async () => {
  standIn.ready = true
  servePage(session.defaultSession.protocol as Protocol, root)
  expect([...standIn.served.keys()]).toEqual(['app'])
  expect((await standIn.served.get('app')!(new Request('app://ledger/assets/main-1a.js'))).status).toBe(200)
})
