/**
 * `npm run dist:check [-- --electron DIR]`: packs the program as an installer would, with a given Electron folder or a
 * stand-in, and inspects what would ship. Prints a table for people on standard error and one JSON line; exit 1 on a fault.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildStale } from '../build.mjs'
import { archiveFaults, bundleFaults, controlFaults, desktopFaults, fuseFaults, icnsFaults, icoFaults, iconFaults, integrityFaults, manifestFaults, mimeFaults, nsisFaults, portableFaults, uninstallFaults } from './inspect.mjs'
import { pack } from './pack.mjs'
import { makeStandInElectron } from './stand-in-electron.mjs'
import { runSystemTools } from './system-tools.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const require = createRequire(import.meta.url)
const EXECUTABLES = ['key-project-ledger', '重点项目作战台.exe']

const given = electronGiven(process.argv.slice(2))
if (given === undefined) {
  console.error('错误：用法 npm run dist:check [-- --electron 文件夹]')
  process.exit(2)
}
const folder = mkdtempSync(join(tmpdir(), 'dist-check-'))
try {
  const report = await check(given ?? makeStandInElectron(join(folder, 'electron')), join(folder, 'out'))
  tell(report)
  console.log(JSON.stringify(report))
  process.exitCode = report.faults.length > 0 ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** A given Electron folder, null for the stand-in, undefined where the words are not understood. */
function electronGiven(words) {
  if (words.length === 0) return process.env.ELECTRON_OVERRIDE_DIST_PATH ?? null
  return words.length === 2 && words[0] === '--electron' ? words[1] : undefined
}

async function check(electronDist, output) {
  await buildStale()
  const packed = await pack(ROOT, electronDist, output)
  const asar = require('@electron/asar')
  const { SENTINEL } = require('@electron/fuses/dist/constants.js')
  const archives = packed.unpacked.map((place) => {
    const archive = join(place, 'resources', 'app.asar')
    const files = asar.listPackage(archive, { isPack: false }).map((f) => f.replace(/^[\\/]/u, '').replaceAll('\\', '/')).filter((f) => !('files' in asar.statFile(archive, f)))
    return {
      place, files, bytes: statSync(archive).size, sha256: createHash('sha256').update(readFileSync(archive)).digest('hex'),
      headerSha256: createHash('sha256').update(asar.getRawHeader(archive).headerString).digest('hex'),
      manifest: JSON.parse(asar.extractFile(archive, 'package.json').toString('utf8')), executable: readFileSync(EXECUTABLES.map((name) => join(place, name)).find(existsSync)),
      bundles: ['dist/electron/main.cjs', 'dist/electron/preload.cjs'].map((f) => asar.extractFile(archive, f).toString('utf8')).join('\n'),
    }
  })
  const icons = readdirSync(join(ROOT, 'build/icons')).sort().map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(ROOT, 'build/icons', name))) }))
  const [first] = archives
  const ours = { ico: new Uint8Array(readFileSync(join(ROOT, 'build/icon.ico'))), icns: new Uint8Array(readFileSync(join(ROOT, 'build/icon.icns'))), uninstall: readFileSync(join(ROOT, 'build/installer.nsh'), 'utf8') }
  const { nsis: options } = require('js-yaml').load(readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8'))
  const tools = runSystemTools(folder, { desktop: packed.debs[0]?.desktop ?? '', mime: packed.debs[0]?.mime ?? '', include: join(ROOT, 'build/installer.nsh') })
  return {
    electron: given === null ? 'stand-in' : electronDist, files: first.files, asarBytes: first.bytes, asarSha256: first.sha256, asarHeaderSha256: first.headerSha256,
    debs: packed.debs.map(({ control }) => control), appImages: packed.appImages.length, windows: [packed.nsis && 'nsis', packed.portable && 'portable'].filter(Boolean), icons: icons.map(({ name }) => name), tools,
    faults: [
      ...archives.flatMap((a) => [...archiveFaults(a.files, a.bytes), ...manifestFaults(a.manifest), ...bundleFaults(a.bundles), ...fuseFaults(a.executable, SENTINEL)]),
      ...archives.filter((a) => a.place.endsWith('win-unpacked')).flatMap((a) => integrityFaults(windowsIntegrity(a.executable), a.headerSha256)),
      ...(new Set(archives.map((a) => a.sha256)).size === 1 ? [] : ['the archives of the systems differ']),
      ...packed.debs.flatMap(({ control, desktop, mime }) => [...controlFaults(control), ...desktopFaults(desktop), ...mimeFaults(mime)]),
      ...(packed.debs.length === 2 ? [] : [`${packed.debs.length} deb packages would be made, not 2`]),
      ...packed.appImages.flatMap(({ desktop }) => desktopFaults(desktop)),
      ...(packed.appImages.length === 2 ? [] : [`${packed.appImages.length} AppImages would be made, not 2`]),
      ...(packed.nsis === null ? ['no Windows installer would be made'] : nsisFaults(packed.nsis, options)),
      ...(packed.portable === null ? ['no portable program for Windows would be made'] : portableFaults(packed.portable)),
      ...uninstallFaults(ours.uninstall), ...iconFaults(icons), ...icoFaults(ours.ico), ...icnsFaults(ours.icns),
      ...Object.entries(tools).filter(([, said]) => said !== 'ok' && said !== 'not installed').map(([tool, said]) => `${tool}: ${said}`),
    ],
  }
}

/** What the packer wrote into the program of Windows about its archive; Electron compares it at each start. */
function windowsIntegrity(executable) {
  const { NtExecutable, NtExecutableResource } = require('resedit')
  const entry = NtExecutableResource.from(NtExecutable.from(executable, { ignoreCert: true })).entries.find((e) => e.type === 'INTEGRITY' && e.id === 'ELECTRONASAR')
  return entry === undefined ? null : JSON.parse(Buffer.from(entry.bin).toString('utf8'))
}

function tell({ electron, files, asarBytes, asarSha256, debs, appImages, windows, tools, faults }) {
  console.error(`\n外壳：${electron === 'stand-in' ? '替身（这里没有真正的 Electron，只看装进去什么）' : electron}`)
  console.error(`app.asar：${files.length} 个文件，${(asarBytes / 1024 / 1024).toFixed(2)} MB，SHA-256 ${asarSha256}`)
  for (const file of files) console.error(`  ${file}`)
  for (const deb of debs) console.error(`deb ${deb.architecture}：${deb.package} ${deb.version}，${deb.maintainer}`)
  console.error(`AppImage：${appImages} 个；Windows：${windows.join('、')}`)
  console.error(`系统自带的检查：${Object.entries(tools).map(([tool, said]) => `${tool} ${said === 'ok' ? '通过' : said === 'not installed' ? '没有安装，未检查' : '没有通过'}`).join('，')}`)
  console.error(faults.length === 0 ? '没有发现问题' : faults.map((f) => `问题：${f}`).join('\n'))
}
