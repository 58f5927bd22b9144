import { onBeforeUnmount, onMounted } from 'vue'

/** The panels that are open now; a file that is pasted goes to the newest: the one in the dialog, not the one behind it. */
const open: ((files: readonly File[]) => void)[] = []

function paste(event: ClipboardEvent): void {
  const files = [...(event.clipboardData?.files ?? [])]
  const newest = open.at(-1)
  if (files.length === 0 || newest === undefined || event.defaultPrevented) return
  // Excel puts a picture beside the cells that are pasted into a field: there the text is meant.
  if (event.target instanceof Element && event.target.closest('input, textarea, [contenteditable]') !== null && (event.clipboardData?.getData('text/plain') ?? '') !== '') return
  event.preventDefault()
  newest(files)
}

/** Files that are pasted anywhere on the page while the component is there. */
export function usePastedFiles(take: (files: readonly File[]) => void): void {
  onMounted(() => {
    if (open.length === 0) document.addEventListener('paste', paste)
    open.push(take)
  })
  onBeforeUnmount(() => {
    open.splice(open.indexOf(take), 1)
    if (open.length === 0) document.removeEventListener('paste', paste)
  })
}

/** Whether a drag carries files, and not a text or a link of the page. */
export function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}
