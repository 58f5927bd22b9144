import { strFromU8, unzipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import { demoLedger } from '@/data/demo'
import { officialLedger } from '@/data/official'
import { wordBulletin, wordTasks } from '@/document/word-report'
import { draftBulletin } from '@/domain/bulletin'
import { buildLedger, registeredEntries, type Ledger } from '@/domain/ledger'
import { fen } from '@/domain/money'
import { dateOnly, period } from '@/domain/period'
import { fixtureLedger } from './support/fixture-ledger'
import { describeWith, save, temporaryFolder, validatorFaults } from './support/tools'

const { folder, remove } = temporaryFolder()
afterAll(remove)
const OPTIONS = { period: period('2020-12'), scope: 'all', unit: '万元', preparedOn: dateOnly('2021-01-05'), filter: null } as const
const NASTY = `=HYPERLINK("x")'\n<b>&amp;\ufffe“${'很长的项目名称，'.repeat(36)}”`.slice(0, 300)
const demo = buildLedger(demoLedger())
const LEDGERS: readonly (readonly [string, Ledger])[] = [
  ['demo', demo], ['official', buildLedger(officialLedger())], ['empty', buildLedger(fixtureLedger(0))],
  ['nasty', buildLedger(fixtureLedger(9, { change: (p) => ({ ...p, name: NASTY, owner: NASTY.slice(0, 200), responsibleUnit: NASTY.slice(0, 100), scale: '建设内容'.repeat(499), totalInvestment: fen(1_000_000_000_000_000) }) }))],
]

/** The words of a document, paragraph by paragraph. */
function wordsOf(bytes: Uint8Array): string[] {
  const xml = strFromU8(unzipSync(bytes)['word/document.xml']!)
  return xml.split('</w:p>').map((p) => [...p.matchAll(/<w:t[^>]*>([^<]*)/gu)].map((m) => m[1]).join('')).filter((t) => t !== '')
}

describeWith(['Open XML SDK validator'], 'papers in Word', () => {
  test.each(LEDGERS)('%s: the Open XML SDK finds no fault in 通报 and 任务书', async (name, ledger) => {
    expect(await validatorFaults(save(folder, `${name}-b.docx`, await wordBulletin(ledger, OPTIONS, [{ key: 'opening', text: `改过 ${NASTY} ⟦红牌个数⟧` }])))).toEqual([])
    expect(await validatorFaults(save(folder, `${name}-t.docx`, await wordTasks(ledger, OPTIONS)))).toEqual([])
  })
})

describe('the 通报 in Word', () => {
  test('is an official paper: A4, its margins, fonts by name, exact lines, page numbers on facing pages', async () => {
    const parts = unzipSync(await wordBulletin(demo, OPTIONS, []))
    const xml = strFromU8(parts['word/document.xml']!)
    expect(xml).toMatch(/<w:pgSz w:w="11906" w:h="16838"/u)
    expect(xml).toMatch(/<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/u)
    for (const font of ['方正小标宋简体', '黑体', '仿宋_GB2312']) expect(xml).toContain(`w:eastAsia="${font}"`)
    expect(xml).toContain('w:line="579"')
    expect(xml).toContain('w:lineRule="exact"')
    expect(strFromU8(parts['word/settings.xml']!)).toContain('evenAndOddHeaders')
    const footers = Object.keys(parts).filter((p) => /footer\d\.xml$/u.test(p)).map((p) => strFromU8(parts[p]!))
    expect(footers).toHaveLength(2)
    for (const footer of footers) expect(footer).toMatch(/— .*PAGE.* —/su)
  })

  test('says what the draft says, blanks between figures and characters apart, with edits in their place and the figures of now', async () => {
    const draft = draftBulletin(demo, OPTIONS)
    const plain = (await wordBulletin(demo, OPTIONS, [])).length
    expect(plain).toBeGreaterThan(5000)
    const words = wordsOf(await wordBulletin(demo, OPTIONS, [{ key: 'opening', text: '本月红牌 ⟦红牌个数⟧ 个，已没有的数 ⟦没有⟧。\n第二段。' }, { key: 'demands', text: '' }]))
    const red = draft.paragraphs.filter((p) => p.key.startsWith('project-')).length
    expect(red).toBeGreaterThan(3)
    expect(words).toContain('本月红牌3个，已没有的数 —。')
    expect(words).toContain('第二段。')
    expect(words.some((w) => w.startsWith('请以上项目'))).toBe(false)
    expect(words.some((w) => w.includes('截至2020年12月，已登记项目65个'))).toBe(true)
    expect(words).toContain('附表 1　责任单位完成率排名')
  })

  test('has the same bytes whenever and wherever it is made', async () => {
    const before = process.env['TZ']
    const made = []
    for (const zone of ['Asia/Shanghai', 'America/Los_Angeles']) {
      process.env['TZ'] = zone
      made.push(Buffer.from(await wordBulletin(demo, OPTIONS, [])).toString('base64'), Buffer.from(await wordTasks(demo, { ...OPTIONS, projectIds: [registeredEntries(demo)[0]!.project.id] })).toString('base64'))
    }
    if (before === undefined) delete process.env['TZ']
    else process.env['TZ'] = before
    expect(made.slice(2)).toEqual(made.slice(0, 2))
  })
})

test('任务书 in Word: one, some or all, a page each, long texts cut so that none runs over', async () => {
  const ids = registeredEntries(demo).slice(0, 3).map((e) => e.project.id)
  const xml = strFromU8(unzipSync(await wordTasks(demo, { ...OPTIONS, projectIds: ids }))['word/document.xml']!)
  expect(xml.match(/重点项目任务书/gu)).toHaveLength(3)
  expect(xml.match(/<w:pageBreakBefore\/>/gu)).toHaveLength(2)
  expect(xml.match(/w:hRule="exact"/gu)!.length).toBeGreaterThan(60)
  const heights = [...xml.split('重点项目任务书')[1]!.matchAll(/<w:trHeight w:val="(\d+)"/gu)].reduce((sum, m) => sum + Number(m[1]), 0)
  expect(heights).toBeLessThan((297 - 12 - 8 - 16) / 25.4 * 1440)
})
