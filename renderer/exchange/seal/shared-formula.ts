/** Text in quotes stands as it is; a name that only looks like a cell (`LOG10(`) is no reference. */
const REFERENCE = /"(?:[^"]|"")*"|'(?:[^']|'')*'|(?<![A-Za-z0-9_.])(\$?)([A-Z]{1,3})(\$?)([1-9]\d{0,6})(?![A-Za-z0-9_.(])/gu

/** The formula of a cell that shares it with another one, `rows` above and `columns` left of it: relative references move along. */
export function movedFormula(formula: string, rows: number, columns: number): string {
  return formula.replace(REFERENCE, (whole: string, fixedColumn: string | undefined, letters: string | undefined, fixedRow: string | undefined, row: string | undefined) => {
    if (letters === undefined || row === undefined) return whole
    const column = fixedColumn === '$' ? letters : lettersOf(numberOf(letters) + columns)
    return `${fixedColumn ?? ''}${column}${fixedRow ?? ''}${fixedRow === '$' ? row : String(Number(row) + rows)}`
  })
}

function numberOf(letters: string): number {
  let number = 0
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64
  return number
}

function lettersOf(number: number): string {
  let letters = ''
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  return letters
}
