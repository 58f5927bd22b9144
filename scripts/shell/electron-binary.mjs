import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hasDisplay } from './open-in-browser.mjs'

const PACKAGE = fileURLToPath(new URL('../../node_modules/electron', import.meta.url))
/** A download that takes longer than this is not waited for; the browser shell does the same work. */
const FETCH_LIMIT_MS = 60_000

/**
 * Electron's executable as `{path}`, fetching it once where it is not there, or `{path: null, reason}` with one line for
 * the person. The package is never `require`d: that would try the download on its own, without a limit.
 */
export async function findElectron({ say }) {
  if (!hasDisplay()) return { path: null, reason: '这里没有图形桌面' }
  // Chromium's sandbox, which is never switched off, refuses to run as root.
  if (process.getuid?.() === 0) return { path: null, reason: '桌面外壳不能用 root 身份运行' }
  if (!existsSync(PACKAGE)) return { path: null, reason: '没有安装 electron，请先运行 npm ci' }
  const found = installedElectron()
  if (found !== null) return { path: found }
  say('正在下载桌面外壳（可用 ELECTRON_MIRROR 指定下载地址）…')
  const failure = await fetchBinary()
  const fetched = installedElectron()
  return fetched === null ? { path: null, reason: `桌面外壳没有下载下来（${failure ?? '文件不完整'}）` } : { path: fetched }
}

/** The executable that is already there, or null. */
export function installedElectron(folder = PACKAGE) {
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), readFileSync(pathFile, 'utf8').trim())
  return existsSync(binary) ? binary : null
}

function fetchBinary() {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(PACKAGE, 'install.js')], { stdio: ['ignore', 'ignore', 'pipe'] })
    let words = ''
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      resolve(`${FETCH_LIMIT_MS / 1000} 秒内没有下载完`)
    }, FETCH_LIMIT_MS)
    child.stderr.on('data', (chunk) => (words = (words + String(chunk)).slice(-4000)))
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (code) => {
      clearTimeout(timer)
      resolve(code === 0 ? null : reasonOf(words))
    })
  })
}

function reasonOf(words) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|fetch failed/u.test(words)) return '连不上下载地址'
  const line = words.split('\n').find((l) => /Error/u.test(l))
  return line === undefined ? '下载程序出错' : line.trim().slice(0, 80)
}
