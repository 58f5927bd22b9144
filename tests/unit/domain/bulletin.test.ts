import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { draftBulletin } from '@/domain/bulletin'
import { decodeText, editedParagraphs, encodeParts, field, fieldValues, partsText, printedParagraphs, waitingEdits, withEdit, type BulletinPart } from '@/domain/bulletin-parts'
import { buildLedger, registeredEntries, withRecords, type ProjectEntry } from '@/domain/ledger'
import { fen } from '@/domain/money'
import { dateOnly, period } from '@/domain/period'
import { rankGroups } from '@/domain/ranking'
import { compareRatio } from '@/domain/ratio'

const ledger = buildLedger(demoLedger())
const OPTIONS = { period: period('2020-12'), scope: 'all', unit: '万元', preparedOn: null, filter: null } as const
const draft = draftBulletin(ledger, OPTIONS)
const text = (key: string, of = draft): string => partsText(of.paragraphs.find((p) => p.key === key)!.parts)

describe('the draft of the 通报', () => {
  it('has a key for every paragraph, a name for every figure, and one value a name', () => {
    expect(new Set(draft.paragraphs.map((p) => p.key)).size).toBe(draft.paragraphs.length)
    const seen = new Map<string, string>()
    for (const part of draft.paragraphs.flatMap((p) => p.parts)) {
      if (typeof part === 'string') continue
      expect(seen.get(part.field) ?? part.value).toBe(part.value)
      seen.set(part.field, part.value)
    }
    expect(seen.get('红牌个数')).toBe(String(draft.paragraphs.filter((p) => p.key.startsWith('project-')).length - Number(seen.get('黄牌个数'))))
  })

  it('follows the data: a figure that changes changes its field, what was typed around it stays', () => {
    const edits = withEdit(draft.paragraphs, [], 'overall', ['领导好，共 ', field('项目个数', 65), ' 个项目，总投资 ', field('总投资', 'x'), '。'])
    const [first] = registeredEntries(ledger)
    const more = withRecords(ledger, [{ table: 'projects', record: { ...first!.project, deletedAt: '2021-01-01T00:00:00.000Z' } }])
    const now = draftBulletin(more, OPTIONS)
    const words = printedParagraphs(editedParagraphs(now.paragraphs, edits)).map((p) => p.text)
    expect(words.some((w) => /^领导好，共 64 个项目，总投资 [\d,.]+ 万元。$/u.test(w))).toBe(true)
  })

  it('keeps an edit of a project that is no longer named, until it is named again', () => {
    const key = draft.paragraphs.find((p) => p.key.startsWith('project-'))!.key
    const edits = withEdit(draft.paragraphs, [], key, ['另有说明'])
    const id = key.slice('project-'.length)
    const gone = draftBulletin(withRecords(ledger, [{ table: 'projects', record: { ...ledger.entries.get(id)!.project, deletedAt: '2021-01-01T00:00:00.000Z' } }]), OPTIONS)
    expect(waitingEdits(gone.paragraphs, edits)).toEqual(edits)
    expect(partsText(editedParagraphs(draft.paragraphs, edits).find((p) => p.key === key)!.parts)).toBe('另有说明')
    // The draft's own words typed again are no edit.
    expect(withEdit(draft.paragraphs, edits, key, draft.paragraphs.find((p) => p.key === key)!.parts)).toEqual([])
  })

  it('keeps any text: what is encoded comes back, whatever is typed', () => {
    const part = fc.oneof(fc.string({ unit: 'grapheme' }), fc.record({ field: fc.stringMatching(/^[^⟦⟧]{1,12}$/u), value: fc.string() }))
    fc.assert(fc.property(fc.array(part), (parts: BulletinPart[]) => {
      const values = new Map(parts.flatMap((p): [string, string][] => (typeof p === 'string' ? [] : [[p.field, p.value]])))
      const known = parts.map((p) => (typeof p === 'string' ? p.replace(/[⟦⟧]/gu, '') : { field: p.field, value: values.get(p.field)! }))
      expect(partsText(decodeText(encodeParts(parts), values))).toBe(partsText(known))
    }))
  })

  it('names problems that are overdue or came back, with their 督办单', () => {
    expect(text('issues')).toMatch(/未销号 \d+ 个，其中逾期 \d+ 个；本期销号 \d+ 个，反弹 \d+ 个。督办单未办结 4 份，其中逾期 2 份/u)
    const named = draft.paragraphs.filter((p) => p.key.startsWith('issue-')).map((p) => partsText(p.parts))
    expect(named.some((w) => w.includes('“进度款支付晚于合同约定”') && w.includes('反弹 2 次') && w.includes('演重督〔2020〕4号'))).toBe(true)
    expect(fieldValues(draft.paragraphs).get('逾期问题')).toBe(String(named.filter((w) => w.includes('逾期')).length))
    // In March nothing of December is known.
    expect(partsText(draftBulletin(ledger, { ...OPTIONS, period: period('2020-03') }).paragraphs.find((p) => p.key === 'issues')!.parts)).toContain('未销号 0 个')
  })
})

describe('the ranking', () => {
  const groups = rankGroups(registeredEntries(ledger), 'unit', OPTIONS.period, ledger.settings, dateOnly('2020-12-31'))

  it('counts every project with a unit once, and puts the higher rate first', () => {
    expect(groups.reduce((n, g) => n + g.count, 0)).toBe(registeredEntries(ledger).filter((e) => e.project.responsibleUnit !== null).length)
    groups.slice(1).forEach((g, i) => { if (g.rate !== null) expect(compareRatio(groups[i]!.rate!, g.rate)).toBeGreaterThanOrEqual(0) })
  })

  it('gives those with the same rate the same place and leaves the next ones out: 1, 2, 2, 4, and no place without a rate', () => {
    const [one] = registeredEntries(ledger)
    const entry = (unit: string, planned: number, done: number | null): ProjectEntry => ({
      ...one!, project: { ...one!.project, id: unit, responsibleUnit: unit },
      plans: new Map([[2020, { ...one!.plans.get(2020)!, planned: fen(planned), curve: null }]]), reports: new Map(done === null ? [] : [[OPTIONS.period, { ...one!.reports.get(OPTIONS.period)!, completed: fen(done) }]]),
    })
    const ranked = rankGroups([entry('甲', 100, 50), entry('乙', 300, 210), entry('丙', 200, 140), entry('丁', 100, 90), entry('戊', 100, null)], 'unit', OPTIONS.period, ledger.settings, dateOnly('2020-12-31'))
    expect(ranked.map((g) => [g.name, g.place])).toEqual([['丁', 1], ['丙', 2], ['乙', 2], ['甲', 4], ['戊', null]])
  })
})
