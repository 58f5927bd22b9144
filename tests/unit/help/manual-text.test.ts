import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SCENES } from '../../../scripts/manual/scenes'
import { readManual, searchManual } from '@/features/help/manual-text'

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

  it('finds the places of a word, with the part in which they stand', () => {
    const blocks = readManual('## 备份\n\n每 15 分钟 **自动备份** 一次。\n\n- 甲\n- 按 `Ctrl Z` 撤销\n\n![备份的样子](images/manual-a.webp)')
    expect(searchManual(blocks, '备份').map((hit) => [hit.index, hit.part])).toEqual([[0, '备份'], [1, '备份'], [3, '备份']])
    expect(searchManual(blocks, 'ctrl 撤销')).toEqual([{ index: 2, part: '备份', excerpt: '甲 按 Ctrl Z 撤销' }])
    expect([searchManual(blocks, '  '), searchManual(blocks, '没有的词')]).toEqual([[], []])
  })

  it('shows only pictures that are there, each light enough, and leaves none unused', () => {
    const pictures = readManual(MANUAL).flatMap((b) => (b.kind === 'picture' ? [b.file] : []))
    expect(pictures.length).toBeGreaterThan(14)
    expect(pictures.filter((file) => !existsSync(`docs/images/${file}`))).toEqual([])
    expect(pictures.filter((file) => statSync(`docs/images/${file}`).size > 160_000)).toEqual([])
    expect(readdirSync('docs/images').filter((file) => file.startsWith('manual-') && !pictures.includes(file))).toEqual([])
  })

  it('has a scene for each of its pictures', () => {
    const scenes = SCENES.map((scene) => `manual-${scene.name}.webp`)
    for (const block of readManual(MANUAL)) if (block.kind === 'picture') expect(scenes).toContain(block.file)
  })

  it('has a part for each screen of the program, and for each kind of reader', () => {
    const headings = readManual(MANUAL).flatMap((b) => (b.kind === 'heading' ? [b.text] : [])).join('\n')
    const screens = [...readFileSync('renderer/app/router.ts', 'utf8').matchAll(/label: '([^']+)'/gu)].map((m) => m[1]!)
    expect(screens.length).toBeGreaterThan(9)
    for (const word of [...screens, '五分钟', '办公室', '领导', '项目单位', '任务书', '集中开复工', '督办单', '从 Excel 导入', '锁定月份与核对', '备份和恢复', '台账文件', '遇到问题']) expect(headings).toContain(word)
  })
})
