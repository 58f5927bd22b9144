import type { AttachmentType } from './method-records'

/** What a file is by its content; its name is not believed. */
export type FileKind = { readonly ok: true; readonly type: AttachmentType } | { readonly ok: false; readonly message: string }

/** How many bytes of a file's beginning `fileKind` looks at. */
export const KIND_BYTES = 4096

type Mark = readonly [at: number, bytes: string]

/** `bytes` is written as Latin-1 text. */
const KEPT: readonly { readonly type: AttachmentType; readonly marks: readonly Mark[] }[] = [
  { type: 'image/jpeg', marks: [[0, '\xff\xd8\xff']] },
  { type: 'image/png', marks: [[0, '\x89PNG\r\n\x1a\n']] },
  { type: 'image/webp', marks: [[0, 'RIFF'], [8, 'WEBP']] },
  { type: 'application/pdf', marks: [[0, '%PDF-']] },
]

/** Kinds that people do try, with what to do instead. */
const KNOWN: readonly { readonly marks: readonly Mark[]; readonly what: string; readonly advice: string }[] = [
  { marks: [[0, 'MZ']], what: '是程序文件（.exe），不是图片', advice: '来路不明的话请不要打开它' },
  { marks: [[0, '\x7fELF']], what: '是程序文件，不是图片', advice: '来路不明的话请不要打开它' },
  { marks: [[0, 'PK\x03\x04']], what: '是压缩包或 Word、Excel 文件', advice: '请另存为 PDF 再附上' },
  { marks: [[0, '\xd0\xcf\x11\xe0']], what: '是老版 Word、Excel 文件', advice: '请另存为 PDF 再附上' },
  { marks: [[0, 'Rar!']], what: '是压缩包', advice: '请解开后一个一个附上' },
  { marks: [[0, "7z\xbc\xaf'\x1c"]], what: '是压缩包', advice: '请解开后一个一个附上' },
  { marks: [[0, 'GIF8']], what: '是 GIF 动图', advice: '请另存为 JPEG 或 PNG' },
  { marks: [[0, 'BM']], what: '是 BMP 图片', advice: '请用“画图”另存为 JPEG 或 PNG' },
  { marks: [[0, 'II*\0']], what: '是 TIFF 图片', advice: '请另存为 JPEG 或 PDF' },
  { marks: [[0, 'MM\0*']], what: '是 TIFF 图片', advice: '请另存为 JPEG 或 PDF' },
  { marks: [[4, 'ftyphei']], what: '是手机的 HEIC 照片', advice: '请在手机相机里改成“兼容性最佳”，或另存为 JPEG' },
  { marks: [[4, 'ftypmif1']], what: '是手机的 HEIC 照片', advice: '请在手机相机里改成“兼容性最佳”，或另存为 JPEG' },
  { marks: [[4, 'ftyp']], what: '是视频', advice: '视频太大，请截图附上' },
]

/** Judges a file by the bytes at its beginning and its size. The message says what it is and what to do; it does not name the file. */
export function fileKind(head: Uint8Array, size: number): FileKind {
  if (size === 0) return refuse('是空的，一个字节也没有', '可能没有拷完，请重新拷贝一份')
  const kept = KEPT.find(({ marks }) => hasMarks(head, marks))
  if (kept !== undefined) return { ok: true, type: kept.type }
  const known = KNOWN.find(({ marks }) => hasMarks(head, marks))
  if (known !== undefined) return refuse(known.what, known.advice)
  const text = latin1(head.subarray(0, KIND_BYTES)).replaceAll('\0', '').toLowerCase()
  if (/<svg[\s>]/u.test(text)) return refuse('是 SVG 图，里面可以夹带脚本', '请另存为 PNG 再附上')
  if (/<(?:!doctype html|html|script|body|head)[\s>]/u.test(text)) return refuse('是网页，里面可以夹带脚本', '请打印成 PDF 再附上')
  return refuse('认不出是什么文件', '能附的是 JPEG、PNG、WebP 图片和 PDF')
}

function refuse(what: string, advice: string): FileKind {
  return { ok: false, message: `${what}，没有收。${advice}` }
}

function hasMarks(head: Uint8Array, marks: readonly Mark[]): boolean {
  return marks.every(([at, bytes]) => latin1(head.subarray(at, at + bytes.length)) === bytes)
}

function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}
