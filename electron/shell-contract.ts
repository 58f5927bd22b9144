/**
 * What the page may ask of its host. Two implementations: the desktop (electron/) over typed IPC, and the browser
 * (renderer/shared/shell/browser-shell.ts). Nothing here mentions Electron: the page cannot tell more than `kind`.
 */
export interface Shell {
  readonly kind: 'desktop' | 'browser'
  /** Asks where to save, then writes the whole file or nothing. */
  saveFile(request: SaveFileRequest): Promise<SaveFileResult>
  /** Asks for a folder that files are to be written into; the grant lasts as long as the page. */
  chooseFolder(request: ChooseFolderRequest): Promise<FolderChoice>
  /** Writes a whole file into a granted folder, or nothing: one of the same name is replaced, or stays as it was. */
  saveInFolder(request: SaveInFolderRequest): Promise<SaveFileResult>
  /** Asks for one file and reads it. Null: the person cancelled. */
  openFile(request: OpenFileRequest): Promise<OpenedFile | null>
  /** Prints the page as it stands: to a PDF or a printer (desktop), or by the browser's own print dialog, which offers both. */
  printPage(request: PrintPageRequest): Promise<PrintPageResult>
  /** Bytes that are free on the disk of the ledger; null where the host does not tell. */
  freeSpace(): Promise<number | null>
  /** Full screen for 投屏. */
  setFullScreen(on: boolean): Promise<void>
  /** Where copies of the ledger go. Always both places, in order. */
  backupPlaces(): Promise<readonly BackupPlace[]>
  /** Asks for a folder. Null: the person cancelled. */
  chooseBackupPlace(place: BackupPlaceId): Promise<BackupPlace | null>
  /** Asks again for the consent that a browser forgets when it closes; call it from a click. */
  allowBackupPlace(place: BackupPlaceId): Promise<BackupPlace>
  /** Stops using a folder; what lies in it stays. */
  forgetBackupPlace(place: BackupPlaceId): Promise<BackupPlace>
  /** Files of a place that are named like backups. Rejects with a Chinese sentence where it cannot be read. */
  listBackups(place: BackupPlaceId): Promise<readonly BackupEntry[]>
  /** Writes a copy under a temporary name, renames it, reads it back and compares: only then it counts. */
  writeBackup(request: WriteBackupRequest): Promise<WriteBackupResult>
  /** The bytes of a copy. Rejects with a Chinese sentence where it cannot be read. */
  readBackup(request: BackupRequest): Promise<Uint8Array>
  /** Removes a copy that has had its time. A copy that is gone already is no fault. */
  removeBackup(request: BackupRequest): Promise<void>
  /**
   * The ledger file with which the program was started or started a second time, once: the next call gives null. Rejects
   * with a Chinese sentence where it cannot be read.
   */
  takeWaitingFile(): Promise<OpenedFile | null>
  /** Tells that a file has come to wait while the program runs. One listener: a later one takes its place. */
  onWaitingFile(tell: () => void): void
  /** Asks for an installer of this program and checks it against the `.sha256` beside it; nothing is started. */
  chooseUpdate(): Promise<UpdateChoice>
  /** Checks the chosen installer again and hands it to the system. */
  openUpdate(request: OpenUpdateRequest): Promise<OpenUpdateResult>
}

/** 'first': the office's own folder. 'second': a USB disk or a share, so that the copies outlive this PC. */
export type BackupPlaceId = 'first' | 'second'

export interface BackupPlace {
  readonly id: BackupPlaceId
  /** A path or a folder's name, for the person; null: none has been chosen. */
  readonly where: string | null
  /** 'unset': none chosen. 'consent': the browser wants to be asked again. 'missing': chosen, but not there (a disk that is not plugged in). */
  readonly state: 'unset' | 'ready' | 'consent' | 'missing'
}

export interface BackupEntry {
  readonly name: string
  readonly bytes: number
}

export interface BackupRequest {
  readonly place: BackupPlaceId
  /** A backup's name (renderer/domain/backup.ts); any other is refused. */
  readonly name: string
}

export interface WriteBackupRequest extends BackupRequest {
  readonly bytes: Uint8Array
}

export type WriteBackupResult = { readonly outcome: 'written' } | { readonly outcome: 'failed'; readonly message: string }

/**
 * What a backup's file may be called, and an attached file that lies once beside all copies, named by its SHA-256: the one pattern for
 * both shells, so that no other file of the folder is ever touched.
 */
export const BACKUP_FILE_NAME = /^(?:台账备份_\d{8}_\d{6}_(?:自动|手动|恢复前)_[0-9A-Z]{6}\.json\.gz|台账附件_[0-9a-f]{64}\.(?:jpg|png|webp|pdf))$/u

export interface FileKind {
  /** Shown in the dialog, such as `Excel 工作簿`. */
  readonly label: string
  /** Without the dot: `xlsx`. */
  readonly extension: string
  /** Further extensions that may be opened as this kind. */
  readonly also?: readonly string[]
}

export interface SaveFileRequest {
  readonly suggestedName: string
  readonly kind: FileKind
  readonly bytes: Uint8Array
}

export type SaveFileResult =
  /** `where` is a path or folder to show to the person, null where the host does not tell (a browser's download). */
  | { readonly outcome: 'saved'; readonly name: string; readonly where: string | null }
  | { readonly outcome: 'cancelled' }
  /** The target is as it was before. `message` is a Chinese sentence that says what to do. */
  | { readonly outcome: 'failed'; readonly message: string }

export interface ChooseFolderRequest {
  /** Heading of the dialog, such as `存到哪个文件夹`. */
  readonly title: string
}

export type FolderChoice =
  /** `id` names the grant, never a path; `where` is what to show to the person. */
  | { readonly outcome: 'chosen'; readonly id: string; readonly where: string }
  | { readonly outcome: 'cancelled' }
  /** The host cannot write into folders: offer one file that holds them all. */
  | { readonly outcome: 'unable' }

export interface SaveInFolderRequest {
  /** Of a grant by `chooseFolder`. */
  readonly folder: string
  /** A file's name, never a path. */
  readonly name: string
  readonly bytes: Uint8Array
}

export interface OpenFileRequest {
  readonly kind: FileKind
}

export interface OpenedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export type UpdateChoice =
  | { readonly outcome: 'cancelled' }
  /** The host is no installed program. */
  | { readonly outcome: 'unable' }
  /** Not started: why, and what to do. */
  | { readonly outcome: 'refused'; readonly message: string }
  | { readonly outcome: 'checked'; readonly update: CheckedUpdate }

export interface CheckedUpdate {
  /** Names the choice; the page knows no path. */
  readonly id: string
  readonly name: string
  readonly version: string
  /** The version that runs. */
  readonly current: string
  readonly bytes: number
  /** Hexadecimal; equal to what stands in the accompanying file. */
  readonly sha256: string
  readonly standing: 'newer' | 'same' | 'older'
}

export interface OpenUpdateRequest {
  readonly id: string
}

export type OpenUpdateResult =
  /** The system shows the installer: it runs, or its folder is open for the person to act. */
  | { readonly outcome: 'started' | 'shown' }
  | { readonly outcome: 'failed'; readonly message: string }

export const PAPERS = ['A4', 'A3', 'A2', 'A1', 'A0'] as const

export interface PrintPageRequest {
  readonly to: 'pdf' | 'printer'
  readonly suggestedName: string
  readonly paper: (typeof PAPERS)[number]
  readonly landscape: boolean
}

export type PrintPageResult = { readonly outcome: 'saved'; readonly where: string } | { readonly outcome: 'dialog' } | { readonly outcome: 'cancelled' } | { readonly outcome: 'failed'; readonly message: string }

/** Ends of the names of ledger files. The first is the program's own, by which the system knows it; the others are older or copies. */
export const LEDGER_EXTENSION = 'kpledger'
export const LEDGER_FILE_NAME = /\.(?:kpledger|json|json\.gz)$/iu

/** Main's one message to the page. */
export const FILE_WAITING = 'shell:fileWaiting'

/** The query by which a page learns that it was brought back after an accident. */
export const RECOVERED_QUERY = 'recovered'

/** Name under which the preload exposes the desktop's Shell on `window`. */
export const SHELL_GLOBAL = 'desktopShell'

/** Protocol and host of the desktop's page. IndexedDB belongs to this origin: it never changes. */
export const APP_PROTOCOL = 'app'
export const APP_HOST = 'ledger'
