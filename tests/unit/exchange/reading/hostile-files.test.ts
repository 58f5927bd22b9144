import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { READING_LIMITS } from '@/exchange/reading/model'
import { readTable } from '@/exchange/reading/read-table'
import { refusal, SHEET, withParts, workbook } from './support'

const GOOD = workbook([['项目名称', '总投资'], ['甲工程', 1], ['乙工程', 2]])

const sheetWith = (change: (xml: string) => string): Uint8Array => withParts(GOOD, (parts) => (parts[SHEET] = change(parts[SHEET] as string)))

function placeOf(bytes: Uint8Array, text: string): number {
  const wanted = strToU8(text)
  return bytes.findIndex((_, at) => wanted.every((b, i) => bytes[at + i] === b))
}

/** One entry whose directory and header say `name`, patched in place: both have the same length. */
function renamed(from: string, to: string): Uint8Array {
  const bytes = Uint8Array.from(zipSync({ ...Object.fromEntries([[from, strToU8('x')]]), '[Content_Types].xml': strToU8('<Types/>') }))
  const [old, next] = [strToU8(from), strToU8(to)]
  for (let at = 0; at + old.length <= bytes.length; at += 1) if (old.every((b, i) => bytes[at + i] === b)) bytes.set(next, at)
  return bytes
}

describe('files that are refused, each with what to do', () => {
  const cases: [string, () => Uint8Array, string, RegExp, string?][] = [
    ['a Word document that was renamed', () => zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8('<w/>') }), 'not-a-table', /Word 文档.*复制到 Excel/u],
    ['an archive without a table', () => zipSync({ 'a.txt': strToU8('x') }), 'not-a-table', /压缩包.*先解压/u],
    ['a file cut short', () => GOOD.slice(0, GOOD.length - 300), 'truncated', /不完整.*重新选择/u],
    ['a file that is empty while it is written', () => new Uint8Array(0), 'empty', /空的.*存完/u],
    ['the shadow of an open file', () => GOOD, 'not-a-table', /临时文件/u, '~$台账.xlsx'],
    ['a part that was damaged', () => { const b = Uint8Array.from(GOOD); b[placeOf(b, SHEET) + SHEET.length + 40]! ^= 0xff; return b }, 'damaged', /已损坏.*重新拷贝/u],
    ['a zip bomb by ratio', () => zipSync({ '[Content_Types].xml': strToU8('<Types/>'), [SHEET]: new Uint8Array(30_000_000) }), 'bomb', /大得不正常/u],
    ['too many parts', () => zipSync(Object.fromEntries(Array.from({ length: READING_LIMITS.entries + 1 }, (_, i) => [`xl/${i}.xml`, new Uint8Array(0)]))), 'bomb', /2001 个部件/u],
    ['a name that climbs out', () => renamed('xl/aa/x.xml', 'xl/../x.xml'), 'bad-name', /指向别处的路径/u],
    ['an absolute name', () => renamed('x/absolute', '/xabsolute'), 'bad-name', /指向别处的路径/u],
    ['entities', () => sheetWith((xml) => xml.replace('<worksheet', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet')), 'entities', /DOCTYPE/u],
    ['a million laughs', () => sheetWith((xml) => xml.replace('<worksheet', '<!ENTITY a "ha"><worksheet')), 'entities', /DOCTYPE/u],
    ['5,000 columns', () => workbook([Array.from({ length: 5000 }, (_, i) => `第${i}列`)]), 'too-many-columns', /最多读 512 列/u],
    ['content far below', () => sheetWith((xml) => xml.replace('</sheetData>', '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>')), 'too-many-rows', /第 1048576 行还有内容/u],
    ['a shared string that is not there', () => sheetWith((xml) => xml.replace('</sheetData>', '<row r="9"><c r="A9" t="s"><v>999</v></c></row></sheetData>')), 'shared-strings', /第 9 行.*找不到它的文字/u],
    ['a shared string below zero', () => sheetWith((xml) => xml.replace('</sheetData>', '<row r="9"><c r="A9" t="s"><v>-1</v></c></row></sheetData>')), 'shared-strings', /找不到它的文字/u],
    ['merges that contain each other', () => sheetWith((xml) => xml.replace('</sheetData>', '</sheetData><mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell ref="B2:B3"/></mergeCells>')), 'merges', /互相重叠/u],
    ['a web page by the name of a workbook', () => strToU8('<html><table><tr><td>1</td></tr></table></html>'), 'not-a-table', /网页格式/u],
    ['a PDF', () => strToU8('%PDF-1.7'), 'not-a-table', /不是表格/u],
    ['noise', () => Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919 + 13) % 251), 'not-a-table', /不是表格/u],
    ['half of an old workbook', () => workbook([['a', 1]], 'biff8').slice(0, 700), 'truncated', /不完整或已损坏/u],
    ['quotes that never end', () => strToU8('a,b\n"甲,1\n乙,2'), 'damaged', /引号没有收尾/u],
    ['letters of no encoding', () => Uint8Array.from([0x41, 0xff, 0xfd, 0x80, 0x80, 0x2c, 0xff]), 'encoding', /文字编码/u],
    ['nothing but blanks', () => strToU8(' , ,\n'), 'empty', /没有内容/u],
    ['a file beyond the limit', () => new Uint8Array(READING_LIMITS.fileBytes + 1), 'too-large', /最多 50 兆/u],
  ]
  it.each(cases)('%s', (_, make, fault, words, name) => {
    const told = refusal(make(), name)
    expect(told.message).toMatch(words)
    expect(told.fault).toBe(fault)
    expect(told.message).not.toMatch(/[\r\n]/u)
  })

  it('a password: of a workbook in the old wrapping, and of an archive', () => {
    const flagged = Uint8Array.from(GOOD)
    for (let at = 0; at + 10 < flagged.length; at += 1) if (flagged[at] === 0x50 && flagged[at + 1] === 0x4b && flagged[at + 2] === 1 && flagged[at + 3] === 2) flagged[at + 8]! |= 1
    expect(refusal(flagged)).toMatchObject({ fault: 'encrypted', message: expect.stringContaining('取消密码') })
  })

  it('takes any cut of a good file without breaking', () => {
    for (let length = 8; length < GOOD.length; length += 97) expect(refusal(GOOD.slice(0, length)).message).toMatch(/请/u)
  })

  it('never looks at external links', () => {
    const bytes = withParts(GOOD, (parts) => (parts['xl/externalLinks/externalLink1.xml'] = '<!DOCTYPE a [<!ENTITY b SYSTEM "http://127.0.0.1:1/">]><x/>'))
    expect(readTable(bytes, 'x').sheets).toHaveLength(1)
  })
})
