/** The hash beside each installer, as `sha256sum` writes it: 更新 takes no installer without (electron/updates.ts). */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Writes them all and returns the installers' names. */
export function writeHashes(folder) {
  const installers = readdirSync(folder).filter((name) => /\.(?:exe|deb|AppImage|dmg)$/u.test(name)).sort()
  for (const name of installers) writeFileSync(join(folder, `${name}.sha256`), `${createHash('sha256').update(readFileSync(join(folder, name))).digest('hex')}  ${name}\n`)
  return installers
}
