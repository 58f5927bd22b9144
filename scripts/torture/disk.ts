/** Runs as a process of its own, in a folder on a disk that is too small: each writer of files tries to put a large file over a good one. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { backupCalls } from '#electron/backups'
import { saveMessage, writeWhole } from '#electron/files'
import { writeWholeFile } from '../command/write-file'

const [folder] = process.argv.slice(2) as [string]
const GOOD = Buffer.from('原来的文件，一个字也不能少')
const LARGE = new Uint8Array(3_000_000).fill(65)
const COPY = '台账备份_20201231_140305_自动_ABCDEF.json.gz'

const outcomes = []
for (const [what, name, write] of [
  ['desktop save', '台账.json', async (path: string) => {
    try {
      await writeWhole(path, LARGE)
      return 'written'
    } catch (error) {
      return saveMessage(error, '台账.json')
    }
  }],
  ['desktop backup', COPY, async () => {
    const result = await backupCalls({ documents: folder, userData: folder }).writeBackup({ place: 'first', name: COPY, bytes: LARGE }, null as never)
    return result.outcome === 'failed' ? result.message : 'written'
  }],
  ['command line', '月报.xlsx', async (path: string) => {
    try {
      await writeWholeFile(path, LARGE)
      return 'written'
    } catch (error) {
      return (error as Error).message
    }
  }],
] as const) {
  const own = what === 'desktop backup' ? join(folder, '重点项目作战台备份') : folder
  mkdirSync(own, { recursive: true })
  const path = join(own, name)
  writeFileSync(path, GOOD)
  const message = await write(path)
  outcomes.push({ what, message, oldIntact: readFileSync(path).equals(GOOD), left: readdirSync(own).filter((f) => f !== name && f !== '重点项目作战台备份') })
  rmSync(path)
}
process.stdout.write(JSON.stringify(outcomes))
