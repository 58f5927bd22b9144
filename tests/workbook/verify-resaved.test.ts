import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { demoLedger } from '@/data/demo'
import { verifyWorkbook } from '@/exchange/seal/verify'
import { exported, withNumber } from '../unit/exchange/seal/support'
import { convertWithLibreOffice, describeWith, save, temporaryFolder, validatorFaults } from './support/tools'

const { folder, remove } = temporaryFolder()
afterAll(remove)

describeWith(['LibreOffice Calc'], 'a file that LibreOffice has saved again', () => {
  test('still agrees with the 锁定数据 and with its own checksums, and a change before that is still named', async () => {
    const demo = demoLedger()
    const file = await exported(demo)
    const again = new Uint8Array(readFileSync(await convertWithLibreOffice(folder, save(folder, 'a.xlsx', file), 'xlsx')))
    for (const ledger of [demo, null]) expect(verifyWorkbook(again, ledger)).toMatchObject({ ours: true, locked: true, matches: true, differences: [] })
    const changed = new Uint8Array(readFileSync(await convertWithLibreOffice(folder, save(folder, 'b.xlsx', withNumber(file, 1, 'M12', 12_345.67)), 'xlsx')))
    expect(verifyWorkbook(changed, demo).differences.some((d) => d.cell === 'M12' && d.found === 12_345.67)).toBe(true)
  })
})

describeWith(['Open XML SDK validator'], 'a sealed file', () => {
  test('is sound: 0 errors', async () => {
    expect(await validatorFaults(save(folder, 'c.xlsx', await exported(demoLedger())))).toEqual([])
  })
})
