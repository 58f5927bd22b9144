import { zipSync, type Zippable } from 'fflate'

/** Files put together as one .zip, as they are: workbooks are packed already. Names must differ. */
export function zipFiles(files: readonly { readonly name: string; readonly bytes: Uint8Array }[], modified: Date): Uint8Array {
  const entries: Zippable = {}
  for (const { name, bytes } of files) entries[name] = [bytes, { level: 0, mtime: modified }]
  return zipSync(entries)
}
