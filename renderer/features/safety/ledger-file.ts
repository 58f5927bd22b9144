import { LEDGER_EXTENSION, type FileKind, type OpenedFile } from '#electron/shell-contract'
import { PackageError } from '@/exchange/package'
import { writePackageFile } from '@/exchange/package-file'
import { isSealed, seal, SealError, unseal } from '@/exchange/sealed-package'
import { clockTime, now, today } from '@/shared/clock'
import { readStored } from '@/stores/attached-files'
import { useLedgerStore } from '@/stores/ledger'
import { useShell } from '@/stores/shell'
import { CopyFault, openCopy, type OpenedCopy } from '@/workers/copy-client'

/** The installed program saves under the ending by which the system opens it; a browser has no such tie, and `.json` says what it is. */
function kind(): FileKind {
  const extension = useShell().kind === 'desktop' ? LEDGER_EXTENSION : 'json'
  return { label: '台账文件', extension, also: [LEDGER_EXTENSION, 'json', 'gz'].filter((e) => e !== extension) }
}

/** What became of a wish to save or read a file, in words; null message: the person gave up. */
export type FileOutcome = { readonly ok: boolean; readonly message: string | null }

/** Saves the whole ledger as a data package, named like `县重点项目台账_20200405_1403.kpledger`; sealed where a password is given. */
export async function exportLedgerFile(password: string | null = null): Promise<FileOutcome> {
  try {
    const ledger = useLedgerStore()
    const plain = await writePackageFile(ledger.data(), await ledger.files().stored(), readStored(ledger.files()))
    const bytes = password === null ? plain : await seal(plain, password)
    const suggestedName = `县重点项目台账_${today().replaceAll('-', '')}_${clockTime(now()).replace(':', '')}${password === null ? '' : '_加密'}.${kind().extension}`
    const result = await useShell().saveFile({ suggestedName, kind: kind(), bytes })
    if (result.outcome === 'cancelled') return { ok: false, message: null }
    if (result.outcome === 'failed') return { ok: false, message: result.message }
    return { ok: true, message: `已导出 ${result.name}${result.where === null ? '，在浏览器的下载文件夹里' : `，存在 ${result.where}`}` }
  } catch (error) {
    if (error instanceof PackageError || error instanceof SealError) return { ok: false, message: error.message }
    console.error(error)
    return { ok: false, message: '台账文件没有做出来，台账没有受影响。请再试一次' }
  }
}

export type OpenedLedger =
  | { readonly ok: true; readonly fileName: string; readonly copy: OpenedCopy }
  /** `sealed` holds a file that waits for its password (openSealed). */
  | { readonly ok: false; readonly message: string | null; readonly sealed?: OpenedFile }

/** Asks for a data package and reads it whole, or says why not; whoever opens it closes it. The ledger is not touched. */
export async function openLedgerFile(): Promise<OpenedLedger> {
  let file
  try {
    file = await useShell().openFile({ kind: kind() })
  } catch (error) {
    console.error(error)
    return { ok: false, message: '文件没有读出来，可能正被别的程序占用。请关掉那个程序，或复制一份再选' }
  }
  if (file === null) return { ok: false, message: null }
  return openGiven(file)
}

/** Reads a file that is there already, as `openLedgerFile` reads one that it asks for. */
export async function openGiven(file: OpenedFile): Promise<OpenedLedger> {
  return isSealed(file.bytes) ? { ok: false, message: null, sealed: file } : readLedger(file)
}

/** Opens a sealed file with its password. */
export async function openSealed(file: OpenedFile, password: string): Promise<OpenedLedger> {
  try {
    return await readLedger({ name: file.name, bytes: await unseal(file.bytes, password) })
  } catch (error) {
    return { ok: false, message: error instanceof SealError ? error.message : '文件打不开，请重新拷贝一份' }
  }
}

async function readLedger(file: OpenedFile): Promise<OpenedLedger> {
  try {
    return { ok: true, fileName: file.name, copy: await openCopy({ bytes: file.bytes }, true) }
  } catch (error) {
    if (error instanceof CopyFault) return { ok: false, message: `${file.name}：${error.message}` }
    console.error(error)
    return { ok: false, message: `${file.name}：没有读懂，台账没有受影响。请确认它是本程序导出的台账文件` }
  }
}
