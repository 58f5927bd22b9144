/**
 * `node scripts/dist/icons.mjs`: draws build/icon.svg in every size that the three systems ask for, and packs them into icon.ico
 * (Windows) and icon.icns (macOS). Needs a Chromium, which draws; the results are kept in the repository.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'
import { findChromium } from '../test/chromium.mjs'
import { ICNS_SIZES, ICO_SIZES, ICON_SIZES } from './inspect.mjs'

const BUILD = fileURLToPath(new URL('../../build', import.meta.url))

/** An icon file of Windows: a table of contents, then each PNG as it is. */
export function packIco(pngs) {
  const head = Buffer.alloc(6 + 16 * pngs.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pngs.length, 4)
  let offset = head.length
  pngs.forEach(({ size, bytes }, i) => {
    const at = 6 + 16 * i
    head.writeUInt8(size % 256, at)
    head.writeUInt8(size % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(bytes.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += bytes.length
  })
  return Buffer.concat([head, ...pngs.map((p) => p.bytes)])
}

/** An icon file of macOS: four letters, a length and a PNG for each size. */
export function packIcns(pngs) {
  const parts = pngs.map(({ type, bytes }) => {
    const head = Buffer.alloc(8)
    head.write(type, 'latin1')
    head.writeUInt32BE(8 + bytes.length, 4)
    return Buffer.concat([head, bytes])
  })
  const head = Buffer.alloc(8)
  head.write('icns', 'latin1')
  head.writeUInt32BE(8 + parts.reduce((sum, p) => sum + p.length, 0), 4)
  return Buffer.concat([head, ...parts])
}

const chosen = findChromium()
const browser = await chromium.launch({ ...(chosen === null ? {} : { executablePath: chosen.path }), args: ['--no-sandbox', '--disable-gpu'] })
const page = await browser.newPage()
const svg = readFileSync(join(BUILD, 'icon.svg'), 'utf8')

async function draw(size) {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  return page.screenshot({ omitBackground: true })
}

const drawn = new Map()
for (const size of new Set([...ICON_SIZES, ...ICO_SIZES, ...ICNS_SIZES.map(([, s]) => s)])) drawn.set(size, await draw(size))
await browser.close()
for (const size of ICON_SIZES) writeFileSync(join(BUILD, 'icons', `${size}x${size}.png`), drawn.get(size))
writeFileSync(join(BUILD, 'icon.png'), drawn.get(1024))
writeFileSync(join(BUILD, 'icon.ico'), packIco(ICO_SIZES.map((size) => ({ size, bytes: drawn.get(size) }))))
writeFileSync(join(BUILD, 'icon.icns'), packIcns(ICNS_SIZES.map(([type, size]) => ({ type, bytes: drawn.get(size) }))))
