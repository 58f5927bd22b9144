export type PackageFault = 'too-large' | 'not-json' | 'not-ours' | 'newer-version' | 'wrong-checksum' | 'bad-record' | 'duplicate' | 'dangling' | 'overflow' | 'wrong-sums' | 'wrong-files'

/** A data package that is refused. `message` is a Chinese sentence that says what is wrong and what to do; nothing was changed. */
export class PackageError extends Error {
  override readonly name = 'PackageError'
  constructor(readonly fault: PackageFault, message: string) {
    super(message)
  }
}

/** An object of a file, of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
