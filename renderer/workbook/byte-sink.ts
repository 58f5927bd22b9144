const encoder = new TextEncoder()

/** Gathers text as UTF-8 bytes, piece by piece: a sheet of 10,000 rows never exists as one long string. */
export class ByteSink {
  private bytes: Uint8Array<ArrayBuffer>
  private used = 0

  constructor(expected = 1 << 16) {
    this.bytes = new Uint8Array(expected)
  }

  add(text: string): void {
    // A UTF-16 unit takes at most three bytes of UTF-8.
    const most = this.used + text.length * 3
    if (most > this.bytes.length) {
      const larger = new Uint8Array(Math.max(most, this.bytes.length * 2))
      larger.set(this.bytes.subarray(0, this.used))
      this.bytes = larger
    }
    this.used += encoder.encodeInto(text, this.bytes.subarray(this.used)).written
  }

  take(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.used)
  }
}
