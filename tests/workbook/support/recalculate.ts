import { convertWithLibreOffice, readWithPython } from './tools'

/** Formulas of all sheets whose cached result is not what LibreOffice computes, as `sheet!cell: cached → computed`. */
export async function recalculationDifferences(folder: string, file: string): Promise<{ compared: number; differences: string[] }> {
  const before = await readWithPython(file)
  const after = new Map((await readWithPython(await convertWithLibreOffice(folder, file, 'xlsx'))).map((s) => [s.name, s]))
  const differences: string[] = []
  let compared = 0
  for (const sheet of before) {
    for (const cell of Object.keys(sheet.formulas)) {
      const [, letters = '', row = ''] = /^([A-Z]+)(\d+)$/u.exec(cell) ?? []
      const column = [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0)
      const cached = sheet.values[Number(row) - 1]?.[column - 1]
      const computed = after.get(sheet.name)?.values[Number(row) - 1]?.[column - 1]
      const same = typeof cached === 'number' && typeof computed === 'number' ? Math.abs(cached - computed) <= 1e-12 * Math.max(1, Math.abs(cached)) : cached === computed
      if (!same) differences.push(`${sheet.name}!${cell}: ${String(cached)} → ${String(computed)}`)
      compared += 1
    }
  }
  return { compared, differences }
}
