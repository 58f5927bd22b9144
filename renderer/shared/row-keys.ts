/** Arrows, Home and End go from row to row of a list by the link in each; Enter is the link's own. */
export function moveByRow(event: KeyboardEvent): void {
  const table = event.currentTarget as HTMLElement
  const links = [...table.querySelectorAll<HTMLElement>('tbody [data-row]')]
  const row = event.target instanceof HTMLElement ? event.target.closest('tr')?.querySelector<HTMLElement>('[data-row]') : null
  const at = row ? links.indexOf(row) : -1
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key]
  if (next === undefined || links.length === 0 || event.altKey || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  links[Math.max(0, Math.min(links.length - 1, next))]?.focus()
}

/** Whether a key was meant for a field. */
export function isTyping(event: KeyboardEvent): boolean {
  return event.isComposing || event.ctrlKey || event.metaKey || event.altKey || (event.target instanceof HTMLElement && event.target.matches('input:not([type=checkbox]), textarea, select')) || document.querySelector('dialog[open]') !== null
}
