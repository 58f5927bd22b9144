/** `npm run dist`: builds the page and the desktop shell, then the installers of this platform. Needs the network for Electron and the packing tools. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { buildStale } from '../build.mjs'
import { writeHashes } from './hashes.mjs'

await buildStale((name) => console.error(`正在构建 ${name} …`))
const cli = fileURLToPath(new URL('../../node_modules/electron-builder/cli.js', import.meta.url))
const { status } = spawnSync(process.execPath, [cli, '--publish', 'never', ...process.argv.slice(2)], { stdio: 'inherit' })
if (status !== 0) console.error('错误：安装包没有做成。做安装包要能下载 Electron 和打包工具；不能联网的机器请用 npm run dist:check')
else for (const name of writeHashes(fileURLToPath(new URL('../../dist/installers', import.meta.url)))) console.error(`${name} 和 ${name}.sha256`)
process.exitCode = status === 0 ? 0 : 2
