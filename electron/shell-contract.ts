/**
 * What the page may ask of its host. Two implementations: the desktop (electron/) over typed IPC, and the browser
 * (renderer/shared/shell/browser-shell.ts). Nothing here mentions Electron: the page cannot tell more than `kind`.
 */
export interface Shell {
  readonly kind: 'desktop' | 'browser'
  /** Asks where to save, then writes the whole file or nothing. */
  saveFile(request: SaveFileRequest): Promise<SaveFileResult>
  /** Asks for one file and reads it. Null: the person cancelled. */
  openFile(request: OpenFileRequest): Promise<OpenedFile | null>
  /** Prints the page as it stands to a PDF (desktop), or opens the browser's own print dialog. */
  printPage(request: PrintPageRequest): Promise<PrintPageResult>
  /** Full screen for 投屏. */
  setFullScreen(on: boolean): Promise<void>
}

export interface FileKind {
  /** Shown in the dialog, such as `Excel 工作簿`. */
  readonly label: string
  /** Without the dot: `xlsx`. */
  readonly extension: string
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

export interface OpenFileRequest {
  readonly kind: FileKind
}

export interface OpenedFile {
  readonly name: string
  readonly bytes: Uint8Array
}

export interface PrintPageRequest {
  readonly suggestedName: string
  readonly paper: 'A4' | 'A3'
  readonly landscape: boolean
}

export type PrintPageResult = { readonly outcome: 'saved'; readonly where: string } | { readonly outcome: 'dialog' } | { readonly outcome: 'cancelled' } | { readonly outcome: 'failed'; readonly message: string }

/** Name under which the preload exposes the desktop's Shell on `window`. */
export const SHELL_GLOBAL = 'desktopShell'

/** Protocol and host of the desktop's page. IndexedDB belongs to this origin: it never changes. */
export const APP_PROTOCOL = 'app'
export const APP_HOST = 'ledger'
