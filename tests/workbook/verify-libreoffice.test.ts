import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { demoLedger } from '@/data/demo'
import { verifyWorkbook } from '@/exchange/seal/verify'
import { exported } from '../unit/exchange/seal/support'
import { convertWithLibreOffice, describeWith, save, temporaryFolder } from './support/tools'

const { folder, remove } = temporaryFolder()
afterAll(remove)

describeWith(['LibreOffice Calc'], 'the whole suite of a locked month that LibreOffice has saved again', () => {
  test('still agrees with the 锁定数据, sheet by sheet', async () => {
    const demo = demoLedger()
    const again = new Uint8Array(readFileSync(await convertWithLibreOffice(folder, save(folder, 'all.xlsx', await exported(demo, { report: 'all' })), 'xlsx')))
    expect(verifyWorkbook(again, demo)).toMatchObject({ ours: true, locked: true, matches: true, against: 'snapshot', differences: [] })
    expect(verifyWorkbook(again, null)).toMatchObject({ matches: true, against: 'checksums', differences: [] })
  })
})
