/**
 * A folder that electron-builder takes for Electron's own, for machines that cannot fetch the real one: an executable that
 * carries the fuse wire, the locale, licence and version. It shows what would ship beside Electron, never that it starts.
 */
import { createRequire } from 'node:module'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const require = createRequire(import.meta.url)

/** Fuse wire of Electron 45: version 1, eight fuses, each as Electron ships it ('1' on, '0' off). */
const WIRE = '10110001'

/** Makes the folder and returns it. */
export function makeStandInElectron(folder) {
  const { SENTINEL } = require('@electron/fuses/dist/constants.js')
  const { version } = JSON.parse(readFileSync(require.resolve('electron/package.json'), 'utf8'))
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'), { recursive: true })
  const wire = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, WIRE.length]), Buffer.from(WIRE)])
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n'), wire, Buffer.from('\n')]))
  chmodSync(join(folder, 'electron'), 0o755)
  writeFileSync(join(folder, 'electron.exe'), windowsExecutable(wire))
  for (const name of ['zh-CN', 'en-US']) writeFileSync(join(folder, 'locales', `${name}.pak`), '')
  writeFileSync(join(folder, 'LICENSE'), 'stand-in\n')
  writeFileSync(join(folder, 'LICENSES.chromium.html'), 'stand-in\n')
  writeFileSync(join(folder, 'version'), version)
  return folder
}

/** The smallest program of Windows that has a version, into which the packer writes the archive's hash, and the fuse wire behind it. */
function windowsExecutable(wire) {
  const { NtExecutable, NtExecutableResource, Resource } = require('resedit')
  const executable = NtExecutable.createEmpty(false, false)
  const resource = NtExecutableResource.from(executable)
  const version = Resource.VersionInfo.createEmpty()
  version.setFileVersion(1, 0, 0, 0, 1033)
  version.setStringValues({ lang: 1033, codepage: 1200 }, { ProductName: 'stand-in' })
  version.outputToResourceEntries(resource.entries)
  resource.outputResource(executable)
  executable.setExtraData(new Uint8Array(wire).buffer)
  return Buffer.from(executable.generate())
}
