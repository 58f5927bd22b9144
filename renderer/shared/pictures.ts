/** Longest side of a thumbnail in points: twice what is shown, for screens at 200 %. */
const THUMBNAIL_SIDE = 320

/** A picture that cannot be drawn: damaged, or more than this PC can unpack. */
export class PictureError extends Error {
  override readonly name = 'PictureError'
}

/** A small JPEG of a picture. Throws PictureError. */
export function makeThumbnail(picture: Blob): Promise<Blob> {
  return drawWithin(picture, THUMBNAIL_SIDE, 0.8)
}

/** The picture as a JPEG of at most `side` points along its longer side; turned as the camera says. Throws PictureError. */
export async function drawWithin(picture: Blob, side: number, quality = 0.85): Promise<Blob> {
  let bitmap: ImageBitmap
  try {
    bitmap = await createImageBitmap(picture, { imageOrientation: 'from-image' })
  } catch (cause) {
    throw new PictureError('这张图片打不开', { cause })
  }
  try {
    const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height))
    const canvas = new OffscreenCanvas(Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale)))
    const context = canvas.getContext('2d')
    if (context === null) throw new PictureError('这张图片打不开')
    // What was see-through becomes paper.
    context.fillStyle = '#fff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.imageSmoothingQuality = 'high'
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    return await canvas.convertToBlob({ type: 'image/jpeg', quality })
  } finally {
    bitmap.close()
  }
}
