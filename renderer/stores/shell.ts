import type { Shell } from '#electron/shell-contract'
import { chooseShell } from '@/shared/shell/choose-shell'

let chosen: Shell | null = null

/** The host that this page runs in: the desktop, or the browser. Chosen once. */
export function useShell(): Shell {
  chosen ??= chooseShell()
  return chosen
}
