import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readWhole } from './files'
import { LEDGER_FILE_NAME, type OpenedFile } from './shell-contract'

/**
 * The ledger file among the words of a start, or null. Windows gives a path, a Linux desktop a path or a file: address; whatever
 * is an option or has another ending is not looked at.
 */
export function fileAmong(words: readonly string[], folder: string): string | null {
  const word = words.slice(1).findLast((w) => !w.startsWith('-') && LEDGER_FILE_NAME.test(w))
  if (word === undefined) return null
  if (!/^[a-z][a-z0-9+.-]+:/iu.test(word)) return resolve(folder, word)
  try {
    return fileURLToPath(word)
  } catch {
    // An address of another kind: nothing is fetched.
    return null
  }
}

/** The file that waits until the page asks for it; a later one takes the place of an earlier. The page is never given a path. */
export class WaitingFile {
  private path: string | null = null

  /** @param tell lets the page know; called when a file has come */
  constructor(private readonly tell: () => void) {}

  offer(path: string | null): void {
    if (path === null) return
    this.path = path
    this.tell()
  }

  async take(): Promise<OpenedFile | null> {
    const path = this.path
    this.path = null
    return path === null ? null : readWhole(path)
  }
}
