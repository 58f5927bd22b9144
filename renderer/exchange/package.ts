import { excerpt } from '@/domain/brand'
import type { LedgerData } from '@/domain/model'
import { canonicalJson, canonicalSlices, sha256Bytes, sha256Text } from './canonical-json'
import { joined } from './joined'
import { PackageError } from './package-error'
import { readFileEntries, type FileEntry } from './package-files'
import { FORMAT_VERSION, isFields, packageData, readRecords, type Fields } from './package-records'
import { overflowingField, packageSums, sumsDifference } from './package-sums'
import { openSnapshot, SnapshotError } from './snapshot'
import { WRITTEN_BY } from './written-by'

export { PackageError } from './package-error'
export { FORMAT_VERSION } from './package-records'
export { describeReplacement } from './replacement'

/** docs/data-format.md describes the package. */
export const PACKAGE_FORMAT = 'key-project-ledger'

/** A package of 1,000 projects × 120 months is some 40 million characters; more than this is no ledger of an office. */
export const MAX_PACKAGE_CHARACTERS = 200_000_000

const PACKAGE_KEYS: ReadonlySet<string> = new Set(['data', 'files', 'format', 'formatVersion', 'sha256', 'sums', 'writtenBy'])

/**
 * The whole ledger as one JSON text with a line feed at its end. The same ledger gives the same text on every machine.
 * `files` lists the attached files whose bytes follow the text (package-file.ts); without it the records go alone.
 * Throws PackageError where the ledger is beyond what readPackage would take back.
 */
export async function writePackage(ledger: LedgerData, files: readonly FileEntry[] = []): Promise<string> {
  return new TextDecoder().decode(await writePackageBytes(ledger, files))
}

/** The same in UTF-8, put together from pieces, so that 40 MB of text are made once and never copied as one. */
export async function writePackageBytes(ledger: LedgerData, files: readonly FileEntry[] = []): Promise<Uint8Array<ArrayBuffer>> {
  const { head, rest } = packageParts(ledger, files)
  return joined([...head, await rest])
}

/** The bytes of a package up to its checksum, and what follows: the checksum is reckoned elsewhere while the head is already being packed. */
export function packageParts(ledger: LedgerData, files: readonly FileEntry[] = []): { readonly head: readonly Uint8Array<ArrayBuffer>[]; readonly rest: Promise<Uint8Array<ArrayBuffer>> } {
  refuseOverflow(ledger)
  const encoder = new TextEncoder()
  const head: Uint8Array<ArrayBuffer>[] = []
  let characters = 0
  const add = (text: string): void => {
    characters += text.length
    head.push(encoder.encode(text))
  }
  // Sorted keys: data, files, format, formatVersion, (sha256), sums, writtenBy.
  add('{"data":{')
  Object.entries(packageData(ledger)).sort(([a], [b]) => (a < b ? -1 : 1)).forEach(([table, records], i) => {
    add(`${i === 0 ? '' : ','}${JSON.stringify(table)}:[`)
    let first = true
    for (const slice of canonicalSlices(records)) {
      add(first ? slice : `,${slice}`)
      first = false
    }
    add(']')
  })
  add(`},"files":${canonicalJson(files)},"format":${JSON.stringify(PACKAGE_FORMAT)},"formatVersion":${FORMAT_VERSION}`)
  const tail = `,"sums":${canonicalJson(packageSums(ledger))},"writtenBy":${JSON.stringify(WRITTEN_BY)}}`
  if (characters + tail.length + checksumMember('0'.repeat(64)).length > MAX_PACKAGE_CHARACTERS) throw new PackageError('too-large', `台账太大，装不进一个台账文件（最多 ${MAX_PACKAGE_CHARACTERS / 1_000_000} 兆字）。请把不再用的项目移到另一份台账`)
  const rest = sha256Bytes(joined([...head, encoder.encode(tail)])).then((sha256) => encoder.encode(`${checksumMember(sha256)}${tail}\n`))
  return { head, rest }
}

function checksumMember(sha256: string): string {
  return `,"sha256":"${sha256}"`
}

/**
 * Reads and checks a package, whole. Throws PackageError with what is wrong and what to do; a package that is accepted
 * can be stored as it is.
 */
export async function readPackage(text: string): Promise<LedgerData> {
  const { data, files } = await readPackageText(text)
  if (files.length > 0) throw new PackageError('wrong-files', '这个台账文件带着附件，附件的内容却没有读到。文件可能被改过，请重新拷贝一份')
  return data
}

/** The text of a package, and the files that it says follow it. `bytes`: the same text as it came, where it is at hand. */
export async function readPackageText(text: string, bytes?: Uint8Array): Promise<{ readonly data: LedgerData; readonly files: readonly FileEntry[] }> {
  const asWritten = bytes === undefined ? false : isAsWritten(bytes)
  const { sha256, ...rest } = parse(text)
  if (!(await asWritten) && sha256 !== (await checksum(rest))) {
    throw new PackageError('wrong-checksum', '这个文件的校验码不对：内容在保存后被改过或损坏了。请向发件人要一份原件，不要用手改')
  }
  const data = readRecords(rest['data'], rest['formatVersion'] as number)
  refuseOverflow(data)
  refuseBadSnapshots(data)
  refuseWrongSums(data, rest['sums'])
  return { data, files: readFileEntries(rest['files'], rest['formatVersion'] as number, data) }
}

/**
 * Whether the bytes are a text as writePackage makes it, with the checksum of its own bytes: then it need not be made again. Any other text
 * may still be sound (laid out anew, its keys in another order) and has its checksum reckoned from its content.
 */
async function isAsWritten(bytes: Uint8Array): Promise<boolean> {
  // Behind it stand the sums and the writer alone: some KB. A text within the records that looks the same has another hash.
  const from = Math.max(0, bytes.length - CHECKSUM_WITHIN)
  const tail = [...new TextDecoder('latin1').decode(bytes.subarray(from)).matchAll(/,"sha256":"([0-9a-f]{64})","sums":/gu)].at(-1)
  if (tail?.[1] === undefined) return false
  const [start, length] = [from + tail.index, checksumMember(tail[1]).length]
  const end = bytes.at(-1) === 10 ? bytes.length - 1 : bytes.length
  return (await sha256Bytes(joined([bytes.subarray(0, start), bytes.subarray(start + length, end)]))) === tail[1]
}

/** Within how many of the last bytes of a package its checksum is looked for. */
const CHECKSUM_WITHIN = 1_000_000

/** SHA-256 over the canonical text of everything but the checksum itself. */
async function checksum(rest: Fields): Promise<string> {
  try {
    return await sha256Text(canonicalJson(rest))
  } catch (error) {
    // Thousands of brackets in one another: nothing that this program wrote.
    if (error instanceof RangeError) throw new PackageError('bad-record', '台账文件里的内容一层套一层，不是本程序存下的。请重新导出一份')
    throw error
  }
}

function parse(text: string): Fields {
  if (text.length > MAX_PACKAGE_CHARACTERS) throw new PackageError('too-large', `文件超过 ${MAX_PACKAGE_CHARACTERS / 1_000_000} 兆字，不像是台账文件，没有打开。请核对选的是不是“导出台账”存下的文件`)
  let content: unknown
  try {
    // A byte order mark is what some editors put before UTF-8.
    content = JSON.parse(text.replace(/^\uFEFF/u, ''))
  } catch {
    throw new PackageError('not-json', brokenWords(text.trim()))
  }
  if (!isFields(content) || content['format'] !== PACKAGE_FORMAT) throw new PackageError('not-ours', '这不是本程序的台账文件。请选“导出台账”存下的 .json 文件')
  const version = content['formatVersion']
  if (!Number.isInteger(version) || (version as number) < 1) throw new PackageError('not-ours', '这个台账文件没有写明版本，没有打开。请重新导出一份')
  if ((version as number) > FORMAT_VERSION) throw new PackageError('newer-version', `这个台账文件是更新版本的程序存的（格式 ${String(version)}，本程序认到 ${FORMAT_VERSION}）。请先升级本程序`)
  const strange = Object.keys(content).find((key) => !PACKAGE_KEYS.has(key))
  if (strange !== undefined) throw new PackageError('bad-record', `台账文件里有不认识的内容“${excerpt(strange)}”，没有打开。请重新导出一份`)
  return content
}

function brokenWords(text: string): string {
  if (!text.startsWith('{')) return '这不是台账文件。请选“导出台账”存下的 .json 文件'
  return text.endsWith('}') ? '文件已损坏，读不下去。请重新拷贝一份，不要用手改' : '文件不完整：读到一半断了。可能没有传完，请重新拷贝一份'
}

/** What a locked month is exported from has to be whole, here and not first when a leader asks for the sheet. */
function refuseBadSnapshots(data: LedgerData): void {
  for (const snapshot of data.snapshots) {
    try {
      openSnapshot(snapshot)
    } catch (error) {
      if (error instanceof SnapshotError) throw new PackageError('bad-record', `台账文件没有打开：${error.message}`)
      throw error
    }
  }
}

/** Every sum that a screen or sheet makes has to stay exact; what does not is found here, not there. */
function refuseOverflow(data: LedgerData): void {
  const field = overflowingField(data)
  if (field !== null) throw new PackageError('overflow', `${field}加起来超过了可记的上限 90 万亿元，不能存成台账文件，也不能打开。请检查有没有把单位填错的金额`)
}

function refuseWrongSums(data: LedgerData, stated: unknown): void {
  const difference = sumsDifference(stated, data)
  if (difference !== null) throw new PackageError('wrong-sums', `文件里写的合计与逐个项目加起来的不一致，没有打开：${difference}。请向发件人核实`)
}
