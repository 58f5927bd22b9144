import { resolve } from 'node:path'

/** The path as the person meant it: `npm run` changes the folder to the package's and keeps theirs in INIT_CWD. */
export function personPath(path: string): string {
  return resolve(process.env['INIT_CWD'] ?? process.cwd(), path)
}
