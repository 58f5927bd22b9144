/** Lets electron-builder do everything up to the tools that would wrap an installer: those are fetched, and not needed to see what goes in. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { controlOf } from './inspect.mjs'

const require = createRequire(import.meta.url)

/** Packs for Linux on both processors and for Windows; returns the unpacked folders and what each wrapping tool would be told. */
export async function pack(root, electronDist, output) {
  const { Arch, build, Platform } = require('electron-builder')
  const found = { debs: [], appImages: [], nsis: null, portable: null }
  process.env.CSC_IDENTITY_AUTO_DISCOVERY = 'false'
  const config = (place, more = {}) => ({ extends: 'electron-builder.yml', electronDist, npmRebuild: false, directories: { output: join(output, place), buildResources: 'build' }, ...more })
  // What 7-Zip would make is of no interest here, only what it would be given.
  process.env.ELECTRON_BUILDER_7ZIP_PATH ??= standIn7Zip(output)
  await quietly(async () => {
    await build({ projectDir: root, publish: 'never', targets: Platform.LINUX.createTarget(['dir', 'deb', 'AppImage'], Arch.x64, Arch.arm64), config: config('linux'), effectiveOptionComputed: noteLinux(found) })
    // Setting the icon of the .exe is done by a fetched tool too.
    await build({ projectDir: root, publish: 'never', targets: Platform.WINDOWS.createTarget(['dir', 'nsis', 'portable'], Arch.x64), config: config('windows', { win: { signAndEditExecutable: false } }), effectiveOptionComputed: noteWindows(found) })
  })
  found.debs.sort((a, b) => (a.control.architecture < b.control.architecture ? -1 : 1))
  const unpacked = ['linux', 'windows'].flatMap((place) => readdirSync(join(output, place)).filter((n) => n.endsWith('unpacked')).sort().map((n) => join(output, place, n)))
  return { ...found, unpacked }
}

/** A 7-Zip that leaves an empty archive under the asked name. */
function standIn7Zip(folder) {
  mkdirSync(folder, { recursive: true })
  const file = join(folder, '7za')
  writeFileSync(file, '#!/bin/sh\nfor word in "$@"; do case "$word" in *.7z) : > "$word";; esac; done\n', { mode: 0o755 })
  return file
}

function noteLinux(found) {
  return async (options) => {
    if (!Array.isArray(options)) {
      found.appImages.push({ desktop: options.desktop })
      return true
    }
    const [args, desktopFile] = options
    const mime = args.find((arg) => arg.endsWith('=/usr/share/mime/packages/key-project-ledger.xml'))
    const icons = args.filter((arg) => arg.includes('=/usr/share/icons/hicolor/')).map((arg) => arg.slice(arg.lastIndexOf('hicolor/') + 8))
    found.debs.push({ control: controlOf(args), desktop: readFileSync(desktopFile, 'utf8'), mime: mime === undefined ? '' : readFileSync(mime.slice(0, mime.lastIndexOf('=')), 'utf8'), icons })
    return true
  }
}

function noteWindows(found) {
  return async ([defines]) => {
    found['UNPACK_DIR_NAME' in defines ? 'portable' : 'nsis'] = defines
    return true
  }
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
