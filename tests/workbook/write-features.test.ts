import { afterAll, expect, test } from 'vitest'
import { writeWorkbook } from '@/workbook/write-workbook'
import { FULL_BOOK } from './support/full-book'
import { save, temporaryFolder, validatorFaults } from './support/tools'
import { createHash } from 'node:crypto'

const { folder, remove } = temporaryFolder()
afterAll(remove)

test('a workbook of everything has no fault for the Open XML SDK', async () => {
  expect(await validatorFaults(save(folder, 'full.xlsx', await writeWorkbook(FULL_BOOK)))).toEqual([])
})

test('and is the same bytes each time', async () => {
  const sha = async (): Promise<string> => createHash('sha256').update(await writeWorkbook(FULL_BOOK)).digest('hex')
  expect(await sha()).toBe(await sha())
})
