import type { AttachmentType } from './method-records'

/** Points of a picture. */
export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** How many bytes of a picture's beginning hold its size, profiles and thumbnails that come before it among them. */
export const HEADER_BYTES = 1_048_576

/** The size that a picture's header tells, before anything is unpacked; null where the header does not make sense. */
export function pictureSize(type: AttachmentType, head: Uint8Array): PictureSize | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  try {
    const size = type === 'image/png' ? pngSize(view) : type === 'image/jpeg' ? jpegSize(view) : type === 'image/webp' ? webpSize(view) : null
    return size !== null && size.width > 0 && size.height > 0 ? size : null
  } catch {
    // Read beyond the end: cut off.
    return null
  }
}

function pngSize(view: DataView): PictureSize | null {
  return view.getUint32(12) === 0x49484452 ? { width: view.getUint32(16), height: view.getUint32(20) } : null
}

/** Walks the segments to the frame header: SOF0 to SOF15 without DHT, JPG and DAC, which share its range. */
function jpegSize(view: DataView): PictureSize | null {
  for (let at = 2; ; ) {
    if (view.getUint8(at) !== 0xff) return null
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) at += 1
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) }
    else if (marker === 0xd9 || marker === 0xda) return null
    else at += 2 + view.getUint16(at + 2)
  }
}

function webpSize(view: DataView): PictureSize | null {
  const chunk = view.getUint32(12)
  if (chunk === 0x56503858) return { width: 1 + uint24(view, 24), height: 1 + uint24(view, 27) }
  if (chunk === 0x56503820) return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
  if (chunk !== 0x5650384c) return null
  const bits = view.getUint32(21, true)
  return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff) }
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
}
