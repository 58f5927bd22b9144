import { readFile, stat } from 'node:fs/promises'
import { excerpt } from '@/domain/brand'
import { READING_LIMITS } from '@/exchange/reading/model'
import { Refusal } from './refusal'

/** A workbook's bytes. Throws Refusal where the file cannot be read or is larger than any that is read. */
export async function readBytes(file: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(file)
    if (size > READING_LIMITS.fileBytes) throw new Refusal(`文件有 ${Math.ceil(size / 1_000_000)} 兆字节，最多 ${READING_LIMITS.fileBytes / 1_000_000} 兆，请核对选的文件`)
    return new Uint8Array(await readFile(file))
  } catch (error) {
    if (error instanceof Refusal) throw error
    const code = (error as NodeJS.ErrnoException).code
    const why = code === 'ENOENT' ? '没有这个文件，请检查路径' : code === 'EISDIR' ? '这是一个文件夹，请写文件名' : `系统拒绝（${code ?? String(error)}）`
    throw new Refusal(`读不了 ${excerpt(file, 120)}：${why}`, { cause: error })
  }
}
