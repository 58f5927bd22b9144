import { fileSize, FILE_LIMIT, isPicture, LARGE_PICTURE, MOST_POINTS, savedName, SHRINK_LIMIT, SHRUNK_SIDE } from '@/domain/attachment'
import { fileKind, KIND_BYTES } from '@/domain/file-kind'
import { parseText } from '@/domain/fields'
import type { AttachmentType } from '@/domain/method-records'
import { HEADER_BYTES, pictureSize } from '@/domain/picture-header'
import { sha256Bytes } from '@/exchange/canonical-json'
import { drawWithin, makeThumbnail, PictureError } from '@/shared/pictures'

/** A file that may be kept, with its bytes. */
export interface AdmittedFile {
  readonly name: string
  readonly type: AttachmentType
  readonly bytes: Blob
  readonly sha256: string
  readonly thumbnail: Blob | null
  /** Whether it was made smaller. */
  readonly shrunk: boolean
}

export type Admission = { readonly ok: true; readonly file: AdmittedFile } | { readonly ok: false; readonly message: string; /** It could be kept if it were made smaller. */ readonly canShrink: boolean }

/**
 * Judges a file by its content and makes it ready to be kept. With `smaller`, a large picture is drawn anew with fewer points.
 * Only a file that is kept is read whole; a picture is unpacked only where its header says that this is possible.
 */
export async function admitFile(file: File, smaller: boolean): Promise<Admission> {
  try {
    return await admit(file, smaller)
  } catch (error) {
    if (error instanceof PictureError) return refused('坏了，打不开，没有收。请在看图软件里打开看看，或另存一份再附')
    // A file that was moved or locked since it was chosen.
    if (error instanceof DOMException) return refused('读不出来，没有收。可能正被别的程序占用，请复制一份再附')
    throw error
  }
}

async function admit(file: File, smaller: boolean): Promise<Admission> {
  const kind = fileKind(new Uint8Array(await file.slice(0, KIND_BYTES).arrayBuffer()), file.size)
  if (!kind.ok) return refused(kind.message)
  const { type } = kind
  if (!isPicture(type)) return file.size > FILE_LIMIT ? refused(`有 ${fileSize(file.size)}，超过每个文件 ${fileSize(FILE_LIMIT)}的上限，没有收。请用“打印成 PDF”压小，或分成几份`) : admitted(file, type, file, null, false)
  const header = pictureSize(type, new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer()))
  if (header === null) throw new PictureError('no size')
  if (header.width * header.height > MOST_POINTS || file.size > SHRINK_LIMIT) return refused(`太大（${header.width} × ${header.height} 点，${fileSize(file.size)}），没有收。请先用看图软件缩小`)
  if (file.size > FILE_LIMIT && !smaller) return refused(`有 ${fileSize(file.size)}，超过每个文件 ${fileSize(FILE_LIMIT)}的上限，没有收`, true)
  const drawn = smaller && file.size > LARGE_PICTURE ? await drawWithin(file, SHRUNK_SIDE) : null
  // A picture that drawing does not make smaller stays as it came, where it may.
  if (drawn !== null && (drawn.size < file.size || file.size > FILE_LIMIT)) return admitted(file, 'image/jpeg', drawn, await makeThumbnail(drawn), true)
  return admitted(file, type, file, await makeThumbnail(file), false)
}

async function admitted(file: File, type: AttachmentType, bytes: Blob, thumbnail: Blob | null, shrunk: boolean): Promise<Admission> {
  const whole = await bytes.arrayBuffer()
  // Bytes of our own: the person's file may be changed or moved away.
  const own = new Blob([whole], { type })
  return { ok: true, file: { name: nameOf(file.name, type), type, bytes: own, sha256: await sha256Bytes(new Uint8Array(whole)), thumbnail, shrunk } }
}

/** The file's name where it can be kept as a text, with the ending that its content asks for. */
function nameOf(name: string, type: AttachmentType): string {
  const parsed = parseText(name.replace(/\p{Cc}/gu, ''), 'short')
  return savedName({ name: parsed.ok && parsed.value !== null ? parsed.value : '附件', type })
}

function refused(message: string, canShrink = false): Admission {
  return { ok: false, message, canShrink }
}
