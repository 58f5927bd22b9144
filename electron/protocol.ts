import { readFile } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { protocol, type Protocol } from 'electron'
import { isOwnPage } from './origin'
import { APP_PROTOCOL } from './shell-contract'

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8', '.json': 'application/json', '.svg': 'image/svg+xml', '.png': 'image/png', '.webp': 'image/webp', '.ico': 'image/x-icon', '.wasm': 'application/wasm',
}

/** Style attributes come from Vue's :style and from ECharts; scripts only from our own files, and none made of text (renderer/app/trusted-types.ts). */
export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types vue default"

/** Before `ready`, and once: without `standard` IndexedDB is disabled. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: APP_PROTOCOL, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

/** Serves the built page from `root` under app://ledger/ on the given session's protocol. */
export function servePage(on: Protocol, root: string): void {
  on.handle(APP_PROTOCOL, (request) => answer(request, root))
}

/** One file of the built page, or 404; never a file outside `root`. */
export async function answer(request: Pick<Request, 'url' | 'method'>, root: string): Promise<Response> {
  const notFound = (): Response => new Response('', { status: 404 })
  if (!isOwnPage(request.url) || request.method !== 'GET') return notFound()
  let path: string
  try {
    path = decodeURIComponent(new URL(request.url).pathname)
  } catch {
    return notFound()
  }
  const file = join(root, path === '/' || path === '' ? 'index.html' : path)
  const type = TYPES[extname(file)]
  if (!file.startsWith(root + sep) || file.includes('\0') || type === undefined) return notFound()
  try {
    return new Response(new Uint8Array(await readFile(file)), { headers: { 'content-type': type, 'content-security-policy': CONTENT_SECURITY_POLICY, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' } })
  } catch {
    return notFound()
  }
}
