// The small one: it is on the way of the program's start (`npm run bench`).
import * as z from 'zod/mini'
import { BACKUP_FILE_NAME, PAPERS, type Shell } from './shell-contract'

/** The calls that the page may make, by name: one typed map for preload and main. */
export type ShellCall = Exclude<keyof Shell, 'kind' | 'onWaitingFile'>

/** Largest file that may cross the border in one piece: above any ledger with all its attached files (400 MB), below what would hang the program. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024

const extension = z.string().check(z.regex(/^[a-z0-9]{1,8}$/u))
const label = z.string().check(z.minLength(1), z.maxLength(40))
const kind = z.strictObject({ label, extension, also: z.optional(z.array(extension).check(z.maxLength(4))) })
// A name, never a path: the person chooses the folder in the dialog.
const fileName = z.string().check(z.minLength(1), z.maxLength(200), z.refine((name) => !/[\\/:*?"<>|\u0000-\u001f]/u.test(name) && name !== '.' && name !== '..', 'not a file name'))
const bytes = z.instanceof(Uint8Array).check(z.refine((b) => b.byteLength <= MAX_FILE_BYTES, 'too large'))

const place = z.enum(['first', 'second'])
const backup = z.strictObject({ place, name: z.string().check(z.maxLength(80), z.regex(BACKUP_FILE_NAME)) })

/** What each call's one argument must look like; anything else is refused before any code sees it. */
export const PAYLOADS = {
  saveFile: z.strictObject({ suggestedName: fileName, kind, bytes }),
  chooseFolder: z.strictObject({ title: label }),
  saveInFolder: z.strictObject({ folder: z.uuid(), name: fileName, bytes }),
  openFile: z.strictObject({ kind }),
  printPage: z.strictObject({ to: z.enum(['pdf', 'printer']), suggestedName: fileName, paper: z.enum(PAPERS), landscape: z.boolean() }),
  freeSpace: z.undefined(),
  setFullScreen: z.boolean(),
  backupPlaces: z.undefined(),
  chooseBackupPlace: place,
  allowBackupPlace: place,
  forgetBackupPlace: place,
  listBackups: place,
  writeBackup: z.extend(backup, { bytes }),
  readBackup: backup,
  removeBackup: backup,
  takeWaitingFile: z.undefined(),
  chooseUpdate: z.undefined(),
  openUpdate: z.strictObject({ id: z.uuid() }),
} satisfies Record<ShellCall, z.ZodMiniType>

export type Payload<C extends ShellCall> = z.infer<(typeof PAYLOADS)[C]>

export const SHELL_CALLS = Object.keys(PAYLOADS) as ShellCall[]

/** The IPC channel of a call. */
export function channelOf(call: ShellCall): string {
  return `shell:${call}`
}
