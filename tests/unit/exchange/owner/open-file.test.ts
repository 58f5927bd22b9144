import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { filesOfZip, openReturnedFile } from '@/exchange/owner/open-file'
import { isReturnedName } from '@/exchange/owner/returned-names'

/** A zip whose names are GBK bytes, as Windows packs a folder: written with placeholders of the same length, then patched. */
function windowsZip(names: Readonly<Record<string, readonly number[]>>): Uint8Array {
  const zip = zipSync(Object.fromEntries(Object.keys(names).map((placeholder) => [placeholder, [new Uint8Array([1]), { level: 0 }]])))
  for (const [placeholder, gbk] of Object.entries(names)) {
    const wanted = [...placeholder].map((c) => c.charCodeAt(0))
    for (let at = 0; at + wanted.length <= zip.length; at += 1) if (wanted.every((byte, i) => zip[at + i] === byte)) zip.set(gbk, at)
  }
  return zip
}

describe('filesOfZip', () => {
  it('reads the names that Windows packs in GBK, however alike they are', () => {
    const files = filesOfZip(windowsZip({ 'aa.xlsx': [0xbc, 0xd7, ...[...'.xlsx'].map((c) => c.charCodeAt(0))], 'bb.xlsx': [0xd2, 0xd2, ...[...'.xlsx'].map((c) => c.charCodeAt(0))] }))
    expect(Array.isArray(files) ? files.map((f) => f.name) : files).toEqual(['甲.xlsx', '乙.xlsx'])
  })

  it('says in words why a zip cannot be opened', () => {
    expect(filesOfZip(new Uint8Array([0x50, 0x4b, 3, 4]))).toMatchObject({ message: expect.stringContaining('文件不完整') as string })
  })
})

describe('openReturnedFile', () => {
  it('tells a file that is no table, and throws nothing', () => {
    expect(openReturnedFile('信.xlsx', new TextEncoder().encode('%PDF-1.4'))).toMatchObject({ book: null, message: expect.stringContaining('不是表格') as string })
    expect(openReturnedFile('空.xlsx', new Uint8Array())).toMatchObject({ book: null, message: expect.stringContaining('空的') as string })
  })
})

describe('isReturnedName', () => {
  it.each([['收回/甲.xlsx', true], ['甲.XLS', true], ['甲.et', true], ['一批.zip', true], ['附言_2020-12.txt', false], ['~$甲.xlsx', false], ['__MACOSX/甲.xlsx', false], ['发送清单_2020-12.xlsx', false]])('%s: %s', (path, expected) => {
    expect(isReturnedName(path)).toBe(expected)
  })
})
