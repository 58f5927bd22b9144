import type { Ledger } from './ledger'
import type { Attachment, AttachedTo, AttachmentType } from './method-records'
import type { RecordId } from './model'

const MB = 1_048_576

/** Largest file that is kept, in bytes. */
export const FILE_LIMIT = 20 * MB
/** Most that the files of a ledger may add up to, in bytes: a data package holds them all, and is made in memory. */
export const TOTAL_LIMIT = 400 * MB
/** Largest picture that is taken in hand to be made smaller, in bytes. */
export const SHRINK_LIMIT = 120 * MB
/** Largest picture that is opened, in points: a phone's has 12 to 108 million. More would hang the page. */
export const MOST_POINTS = 150_000_000
/** A picture that is made smaller has at most so many points along its longer side: enough for a sheet of A4. */
export const SHRUNK_SIDE = 2048
/** Pictures above this are made smaller where the person wants that, in bytes. */
export const LARGE_PICTURE = 2 * MB

/** What a kind of file is called, and the ending of its name. */
export const FILE_TYPES: Readonly<Record<AttachmentType, { readonly label: string; readonly extension: string }>> = {
  'image/jpeg': { label: 'JPEG 图片', extension: 'jpg' }, 'image/png': { label: 'PNG 图片', extension: 'png' }, 'image/webp': { label: 'WebP 图片', extension: 'webp' }, 'application/pdf': { label: 'PDF 文件', extension: 'pdf' },
}

export function isPicture(type: AttachmentType): boolean {
  return type !== 'application/pdf'
}

/** The live files of one record, oldest first. */
export function attachmentsOf(ledger: Pick<Ledger, 'attachments'>, table: AttachedTo, recordId: RecordId): Attachment[] {
  return [...ledger.attachments.values()].filter((a) => a.deletedAt === null && a.table === table && a.recordId === recordId).sort((a, b) => (a.addedOn < b.addedOn || (a.addedOn === b.addedOn && a.id < b.id) ? -1 : 1))
}

/** Bytes of the distinct live files of a ledger. */
export function attachedBytes(attachments: Iterable<Attachment>): number {
  return [...liveHashes(attachments).values()].reduce((sum, size) => sum + size, 0)
}

/** Hash and size of every file that a live record names, each once. */
export function liveHashes(attachments: Iterable<Attachment>): Map<string, number> {
  const found = new Map<string, number>()
  for (const a of attachments) if (a.deletedAt === null) found.set(a.sha256, a.size)
  return found
}

/** A name under which the file may be saved anywhere: without signs that Windows refuses, with the ending that its content asks for. */
export function savedName({ name, type }: Pick<Attachment, 'name' | 'type'>): string {
  const { extension } = FILE_TYPES[type]
  const endings = type === 'image/jpeg' ? /\.jpe?g$/iu : new RegExp(`\\.${extension}$`, 'iu')
  const clean = name.replace(/[\\/:*?"<>|\p{Cc}]/gu, '_').replace(/[. ]+$/u, '')
  const stem = [...clean.replace(/\.(?:jpe?g|png|webp|pdf)$/iu, '')].slice(0, 120).join('') || '附件'
  return endings.test(clean) ? `${stem}${clean.slice(clean.lastIndexOf('.'))}` : `${stem}.${extension}`
}

/** Bytes in the office's word for them: 兆 (1,048,576 bytes). */
export function fileSize(bytes: number): string {
  const size = bytes / MB
  return size < 0.1 ? '不到 0.1 兆' : `${size.toLocaleString('zh-CN', { maximumFractionDigits: size < 10 ? 1 : 0 })} 兆`
}
