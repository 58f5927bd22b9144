import { Document, Packer, type IPropertiesOptions } from 'docx'
import { unzipSync, zipSync, type Zippable } from 'fflate'
import type { DateOnly } from '@/domain/period'

/** The bytes of a document: the same for the same content, on any machine and at any time. `madeOn` stands as its date. */
export async function packDocument(options: IPropertiesOptions, madeOn: DateOnly): Promise<Uint8Array> {
  const document = new Document({ ...options, lastModifiedBy: options.creator ?? '' })
  const parts = unzipSync(new Uint8Array(await Packer.toArrayBuffer(document)))
  const core = new TextDecoder().decode(parts['docProps/core.xml']).replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/gu, `$1${madeOn}T00:00:00Z`)
  parts['docProps/core.xml'] = new TextEncoder().encode(core)
  // The part that tells what the others are comes first: some readers look at nothing else.
  const names = Object.keys(parts).sort((a, b) => Number(b === '[Content_Types].xml') - Number(a === '[Content_Types].xml') || (a < b ? -1 : 1))
  // Any moment will do, as long as it is always the same; a zip tells local time, so it is made of its fields, here and now.
  const mtime = new Date(1980, 0, 1, 12)
  const zip: Zippable = {}
  for (const name of names) zip[name] = [parts[name]!, { level: 6, mtime }]
  return zipSync(zip)
}
