/** A picture of few colours, drawn by code: what the demonstration ledger shows as photos. Lengths in points, from the upper left. */
export class FlatPicture {
  private readonly points: Uint8Array

  /** @param palette up to sixteen colours as `rrggbb`; the first one is the ground */
  constructor(readonly width: number, readonly height: number, private readonly palette: readonly string[]) {
    this.points = new Uint8Array(width * height)
  }

  box(x: number, y: number, width: number, height: number, colour: number): void {
    for (let row = Math.max(0, y); row < Math.min(this.height, y + height); row += 1) this.points.fill(colour, row * this.width + Math.max(0, x), row * this.width + Math.min(this.width, x + width))
  }

  /** A heap: a triangle on its ground line, `top` high. */
  heap(x: number, ground: number, width: number, top: number, colour: number): void {
    for (let up = 0; up < top; up += 1) {
      const half = Math.round((width * (top - up)) / top / 2)
      this.box(x + Math.round(width / 2) - half, ground - up, 2 * half, 1, colour)
    }
  }

  /** A sign out of a bitmap of 24 × 24 bits, row by row, each bit `scale` points wide. */
  sign(bitmap: Uint8Array, x: number, y: number, scale: number, colour: number): void {
    for (let bit = 0; bit < 576; bit += 1) if (((bitmap[bit >> 3]! >> (7 - (bit & 7))) & 1) === 1) this.box(x + (bit % 24) * scale, y + Math.floor(bit / 24) * scale, scale, scale, colour)
  }

  /** The picture as PNG: four bits a point, stored as they are, so that it has the same bytes on every machine. */
  png(): Uint8Array<ArrayBuffer> {
    const stride = Math.ceil(this.width / 2)
    const rows = new Uint8Array(this.height * (stride + 1))
    for (let y = 0; y < this.height; y += 1) {
      for (let x = 0; x < this.width; x += 1) rows[y * (stride + 1) + 1 + (x >> 1)]! |= this.points[y * this.width + x]! << (x % 2 === 0 ? 4 : 0)
    }
    const header = [...long(this.width), ...long(this.height), 4, 3, 0, 0, 0]
    const colours = this.palette.flatMap((colour) => [0, 2, 4].map((at) => parseInt(colour.slice(at, at + 2), 16)))
    return Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, ...chunk('IHDR', header), ...chunk('PLTE', colours), ...chunk('IDAT', stored(rows)), ...chunk('IEND', [])])
  }
}

function long(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255]
}

/** A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4). */
function stored(bytes: Uint8Array): number[] {
  const out = [0x78, 0x01]
  const MOST = 65_535
  for (let at = 0; at < bytes.length; at += MOST) {
    const block = bytes.subarray(at, at + MOST)
    out.push(at + MOST >= bytes.length ? 1 : 0, block.length & 255, block.length >> 8, ~block.length & 255, (~block.length >> 8) & 255, ...block)
  }
  let [a, b] = [1, 0]
  for (const byte of bytes) {
    a = (a + byte) % 65_521
    b = (b + a) % 65_521
  }
  return [...out, ...long(((b << 16) | a) >>> 0)]
}

function chunk(name: string, data: readonly number[]): number[] {
  const named = [...Array.from(name, (c) => c.charCodeAt(0)), ...data]
  return [...long(data.length), ...named, ...long(checksum(named))]
}

/** CRC-32 as PNG has it. */
function checksum(bytes: readonly number[]): number {
  let crc = 0xffff_ffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb8_8320 : 0)
  }
  return (crc ^ 0xffff_ffff) >>> 0
}
