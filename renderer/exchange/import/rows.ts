import type { Domain } from '@/domain/model'
import type { ImportColumn } from './columns'
import { fieldRule } from './fields'
import { isNoteLine, type HeaderPlace } from './find-header'
import { squeezed, type Grid } from './grid'
import { domainOf } from './read-words'

/** What a row of the table is. Rows from 0. */
export type RowKind =
  | { readonly kind: 'project'; readonly row: number }
  /** One project over several lines: its name is merged downwards. */
  | { readonly kind: 'continued'; readonly row: number; readonly of: number }
  | { readonly kind: 'heading'; readonly row: number; readonly label: string; readonly domain: Domain | null }
  | { readonly kind: 'total'; readonly row: number; readonly label: string; readonly level: 'subtotal' | 'total' }
  /** A lone text that may be a heading or a project of which nothing else is known. */
  | { readonly kind: 'unsure'; readonly row: number; readonly label: string }
  | { readonly kind: 'nameless'; readonly row: number }
  | { readonly kind: 'other'; readonly row: number; readonly reason: string }

const NUMERAL = /^(?:[(]?[一二三四五六七八九十]{1,3}[)][、.,]?|[一二三四五六七八九十]{1,3}(?:[、.,:]|$)|第[一二三四五六七八九十]{1,3}[类部批])/u
const TOTAL = /^.{0,16}?(?:合计|小计|总计|共计)(?:[(:].*)?$/u
const COUNT = /^(?:共)?\d+个?(?:项目|项|个)?$/u

/** Says of each row that holds something what it is. */
export function classifyRows(grid: Grid, header: HeaderPlace, columns: readonly ImportColumn[], first: number, last: number): RowKind[] {
  const name = columns.find((c) => c.field === 'name')
  if (name === undefined) return []
  const money = Array.from({ length: grid.columnCount }, (_, index) => columns.some((c) => c.index === index && c.field !== null && ['money', 'derived'].includes(fieldRule(c.field).kind) && c.field !== 'index'))
  const heads = headerTexts(grid, header)
  const above = textsAbove(grid, header)
  const kinds: RowKind[] = []
  for (let row = first; row <= last; row += 1) {
    if (grid.isEmpty(row)) continue
    kinds.push(classify(row))
  }
  return kinds

  function classify(row: number): RowKind {
    let [own, words, figures, sameAsHeader] = [0, 0, 0, 0]
    let [label, labelAt, secondWords] = ['', -1, 0]
    for (let column = 0; column < grid.columnCount; column += 1) {
      const cell = grid.own(row, column)
      if (cell === undefined) continue
      own += 1
      const isMoney = money[column] === true
      if (isMoney) figures += 1
      // A number is never a header, and most cells are numbers: they are not made into text for nothing.
      if (cell.kind !== 'text' && (isMoney || labelAt >= 0)) {
        if (!isMoney) {
          words += 1
          secondWords += 1
        }
        continue
      }
      const text = grid.ownText(row, column)
      if (heads[column]?.has(text) === true) sameAsHeader += 1
      if (isMoney) continue
      if (labelAt < 0 || (column === name?.index && words <= 1)) {
        if (labelAt >= 0 && !isIndexText(label)) secondWords += isCount(text) ? 0 : 1
        if (labelAt < 0 || isIndexText(label)) {
          label = labelAt < 0 ? text : `${label}、${text}`
          labelAt = column
        }
        words += 1
      } else {
        words += 1
        if (!isCount(text)) secondWords += 1
      }
    }
    const plain = squeezed(label).replace(/^、/u, '')
    if (sameAsHeader >= Math.max(2, own * 0.6)) return { kind: 'other', row, reason: '重复的表头' }
    const nameText = grid.text(row, name?.index ?? 0)
    const said = plain.includes('计') || nameText.includes('计') ? totalLabel(plain, squeezed(nameText)) : null
    if (said !== null) return { kind: 'total', row, label: said, level: /小计/u.test(said) || /^.+?(?:合计|总计|共计)/u.test(said.replace(/^总(?=合计)/u, '')) ? 'subtotal' : 'total' }
    if (own <= 8 && own > 0 && ((own <= 3 && above.has(plain)) || isNoteLine(label) || /^续表/u.test(plain))) return { kind: 'other', row, reason: '表头、单位或落款' }
    if (secondWords === 0 && words > 0 && labelAt <= (name?.index ?? 0)) {
      const spans = grid.span(row, labelAt) >= 3 || (labelAt < (name?.index ?? 0) && grid.own(row, name?.index ?? 0) === undefined && grid.cell(row, name?.index ?? 0) === grid.own(row, labelAt))
      if (NUMERAL.test(plain) || spans || (domainOf(plain) !== null && plain.length <= 14)) return { kind: 'heading', row, label: plain, domain: domainOf(plain) }
      if (figures === 0 && labelAt === (name?.index ?? 0) && words === 1) return { kind: 'unsure', row, label }
    }
    const nameOrigin = grid.hasMerge(row) ? grid.origin(row, name?.index ?? 0)[0] : row
    if (nameOrigin < row && nameText !== '' && nameOrigin >= first) return { kind: 'continued', row, of: nameOrigin }
    if (nameText === '') {
      if (words <= 1 && figures === 0 && isIndexText(plain)) return { kind: 'other', row, reason: '只有序号' }
      return { kind: 'nameless', row }
    }
    return { kind: 'project', row }
  }
}

/** The words of a row of sums; null where they are not. */
function totalLabel(plain: string, name: string): string | null {
  return [name, plain, plain.replace(/^[^、]{1,4}、/u, '')].find((words) => TOTAL.test(words)) ?? null
}

function isCount(text: string): boolean {
  const first = text.charCodeAt(0)
  // Nearly all texts begin with a Chinese character, and of those only 共 begins a count.
  if (text.length > 12 || (first >= 0x4e00 && first <= 0x9fff && first !== 0x5171)) return false
  return COUNT.test(squeezed(text))
}

function isIndexText(text: string): boolean {
  return /^(?:[(]?[\d一二三四五六七八九十ⅠⅡⅢ]{1,4}[)]?[、.,]?)$/u.test(squeezed(text))
}

function headerTexts(grid: Grid, { first, last }: HeaderPlace): Set<string>[] {
  return Array.from({ length: grid.columnCount }, (_, column) => {
    const texts = new Set<string>()
    for (let row = first; row <= last; row += 1) {
      const text = grid.text(row, column)
      if (text !== '') texts.add(text)
    }
    return texts
  })
}

/** Titles and lines above the header come again at the top of each printed page. */
function textsAbove(grid: Grid, { first }: HeaderPlace): Set<string> {
  const texts = new Set<string>()
  for (let row = 0; row < first; row += 1) for (let column = 0; column < grid.columnCount; column += 1) {
    const text = squeezed(grid.ownText(row, column))
    if (text !== '') texts.add(text)
  }
  return texts
}
