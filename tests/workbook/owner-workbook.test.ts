import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { buildLedger, type Ledger } from '@/domain/ledger'
import { fen } from '@/domain/money'
import type { Issue } from '@/domain/method-records'
import { emptyMilestone } from '@/domain/milestone'
import { dateOnly, period } from '@/domain/period'
import { usualDueDay } from '@/domain/sent-workbook'
import { collectFiles } from '@/exchange/owner/collect'
import type { CollectedFile } from '@/exchange/owner/collect-model'
import { openReturnedFile } from '@/exchange/owner/open-file'
import { makeParcel, planParcels, type MadeParcel } from '@/exchange/owner/send'
import { editWorkbook, type OwnerStep } from './support/edit-workbook'
import { convertWithLibreOffice, describeWith, load, readWithPython, save, temporaryFolder, validatorFaults } from './support/tools'

const AT = period('2020-12')
const OWNER = '县某水务公司'
const SHEET = '本月填报'
const FIRST = 6
let ledger: Ledger
let made: MadeParcel
let folder: string
let remove: () => void
let sentFile: string

beforeAll(async () => {
  ;({ folder, remove } = temporaryFolder())
  ledger = buildLedger(demoLedger())
  const { parcels } = planParcels(ledger, [], { period: AT, scope: 'all', per: 'owner', owners: new Set([OWNER]) })
  made = await makeParcel(ledger, parcels[0]!, AT, usualDueDay(AT))
  sentFile = save(folder, 'sent.xlsx', made.bytes)
})
afterAll(() => remove())

/** What the owner fills in: a month, a correction with its reason, a text with a line end, one of other shape, a cell emptied. */
const FILLED: readonly OwnerStep[] = [
  { do: 'put', sheet: SHEET, cell: 'H6', value: 1000.5 },
  { do: 'put', sheet: SHEET, cell: 'H7', value: -12.34 }, { do: 'put', sheet: SHEET, cell: 'I7', value: '上月多报' },
  { do: 'put', sheet: SHEET, cell: 'K8', value: '总体完成 30%\n二层封顶' },
  { do: 'put', sheet: SHEET, cell: 'J9', value: '３亿' },
  { do: 'put', sheet: SHEET, cell: 'L6', value: null },
]

/** Field and value of everything that goes in, by project, in one order. */
function takenIn({ values }: CollectedFile): unknown[] {
  return values.filter((v) => v.outcome === 'owner').map((v) => [v.projectName, v.column.field, v.owner]).sort()
}

const EXPECTED = (names: readonly string[]) => [
  [names[0], 'completed', fen(1_000_500_000)], [names[0], 'problems', null], [names[1], 'completed', fen(-12_340_000)], [names[1], 'correctionReason', '上月多报'],
  [names[2], 'physicalProgress', '总体完成 30%\n二层封顶'], [names[3], 'fundsInPlace', fen(3_000_000_000_000 / 100)],
].sort()

async function collect(file: string, name = 'back.xlsx'): Promise<CollectedFile> {
  const [collected] = await collectFiles(ledger, [], [openReturnedFile(name, load(file))], { choose: () => null })
  return collected!
}

const names = (): string[] => made.sent.rows.filter((r) => r.table === 'progressReports').map((r) => r.projectName)

describeWith(['python3-openpyxl', 'LibreOffice Calc'], "an owner's workbook that comes back", () => {
  it('comes back the same where nothing was filled in', async () => {
    expect(await collect(sentFile)).toMatchObject({ status: 'same', owner: OWNER, period: AT, values: [], faults: [], notes: [] })
    expect(await collect(await convertWithLibreOffice(folder, sentFile, 'xlsx'))).toMatchObject({ status: 'same', values: [], faults: [], notes: [] })
  })

  it('brings in what was filled in, also after LibreOffice has saved it as .xlsx, as .xls and back', async () => {
    const filled = await editWorkbook(sentFile, `${folder}/filled.xlsx`, FILLED)
    const resaved = await convertWithLibreOffice(folder, filled, 'xlsx')
    const old = await convertWithLibreOffice(folder, filled, 'xls')
    const back = await convertWithLibreOffice(`${folder}`, old, 'xlsx')
    for (const file of [filled, resaved, old, back]) {
      const collected = await collect(file)
      expect(takenIn(collected), file).toEqual(EXPECTED(names()))
      expect(collected, file).toMatchObject({ status: 'merged', faults: [], notes: [] })
      expect(collected.sent?.id).toBe(made.sent.id)
    }
  })

  it.each<[string, readonly OwnerStep[], string[]]>([
    ['rows were sorted with their numbers', [{ do: 'reverseRows', sheet: SHEET, from: FIRST, to: FIRST + 4, fromColumn: 1 }], []],
    ['columns were sorted without the hidden numbers', [{ do: 'reverseRows', sheet: SHEET, from: FIRST, to: FIRST + 4, fromColumn: 2 }], ['编号和项目名称对不上']],
    ['rows were put in above and between', [{ do: 'insertRows', sheet: SHEET, at: FIRST + 2, count: 1 }, { do: 'insertRows', sheet: SHEET, at: 2, count: 3 }], []],
    ['the sheet was copied', [{ do: 'copySheet', sheet: SHEET, as: '本月填报 (2)' }], []],
    ['the numbers were cleared', [{ do: 'clearColumn', sheet: SHEET, column: 'A', from: FIRST }], ['没有编号']],
  ])('finds every project again where %s', async (_, steps, notes) => {
    const file = await editWorkbook(sentFile, `${folder}/moved.xlsx`, [...FILLED, ...steps])
    const collected = await collect(file)
    expect(takenIn(collected)).toEqual(EXPECTED(names()))
    expect(collected.faults).toEqual([])
    for (const note of notes) expect(collected.notes.join()).toContain(note)
    if (notes.length === 0) expect(collected.notes).toEqual([])
  })

  it('takes the one that was filled in of a sheet and its copy, and tells where both were, otherwise', async () => {
    const one = await editWorkbook(sentFile, `${folder}/copy.xlsx`, [{ do: 'copySheet', sheet: SHEET, as: '副本' }, { do: 'put', sheet: '副本', cell: 'H6', value: 7 }])
    expect(takenIn(await collect(one))).toEqual([[names()[0], 'completed', fen(7_000_000)]])
    const both = await editWorkbook(one, `${folder}/both.xlsx`, [{ do: 'put', sheet: SHEET, cell: 'H6', value: 8 }])
    expect(await collect(both)).toMatchObject({ values: [], faults: [{ kind: 'twice', column: { field: 'completed' } }] })
  })

  it('without its hidden sheet is matched by names, told so, and never overwrites what stands here without asking', async () => {
    const file = await editWorkbook(sentFile, `${folder}/lost.xlsx`, [{ do: 'dropSheet', sheet: '_发送记录' }, { do: 'clearColumn', sheet: SHEET, column: 'A', from: FIRST }, ...FILLED])
    const collected = await collect(file)
    expect(collected).toMatchObject({ status: 'conflict', owner: OWNER, period: AT, sent: null })
    expect(collected.notes.join()).toContain('发送记录不在了')
    expect(takenIn(collected)).toEqual([[names()[1], 'correctionReason', '上月多报']])
    expect(collected.values.filter((v) => v.outcome === 'conflict').map((v) => v.column.field).sort()).toEqual(['completed', 'completed', 'fundsInPlace', 'physicalProgress'])
    // An emptied cell is no reason to empty ours, where what was sent is not known.
    expect(collected.values.find((v) => v.column.field === 'problems')?.outcome).toBe('here')
  })

  it('tells a changed reference figure, a strange project and a figure that makes no sense, at their cells; the rest goes in', async () => {
    const other = [...ledger.entries.values()].find((e) => e.project.owner !== OWNER && e.project.name !== null)!.project
    const file = await editWorkbook(sentFile, `${folder}/wrong.xlsx`, [
      { do: 'put', sheet: SHEET, cell: 'D6', value: 1 }, { do: 'put', sheet: SHEET, cell: 'C8', value: '改了名' },
      { do: 'put', sheet: SHEET, cell: 'H7', value: '1.2.3' }, { do: 'put', sheet: SHEET, cell: 'H8', value: -3 }, { do: 'put', sheet: SHEET, cell: 'H9', value: 5 }, { do: 'put', sheet: SHEET, cell: 'J10', value: '=1/0' },
      { do: 'put', sheet: SHEET, cell: 'C12', value: other.name }, { do: 'put', sheet: SHEET, cell: 'H12', value: 9 },
      { do: 'put', sheet: SHEET, cell: 'C13', value: '哪个项目' }, { do: 'put', sheet: SHEET, cell: 'H13', value: 9 },
    ])
    const collected = await collect(file)
    expect(takenIn(collected)).toEqual([[names()[3], 'completed', fen(5_000_000)]])
    expect(collected.faults.map((f) => [f.kind, f.cell])).toEqual(expect.arrayContaining([['shown', 'D6'], ['shown', 'C8'], ['bad-value', 'H7'], ['bad-value', 'H8'], ['bad-value', 'J10'], ['other-owner', 'C12'], ['unknown-row', 'C13']]))
    expect(collected.faults).toHaveLength(7)
  })
})

describeWith(['python3-openpyxl', 'LibreOffice Calc', 'Open XML SDK validator'], 'milestones and problems in an owner’s workbook', () => {
  it('go out with the month, and come back to their records, also through LibreOffice and without numbers', async () => {
    const data = demoLedger()
    const projectId = data.projects.find((p) => p.owner === OWNER)!.id
    const milestone = { ...emptyMilestone('M1', projectId, '主体封顶', 1), planFinish: dateOnly('2020-12-31') }
    const issue: Issue = {
      id: 'I1', deletedAt: null, projectId, title: '管线迁改', detail: null, category: '征地拆迁', level: '一般', source: '督查发现', responsibleUnit: null, responsiblePerson: null, measures: null,
      steps: [{ kind: '发现', date: dateOnly('2020-11-02'), person: '某', note: null, deadline: null, workingDays: null }],
    }
    const own = buildLedger({ ...data, milestones: [milestone], issues: [issue] })
    const { parcels } = planParcels(own, [], { period: AT, scope: 'all', per: 'owner', owners: new Set([OWNER]) })
    const file = save(folder, 'records.xlsx', (await makeParcel(own, parcels[0]!, AT, usualDueDay(AT))).bytes)
    expect(await validatorFaults(file)).toEqual([])
    expect((await readWithPython(file)).map((s) => s.name)).toEqual(['填写说明', SHEET, '节点', '问题', '_发送记录'])
    const filled = await editWorkbook(file, `${folder}/records-filled.xlsx`, [
      { do: 'put', sheet: '节点', cell: 'G4', value: '2021-1-20' }, { do: 'put', sheet: '节点', cell: 'H4', value: '2020年3月5日' }, { do: 'put', sheet: '节点', cell: 'E4', value: null }, { do: 'put', sheet: '节点', cell: 'F4', value: '早就完了' },
      { do: 'put', sheet: '问题', cell: 'G4', value: '已约谈产权单位' }, { do: 'clearColumn', sheet: '问题', column: 'A', from: 4 },
    ])
    for (const back of [filled, await convertWithLibreOffice(folder, filled, 'xls')]) {
      const [collected] = await collectFiles(own, [], [openReturnedFile('back', load(back))], { choose: () => null })
      expect(collected!.values.map((v) => [v.table, v.id, v.column.field, v.owner])).toEqual([['milestones', 'M1', 'forecastFinish', '2021-01-20'], ['milestones', 'M1', 'actualStart', '2020-03-05'], ['issues', 'I1', 'measures', '已约谈产权单位']])
      expect(collected!.faults.map((f) => [f.kind, f.cell])).toEqual([['shown', 'F4']])
      expect(collected!.notes.join()).toContain('“问题”第 4 行没有编号')
    }
  })
})

describeWith(['python3-openpyxl', 'Open XML SDK validator'], "the file of an owner's workbook", () => {
  it('has no fault, locks all but what is asked, hides what was sent, and is made again byte for byte', async () => {
    expect(await validatorFaults(sentFile)).toEqual([])
    const sheets = await readWithPython(sentFile)
    const [guide, month] = sheets
    expect([guide?.name, month?.name, sheets.at(-1)?.name]).toEqual(['填写说明', SHEET, '_发送记录'])
    expect(guide?.values.flat().join('\n')).toContain('2021年1月5日前发回')
    expect(month?.values[FIRST - 1]?.[16]).toBe('可以')
    const again = await makeParcel(buildLedger(demoLedger()), made.parcel, AT, usualDueDay(AT))
    expect(Buffer.from(again.bytes).equals(Buffer.from(made.bytes))).toBe(true)
  })
})

describeWith(['LibreOffice Calc', 'python3-openpyxl'], 'the checks of an owner’s workbook', () => {
  it('give when recalculated what stands in the file, and change with what is filled in', async () => {
    const resaved = await readWithPython(await convertWithLibreOffice(folder, sentFile, 'xlsx'))
    const [, month] = await readWithPython(sentFile)
    const rounded = (rows: readonly (readonly unknown[])[]) => rows.slice(FIRST - 1).map((r) => r.slice(14, 17).map((v) => (typeof v === 'number' ? v.toFixed(6) : v)))
    expect(rounded(resaved[1]!.values)).toEqual(rounded(month!.values))
    const filled = await editWorkbook(sentFile, `${folder}/checked.xlsx`, [{ do: 'put', sheet: SHEET, cell: 'H6', value: null }, { do: 'put', sheet: SHEET, cell: 'H7', value: 'x' }, { do: 'put', sheet: SHEET, cell: 'H8', value: -1 }, { do: 'put', sheet: SHEET, cell: 'H9', value: 1 }])
    const [, after] = await readWithPython(await convertWithLibreOffice(folder, filled, 'xlsx'))
    expect(after!.values.slice(FIRST - 1, FIRST + 4).map((r) => r[16])).toEqual(['还没填', '请填数字', '负数要写冲减原因', '可以', '可以'])
  })
})
