import { describe, expect, it } from 'vitest'
import { fileSize, savedName } from '@/domain/attachment'
import { fileKind } from '@/domain/file-kind'
import { pictureSize } from '@/domain/picture-header'

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0))
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const kind = (head: Uint8Array) => fileKind(head, head.length)

describe('a file is what its content says', () => {
  it.each([['image/jpeg', '\xff\xd8\xff\xe0\0\x10JFIF'], ['image/png', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR'], ['image/webp', 'RIFF\x10\0\0\0WEBPVP8 '], ['application/pdf', '%PDF-1.7\n']])('%s is kept', (type, head) => {
    expect(kind(bytes(head))).toEqual({ ok: true, type })
  })

  it.each([
    ['a program named .jpg', bytes('MZ\x90\0\x03'), '是程序文件（.exe），不是图片，没有收'],
    ['an SVG with a script', utf8('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), '是 SVG 图，里面可以夹带脚本，没有收'],
    ['an SVG in UTF-16', new Uint8Array([0xff, 0xfe, ...[...'<svg onload="x">'].flatMap((c) => [c.charCodeAt(0), 0])]), '是 SVG 图'],
    ['a page', utf8('  <!DOCTYPE html><html>'), '是网页，里面可以夹带脚本'],
    ['a Word file', bytes('PK\x03\x04'), '请另存为 PDF 再附上'],
    ['a picture of a phone', bytes('\0\0\0\x18ftypheic'), 'HEIC 照片'],
    ['an empty file', new Uint8Array(), '一个字节也没有'],
    ['a text', utf8('你好'), '认不出是什么文件'],
    ['a picture that begins elsewhere', bytes(' \xff\xd8\xff'), '认不出是什么文件'],
  ])('%s is refused and told', (_name, head, words) => {
    const judged = kind(head)
    expect(judged.ok).toBe(false)
    if (!judged.ok) expect(judged.message).toContain(words)
  })
})

describe('the size of a picture stands in its header', () => {
  it('of a PNG, a JPEG behind its profile, and the three kinds of WebP', () => {
    expect(pictureSize('image/png', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x4e\x20'))).toEqual({ width: 30_000, height: 20_000 })
    expect(pictureSize('image/jpeg', bytes('\xff\xd8\xff\xe1\0\x04ab\xff\xc4\0\x03c\xff\xff\xc2\0\x11\x08\x0b\xb8\x0f\xa0\x03'))).toEqual({ width: 4000, height: 3000 })
    expect(pictureSize('image/webp', bytes('RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\x0f\0\xff\x07\0'))).toEqual({ width: 4096, height: 2048 })
    expect(pictureSize('image/webp', bytes('RIFF\0\0\0\0WEBPVP8 \x0a\0\0\0abc\x9d\x01\x2a\x80\x02\xe0\x01'))).toEqual({ width: 640, height: 480 })
    expect(pictureSize('image/webp', bytes('RIFF\0\0\0\0WEBPVP8L\x0a\0\0\0\x2f\x7f\xc2\x77\0\0'))).toEqual({ width: 640, height: 480 })
  })

  it('is not known of what is cut off or makes no sense', () => {
    for (const head of ['\xff\xd8\xff', '\xff\xd8\xff\xe1\0\x04ab', '\xff\xd8\xff\xd9', '\xff\xd8xx']) expect(pictureSize('image/jpeg', bytes(head))).toBeNull()
    expect(pictureSize('image/png', bytes('\x89PNG'))).toBeNull()
    expect(pictureSize('image/png', bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\x01'))).toBeNull()
  })
})

it('a file is saved under a name that every disk takes, with the ending that its content asks for', () => {
  expect(savedName({ name: '现场.JPEG', type: 'image/jpeg' })).toBe('现场.JPEG')
  expect(savedName({ name: '批复.jpg', type: 'application/pdf' })).toBe('批复.pdf')
  expect(savedName({ name: '..\\a/b:<c>.png ', type: 'image/png' })).toBe('.._a_b__c_.png')
  expect(savedName({ name: '木马.exe', type: 'image/png' })).toBe('木马.exe.png')
  expect(savedName({ name: '.pdf', type: 'application/pdf' })).toBe('附件.pdf')
  expect([...savedName({ name: '长'.repeat(200), type: 'image/webp' })]).toHaveLength(125)
  expect([fileSize(10), fileSize(1_048_576 * 2.34), fileSize(1_048_576 * 60)]).toEqual(['不到 0.1 兆', '2.3 兆', '60 兆'])
})
