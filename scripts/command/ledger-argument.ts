import { readFile, stat } from 'node:fs/promises'
import { excerpt } from '@/domain/brand'
import { TOTAL_LIMIT } from '@/domain/attachment'
import type { LedgerData } from '@/domain/model'
import type { PackageFile } from '@/exchange/package-file'
import { personPath } from './paths'
import { Refusal } from './refusal'

/**
 * The ledger that `--ledger` names: `official`, `demo`, or a data package `FILE.json`.
 * Throws Refusal where there is no such file, PackageError where it is not a whole, valid package.
 */
export async function loadLedgerArgument(name: string): Promise<LedgerData> {
  return (await loadLedgerFile(name)).data
}

/** The same with the attached files that the package carries, so that what is written anew carries them on. */
export async function loadLedgerFile(name: string): Promise<PackageFile> {
  if (name === 'official') return { data: (await import('@/data/official')).officialLedger(), files: new Map() }
  if (name === 'demo') return { data: (await import('@/data/demo')).demoLedger(), files: new Map() }
  if (!/\.json$/iu.test(name)) throw new Refusal(`--ledger 不能是“${excerpt(name, 60)}”，只能是 official、demo 或一个 .json 数据包`)
  const { MAX_PACKAGE_CHARACTERS } = await import('@/exchange/package')
  const { readPackageFile } = await import('@/exchange/package-file')
  // No character takes more than three bytes of UTF-8: what is larger cannot be within the limits, and is not read.
  return readPackageFile(await readWhole(personPath(name), 3 * MAX_PACKAGE_CHARACTERS + TOTAL_LIMIT))
}

/** A ledger as a data package, with those of the files that it still names. */
export async function packageBytes(data: LedgerData, files: PackageFile['files']): Promise<Uint8Array> {
  const { writePackageFile } = await import('@/exchange/package-file')
  return writePackageFile(data, new Map([...files].map(([sha256, bytes]) => [sha256, bytes.length])), async (sha256) => files.get(sha256) ?? null)
}

/** A file's text. Throws Refusal where it cannot be read, is larger than `most` bytes or is not UTF-8. */
export async function readText(path: string, most: number): Promise<string> {
  const bytes = await readWhole(path, most)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new Refusal(`读不了 ${path}：不是 UTF-8 文本，可能不是数据包，或已损坏`, { cause: error })
  }
}

async function readWhole(path: string, most: number): Promise<Uint8Array> {
  try {
    const { size } = await stat(path)
    if (size > most) throw new Refusal(`读不了 ${path}：文件有 ${Math.ceil(size / 1_000_000)} 兆，太大，不像是数据包，请核对选的文件`)
    return await readFile(path)
  } catch (error) {
    if (error instanceof Refusal) throw error
    const code = (error as NodeJS.ErrnoException).code
    const why = code === 'ENOENT' ? '没有这个文件，请检查路径' : code === 'EISDIR' ? '这是一个文件夹，请写文件名' : code === 'EACCES' ? '没有读取的权限' : `系统拒绝（${code ?? String(error)}）`
    throw new Refusal(`读不了 ${path}：${why}`, { cause: error })
  }
}
