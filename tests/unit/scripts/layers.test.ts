import { fileURLToPath } from 'node:url'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))
const eslint = new ESLint({ cwd: ROOT })

async function faults(filePath: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath })
  return (result?.messages ?? []).filter((m) => m.ruleId?.startsWith('no-restricted')).map((m) => m.message)
}

describe('the layers', () => {
  it.each([
    ['renderer/domain/x.ts', "import 'vue'"],
    ['renderer/domain/x.ts', "import '@/storage/database'"],
    ['renderer/domain/x.ts', "import '../storage/database'"],
    ['renderer/domain/x.ts', 'export const at = Date.now()'],
    ['renderer/domain/x.ts', 'export const at = new Date()'],
    ['renderer/storage/x.ts', "import '@/stores/ledger'"],
    ['renderer/workbook/x.ts', "import 'dexie'"],
    ['renderer/exchange/x.ts', "import 'exceljs'"],
    ['renderer/workbook/x.ts', "import '@e965/xlsx'"],
    ['renderer/features/entry/x.ts', "import '@e965/xlsx'"],
    ['renderer/shared/x.ts', "import '@/stores/ledger'"],
    ['renderer/stores/x.ts', "import '@/features/entry/cells'"],
    ['renderer/features/entry/x.ts', "import '@/storage/database'"],
    ['renderer/features/entry/x.ts', "import 'dexie'"],
    ['renderer/features/entry/x.ts', "import '../projects/rows'"],
    ['renderer/features/entry/x.ts', "import '@/features/projects/rows'"],
    ['renderer/features/projects/form/x.ts', "import '../../entry/rows'"],
    ['renderer/app/x.ts', "import 'node:fs'"],
    ['electron/x.ts', "import '@/domain/money'"],
  ])('refuse in %s: %s', async (file, code) => {
    expect(await faults(file, code)).toHaveLength(1)
  })

  it.each([
    ['renderer/domain/x.ts', "import 'zod'; import './money'"],
    ['renderer/storage/x.ts', "import 'dexie'; import '@/domain/money'"],
    ['renderer/stores/x.ts', "import '@/storage/database'; import '@/domain/money'"],
    ['renderer/features/entry/x.ts', "import '@/stores/ledger'; import './cells'"],
    ['renderer/features/projects/form/x.ts', "import '../detail/report-text'; import '@/domain/money'"],
  ])('allow in %s: %s', async (file, code) => {
    expect(await faults(file, code)).toEqual([])
  })
})
