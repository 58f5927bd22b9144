/**
 * `npm run dist:check [-- --electron DIR]`: packs the program as an installer would, with a given Electron folder or a
 * stand-in, and inspects what would ship. Prints a table for people on standard error and one JSON line; exit 1 on a fault.
 */
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildStale } from '../build.mjs'
import { archiveFaults, bundleFaults, controlFaults, controlOf, desktopFaults, fuseFaults, iconFaults, manifestFaults } from './inspect.mjs'
import { makeStandInElectron } from './stand-in-electron.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const require = createRequire(import.meta.url)

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
  const packed = await pack(electronDist, output)
  const asar = require('@electron/asar')
  const { SENTINEL } = require('@electron/fuses/dist/constants.js')
  const archives = packed.unpacked.map((place) => {
    const archive = join(place, 'resources', 'app.asar')
    const files = asar.listPackage(archive, { isPack: false }).map((f) => f.replace(/^[\\/]/u, '').replaceAll('\\', '/')).filter((f) => !('files' in asar.statFile(archive, f)))
    return {
      place, files, bytes: statSync(archive).size, sha256: createHash('sha256').update(readFileSync(archive)).digest('hex'),
      headerSha256: createHash('sha256').update(asar.getRawHeader(archive).headerString).digest('hex'),
      manifest: JSON.parse(asar.extractFile(archive, 'package.json').toString('utf8')), executable: readFileSync(join(place, 'key-project-ledger')),
      bundles: ['dist/electron/main.cjs', 'dist/electron/preload.cjs'].map((f) => asar.extractFile(archive, f).toString('utf8')).join('\n'),
    }
  })
  const icons = readdirSync(join(ROOT, 'build/icons')).sort().map((name) => ({ name, bytes: new Uint8Array(readFileSync(join(ROOT, 'build/icons', name))) }))
  const [first] = archives
  return {
    electron: given === null ? 'stand-in' : electronDist, files: first.files, asarBytes: first.bytes, asarSha256: first.sha256, asarHeaderSha256: first.headerSha256,
    debs: packed.debs.map(({ control }) => control), icons: icons.map(({ name }) => name),
    faults: [
      ...archives.flatMap((a) => [...archiveFaults(a.files, a.bytes), ...manifestFaults(a.manifest), ...bundleFaults(a.bundles), ...fuseFaults(a.executable, SENTINEL)]),
      ...(new Set(archives.map((a) => a.sha256)).size === 1 ? [] : ['the archives of the two processors differ']),
      ...packed.debs.flatMap(({ control, desktop }) => [...controlFaults(control), ...desktopFaults(desktop)]),
      ...(packed.debs.length === 2 ? [] : [`${packed.debs.length} deb packages would be made, not 2`]),
      ...iconFaults(icons),
    ],
  }
}

/** Lets electron-builder do everything up to the tool that would wrap the deb: that one is fetched, and not needed to see what goes in. */
async function pack(electronDist, output) {
  const { Arch, build, Platform } = require('electron-builder')
  const debs = []
  process.env.CSC_IDENTITY_AUTO_DISCOVERY = 'false'
  await quietly(() => build({
    projectDir: ROOT, publish: 'never', targets: Platform.LINUX.createTarget(['dir', 'deb'], Arch.x64, Arch.arm64),
    config: { extends: 'electron-builder.yml', electronDist, npmRebuild: false, directories: { output, buildResources: 'build' } },
    effectiveOptionComputed: async ([args, desktopFile]) => {
      debs.push({ control: controlOf(args), desktop: readFileSync(desktopFile, 'utf8') })
      return true
    },
  }))
  return { debs: debs.sort((a, b) => (a.control.architecture < b.control.architecture ? -1 : 1)), unpacked: readdirSync(output).filter((n) => n.endsWith('unpacked')).sort().map((n) => join(output, n)) }
}

/** electron-builder tells of its steps on standard output, which belongs to the one JSON line. */
async function quietly(work) {
  const write = process.stdout.write
  process.stdout.write = process.stderr.write.bind(process.stderr)
  try {
    return await work()
  } finally {
    process.stdout.write = write
  }
}

function tell({ electron, files, asarBytes, asarSha256, debs, faults }) {
  console.error(`\n外壳：${electron === 'stand-in' ? '替身（这里没有真正的 Electron，只看装进去什么）' : electron}`)
  console.error(`app.asar：${files.length} 个文件，${(asarBytes / 1024 / 1024).toFixed(2)} MB，SHA-256 ${asarSha256}`)
  for (const file of files) console.error(`  ${file}`)
  for (const deb of debs) console.error(`deb ${deb.architecture}：${deb.package} ${deb.version}，${deb.maintainer}`)
  console.error(faults.length === 0 ? '没有发现问题' : faults.map((f) => `问题：${f}`).join('\n'))
}
