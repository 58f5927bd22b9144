/** The browser shell's server: static files of dist/renderer on loopback, for this PC alone. */
import { createReadStream, statfsSync, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { homedir } from 'node:os'
import { extname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const HOST = '127.0.0.1'
export const DEFAULT_PORT = 5367
/** How a second start finds out that the port is taken by this program itself. */
export const IDENTITY_PATH = '/__ledger'
export const IDENTITY = 'key-project-ledger'
/** How the page learns how much room the disk of the person's profile has: Chromium itself tells every page of the same 10 GB. */
export const ROOM_PATH = '/__room'

const BUILT = fileURLToPath(new URL('../../dist/renderer', import.meta.url))
const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.webp': 'image/webp', '.ico': 'image/x-icon', '.woff2': 'font/woff2', '.wasm': 'application/wasm',
}
/** Style attributes come from Vue's :style and from ECharts; scripts only from our own files, and none made of text (renderer/app/trusted-types.ts). */
export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types vue default"

/**
 * Starts the server. Rejects with the listening error (EADDRINUSE among them). It answers GET and HEAD for its own host
 * names only: a page of another name that resolves to 127.0.0.1 (DNS rebinding) gets 403.
 */
export function startPageServer(port, root = BUILT) {
  const server = createServer((request, response) => answer(request, response, root, server.address().port))
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, HOST, () => resolve(server))
  })
}

function answer(request, response, root, port) {
  const refuse = (status, text, headers = {}) => response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers }).end(text)
  const host = request.headers.host ?? ''
  if (isOwnHost(host, 'localhost', port)) {
    // Another host name is another origin, with another ledger.
    return refuse(308, '', { location: `http://${HOST}:${port}${safePath(request.url)}` })
  }
  if (!isOwnHost(host, HOST, port)) return refuse(403, '本程序只供本机使用')
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, '', { allow: 'GET, HEAD' })
  const path = safePath(request.url).split('?')[0]
  if (path === IDENTITY_PATH) return refuse(200, IDENTITY)
  if (path === ROOM_PATH) return refuse(200, String(freeBytes()), { 'cache-control': 'no-store' })
  // The page carries its own icon; a browser asks for this one all the same.
  if (path === '/favicon.ico') return refuse(204, '')
  let file
  try {
    file = join(root, decodeURIComponent(path === '/' ? '/index.html' : path))
  } catch {
    return refuse(400, '')
  }
  if (!file.startsWith(root + sep) || file.includes('\0')) return refuse(404, '')
  const found = statOf(file)
  if (!found?.isFile()) return refuse(404, '')
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-length': found.size,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  })
  if (request.method === 'HEAD') response.end()
  else createReadStream(file).on('error', () => response.destroy()).pipe(response)
}

/** Bytes that are free for this person; empty where the system does not tell. */
function freeBytes() {
  try {
    const { bavail, bsize } = statfsSync(homedir())
    return bavail * bsize
  } catch {
    return ''
  }
}

/** Whether a Host header names this server. Browsers leave port 80 out. */
export function isOwnHost(host, name, port) {
  return host === `${name}:${port}` || (port === 80 && host === name)
}

/** Null for whatever cannot be looked at: a name too long for the disk throws as a missing file does not. */
function statOf(file) {
  try {
    return statSync(file)
  } catch {
    return null
  }
}

/** The path of a request, never of another host: `//evil` and absolute forms become plain paths. */
function safePath(url) {
  try {
    const { pathname, search } = new URL(url ?? '/', `http://${HOST}`)
    return pathname.replace(/^\/{2,}/u, '/') + search
  } catch {
    return '/'
  }
}
