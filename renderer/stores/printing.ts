import type { PrintPageRequest } from '#electron/shell-contract'
import { useShell } from './shell'
import { useToastStore } from './toasts'

/** Prints what stands on the page: to a PDF (desktop) or by the browser's own dialog, and says what became of it. */
export function usePrinting(): (request: Omit<PrintPageRequest, 'to'>) => Promise<void> {
  const shell = useShell()
  const toasts = useToastStore()
  return async (request) => {
    const result = await shell.printPage({ ...request, to: shell.kind === 'desktop' ? 'pdf' : 'printer' })
    if (result.outcome === 'saved') toasts.show(`已存到 ${result.where}`)
    else if (result.outcome === 'failed') toasts.show(result.message)
  }
}
