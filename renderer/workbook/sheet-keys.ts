/** Cannot stand in any text of a file, so no formula holds it by chance. */
const MARK = '\u0001'
const REFERENCE = /\u0001([^\u0001]*)\u0001/gu

/** `onSheet('月报', 'J6:J60')`: cells of a sheet for a formula, by the sheet's key. The writer puts in the name that the sheet really has. */
export function onSheet(key: string, cells: string): string {
  return `${MARK}${key}${MARK}!${cells}`
}

/** The formula with every `onSheet` resolved. */
export function resolveSheets(formula: string, nameOf: (key: string) => string): string {
  return formula.includes(MARK) ? formula.replace(REFERENCE, (_, key: string) => `'${nameOf(key)}'`) : formula
}
