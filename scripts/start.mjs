/** `npm start`: builds what is stale, then opens the desktop program, or else serves the browser shell. See README.md. */
import { buildStale } from './build.mjs'
import { findElectron } from './shell/electron-binary.mjs'
import { openInBrowser, hasDisplay } from './shell/open-in-browser.mjs'
import { DEFAULT_PORT, HOST, startPageServer } from './shell/page-server.mjs'
import { parseStartArguments, USAGE } from './shell/start-arguments.mjs'
import { takenPortMessage } from './shell/taken-port.mjs'
import { runElectron } from './shell/run-electron.mjs'

const REFUSED = 2

async function main() {
  const options = parseStartArguments(process.argv.slice(2))
  if ('fault' in options) return refuse(`${options.fault}\n${USAGE}`)
  if (options.help) return console.log(USAGE)
  await buildStale((name) => console.log(`正在构建 ${name === 'renderer' ? '界面' : '桌面外壳'} …`))

  if (!options.browser) {
    const electron = await findElectron({ say: (line) => console.log(line) })
    if (electron.path !== null) return runElectron(electron.path, options.open)
    console.log(`改用浏览器打开：${electron.reason}`)
  }
  await serve(options)
}

async function serve({ port, open, launch }) {
  let server
  try {
    server = await startPageServer(port ?? DEFAULT_PORT)
  } catch (error) {
    if (error.code === 'EADDRINUSE') return refuse(await takenPortMessage(port ?? DEFAULT_PORT))
    if (error.code === 'EACCES') return refuse(`错误：没有权限使用端口 ${port}，请用 --port 换一个 1024 以上的端口`)
    throw error
  }
  const address = `http://${HOST}:${server.address().port}/`
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop(server))
  if (launch && hasDisplay()) openInBrowser(open === null ? address : `${address}?open=${open}`)
  else if (open !== null) console.log(`请打开 ${address}?open=${open}`)
  console.log(`就绪 ${address}`)
}

function stop(server) {
  server.close(() => process.exit(0))
  server.closeAllConnections()
}

function refuse(message) {
  console.error(message)
  process.exitCode = REFUSED
}

await main()
