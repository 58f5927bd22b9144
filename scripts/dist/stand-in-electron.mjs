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
  for (const name of ['zh-CN', 'en-US']) writeFileSync(join(folder, 'locales', `${name}.pak`), '')
  writeFileSync(join(folder, 'LICENSE'), 'stand-in\n')
  writeFileSync(join(folder, 'LICENSES.chromium.html'), 'stand-in\n')
  writeFileSync(join(folder, 'version'), version)
  return folder
}
