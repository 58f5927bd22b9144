import { afterAll, expect, test } from 'vitest'
import { demoLedger } from '@/data/demo'
import { compareStates } from '@/domain/compare'
import { buildLedger } from '@/domain/ledger'
import { period } from '@/domain/period'
import { periodState } from '@/exchange/compare/period-state'
import { exported } from '../unit/exchange/seal/support'
import { convertWithLibreOffice, describeWith, readWithPython, save, temporaryFolder, validatorFaults } from './support/tools'

const { folder, remove } = temporaryFolder()
afterAll(remove)

const demo = demoLedger()
const ledger = buildLedger(demo)
const comparison = compareStates(periodState(ledger, period('2020-02'), 'all', null), periodState(ledger, period('2020-03'), 'all', null))

async function changesFile(name: string, unit: '万元' | '亿元'): Promise<string> {
  return save(folder, name, await exported(demo, { report: 'changes', unit, comparison }))
}

describeWith(['Open XML SDK validator'], '变化对比', () => {
  test.each(['万元', '亿元'] as const)('is sound in %s: 0 errors', async (unit) => {
    expect(await validatorFaults(await changesFile(`${unit}.xlsx`, unit))).toEqual([])
  })

  test('of two sides that are the same says so, and is sound', async () => {
    const side = periodState(ledger, period('2020-03'), 'all', null)
    expect(await validatorFaults(save(folder, 'same.xlsx', await exported(demo, { report: 'changes', comparison: compareStates(side, side) })))).toEqual([])
  })
})

describeWith(['LibreOffice Calc', 'python3-openpyxl'], 'the sums of 变化对比', () => {
  test('are what LibreOffice reckons from the list below them', async () => {
    const file = await changesFile('sums.xlsx', '万元')
    const [before] = await readWithPython(file)
    const [after] = await readWithPython(await convertWithLibreOffice(folder, file, 'xlsx'))
    const cells = Object.keys(before?.formulas ?? {})
    expect(cells).toHaveLength(3 * comparison.sums.length)
    for (const cell of cells) {
      const [column, row] = [cell.charCodeAt(0) - 65, Number(cell.slice(1)) - 1]
      expect(after?.values[row]?.[column], cell).toBeCloseTo(before?.values[row]?.[column] as number, 6)
    }
  })
})
