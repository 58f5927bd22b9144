import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readManual } from '@/features/help/manual-text'

const MANUAL = readFileSync('docs/用户手册.md', 'utf8')

describe('the manual’s text', () => {
  it('is read into headings, paragraphs, lists and pictures', () => {
    expect(readManual('# 甲\n\n按 `F1` 看 **手册**。\n\n1. 一\n2. 二\n\n![图](images/manual-a.png)\n\n- 三')).toEqual([
      { kind: 'heading', level: 1, text: '甲', id: 'part-0' },
      { kind: 'paragraph', words: [{ kind: 'plain', text: '按 ' }, { kind: 'key', text: 'F1' }, { kind: 'plain', text: ' 看 ' }, { kind: 'strong', text: '手册' }, { kind: 'plain', text: '。' }] },
      { kind: 'list', numbered: true, items: [[{ kind: 'plain', text: '一' }], [{ kind: 'plain', text: '二' }]] },
      { kind: 'picture', caption: '图', file: 'manual-a.png' },
      { kind: 'list', numbered: false, items: [[{ kind: 'plain', text: '三' }]] },
    ])
  })

  it('keeps what it does not know as text, HTML too', () => {
    expect(readManual('<b>1</b> ** 2')).toEqual([{ kind: 'paragraph', words: [{ kind: 'plain', text: '<b>1</b> ** 2' }] }])
  })

  it('shows only pictures that are there, and has a part for every screen', () => {
    const blocks = readManual(MANUAL)
    const pictures = blocks.flatMap((b) => (b.kind === 'picture' ? [b.file] : []))
    expect(pictures.length).toBeGreaterThan(5)
    expect(pictures.filter((file) => !existsSync(`docs/images/${file}`))).toEqual([])
    const headings = blocks.flatMap((b) => (b.kind === 'heading' ? [b.text] : [])).join('\n')
    for (const word of ['总览', '项目库', '月报填报', '报表导出', '数据安全', '设置']) expect(headings).toContain(word)
  })
})
