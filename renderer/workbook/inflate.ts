import { Inflate } from 'fflate'

const STEP = 65_536

/**
 * Unpacks raw deflate, but never to more than `most` bytes, whatever the data say about their own size.
 * Throws RangeError for what is larger or cut off, and fflate's error for what is no deflate.
 */
export function inflateWithin(packed: Uint8Array, most: number): Uint8Array {
  const chunks: Uint8Array[] = []
  let size = 0
  let ended = false
  const stream = new Inflate((chunk, final) => {
    size += chunk.length
    if (size > most) throw new RangeError('inflateWithin: too large')
    chunks.push(chunk)
    ended = final
  })
  for (let at = 0; at < packed.length; at += STEP) stream.push(packed.subarray(at, at + STEP), at + STEP >= packed.length)
  if (!ended) throw new RangeError('inflateWithin: cut off')
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
