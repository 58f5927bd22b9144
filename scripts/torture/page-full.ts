/** Runs inside Chromium: writes until the browser's quota says no. */
import { seededRandom } from '@/data/seeded'
import { browserBackups } from '@/shared/shell/browser-backups'
import { storeFolder } from '@/shared/shell/folder-handles'
import { openDatabase } from '@/storage/database'
import { replaceLedger } from '@/storage/ledger-store'
import { recordOperation, type Edit } from '@/storage/operation'
import { anyStep, namedLedger, projectId } from './page-steps'

export interface Filled {
  readonly acknowledged: readonly string[]
  /** Name and words of the error that ended it; null: it never came to an end. */
  readonly refusal: { readonly name: string; readonly message: string } | null
}

const clock = (): Date => new Date()
const random = seededRandom(99)
/** Text that does not pack: LevelDB would put a repeated one into almost no room. */
const long = (): string => Array.from({ length: 1900 }, () => String.fromCodePoint(0x4e00 + Math.floor(random() * 20_000))).join('')

/** Saves, one step after another, until there is no room; with `whole`, replaces the whole ledger each time. */
export async function fillUp(name: string, whole: boolean, most: number): Promise<Filled> {
  const database = await openDatabase({ name })
  const acknowledged: string[] = []
  try {
    for (let n = 0; n < most; n += 1) {
      if (whole) acknowledged.push((await replaceLedger(database, clock, bulky(`满${n}`, n), `满${n}`)).id)
      else {
        const edits = Array.from({ length: 40 }, (_, i) => ({ table: 'projects', id: projectId(i), set: { remarks: long() } }) as Edit)
        const done = await recordOperation(database, clock, { name: `满${n}`, edits })
        if (done !== null) acknowledged.push(done.operation.id)
      }
    }
    return { acknowledged, refusal: null }
  } catch (error) {
    return { acknowledged, refusal: { name: (error as Error).name, message: (error as Error).message } }
  } finally {
    database.close()
  }
}

/** A ledger that grows with `n`, so that at last it does not fit however well the disk is tidied up. */
function bulky(name: string, n: number): ReturnType<typeof namedLedger> {
  const data = namedLedger(name)
  const more = Array.from({ length: 40 * n }, (_, i) => ({ ...data.projects[0]!, id: projectId(1000 + i) }))
  return { ...data, projects: [...data.projects, ...more].map((p) => ({ ...p, remarks: long(), sourceNote: long(), scale: long() })) }
}

/** Once there is room again the next write goes through. */
export async function refillAfter(name: string): Promise<string | null> {
  const database = await openDatabase({ name })
  const done = await recordOperation(database, clock, anyStep(seededRandom(7), '又有地方了', 3))
  database.close()
  return done?.operation.id ?? null
}

const NAME = (n: number): string => `台账备份_20201231_14${String(n).padStart(2, '0')}05_自动_ABCDEF.json.gz`

/** Writes copies into a folder until there is no room: words of the refusal, and whether the copies before it are whole. */
export async function backupUntilFull(most: number): Promise<{ written: number; message: string | null; whole: number; halves: number }> {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('full', { create: true })
  await storeFolder('first', folder)
  const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 7919) % 251)
  let written = 0
  let message: string | null = null
  while (written < most && message === null) {
    const result = await browserBackups.writeBackup({ place: 'first', name: NAME(written), bytes })
    if (result.outcome === 'written') written += 1
    else message = result.message
  }
  const listed = await browserBackups.listBackups('first')
  let whole = 0
  for (const { name } of listed) {
    const back = await browserBackups.readBackup({ place: 'first', name })
    if (back.length === bytes.length && back.every((b, i) => b === bytes[i])) whole += 1
  }
  return { written, message, whole, halves: listed.length - whole }
}
