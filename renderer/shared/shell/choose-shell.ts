import { SHELL_GLOBAL, type Shell } from '#electron/shell-contract'
import { browserShell } from './browser-shell'

/** The desktop's shell where its preload has exposed one, else the browser's. */
export function chooseShell(): Shell {
  return (window as unknown as Partial<Record<typeof SHELL_GLOBAL, Shell>>)[SHELL_GLOBAL] ?? browserShell
}
