/** A primitive that only one parser or guard may produce: the compiler keeps 分 and counts, or dates and text, apart. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name }

/** The outcome of reading what a person typed: a value, or a code for the program and a Chinese sentence for the person. */
export type Parsed<T, Code extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: Code; readonly message: string }

export function accepted<T>(value: T): { ok: true; value: T } {
  return { ok: true, value }
}

export function refused<Code extends string>(code: Code, message: string): { ok: false; code: Code; message: string } {
  return { ok: false, code, message }
}

/** Shortens quoted input in a message, so that ten thousand characters do not cover the screen. */
export function excerpt(text: string, most = 24): string {
  const oneLine = text.replace(/\s+/gu, ' ').trim()
  const points = [...oneLine]
  return points.length > most ? `${points.slice(0, most).join('')}…` : oneLine
}
