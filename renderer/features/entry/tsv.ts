/**
 * Cells as Excel and WPS put them on the clipboard: tabs between cells, line ends between rows, a cell that holds a tab, a
 * line break or a quote in double quotes.
 */
export function parseTsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  const endRow = (): void => {
    rows.push(row)
    row = []
  }
  while (at <= text.length) {
    const { value, end } = readCell(text, at)
    row.push(value)
    if (end >= text.length) {
      endRow()
      break
    }
    if (text[end] === '\t') at = end + 1
    else {
      endRow()
      at = end + (text.startsWith('\r\n', end) ? 2 : 1)
      // The line end after the last row begins no further row.
      if (at >= text.length) break
    }
  }
  return rows
}

function readCell(text: string, from: number): { value: string; end: number } {
  if (text[from] === '"') {
    const quoted = readQuoted(text, from)
    if (quoted !== null) return quoted
  }
  let end = from
  while (end < text.length && !'\t\r\n'.includes(text[end]!)) end += 1
  return { value: text.slice(from, end), end }
}

/** A quoted cell; null where the quote is never closed or does not end the cell: then it is a mere character. */
function readQuoted(text: string, from: number): { value: string; end: number } | null {
  let value = ''
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') value += text[at]
    else if (text[at + 1] === '"') {
      value += '"'
      at += 1
    } else return at + 1 >= text.length || '\t\r\n'.includes(text[at + 1]!) ? { value: value.replace(/\r\n?/gu, '\n'), end: at + 1 } : null
  }
  return null
}

/** The block as Excel and WPS read it back. */
export function formatTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => (/["\t\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join('\t')).join('\r\n')
}
