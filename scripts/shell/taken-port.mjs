import { request } from 'node:http'
import { HOST, IDENTITY, IDENTITY_PATH } from './page-server.mjs'

const ANSWER_LIMIT_MS = 1500

/** What to tell the person when the port is taken: by this program itself, or by another. */
export async function takenPortMessage(port) {
  const another = '换端口打开的是另一本独立的台账，原来的台账仍在原端口'
  if (await isOurs(port)) return `错误：本程序已经在运行，请直接打开 http://${HOST}:${port}/ ，或先关掉先前启动的那个窗口（在其中按 Ctrl+C）。也可以用 --port 另选端口，但${another}`
  return `错误：端口 ${port} 被别的程序占用。请关掉占用它的程序（Windows 可用“netstat -ano | findstr :${port}”、Linux 可用“ss -ltnp | grep :${port}”查是哪个），或用 --port 另选端口；${another}`
}

/** Asks whoever holds the port, within the limit: it may say nothing, break off, or never stop. */
function isOurs(port) {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(ANSWER_LIMIT_MS)
    const asking = request({ host: HOST, port, path: IDENTITY_PATH, agent: false, signal }, (response) => {
      let text = ''
      response.on('data', (chunk) => (text = (text + String(chunk)).slice(0, 100)))
      response.on('end', () => resolve(text === IDENTITY))
      response.on('error', () => resolve(false))
    })
    asking.on('error', () => resolve(false))
    asking.end()
  })
}
