import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { BREAKS } from '../../../scripts/security/breaks.mjs'

const TABLE = readFileSync('docs/security.md', 'utf8')

describe('the breaks of docs/security.md', () => {
  test.each(BREAKS.map((b) => [b.line, b.words, b] as const))('%s: “%s” is of a line that stands in the product once', (_line, _words, { file, from, to, test: [, path] }) => {
    expect(readFileSync(file, 'utf8').split(from)).toHaveLength(2)
    expect(to).not.toBe(from)
    expect(existsSync(path)).toBe(true)
  })

  test('leave out no row of Electron’s checklist, and each is told in the table', () => {
    for (let row = 1; row <= 20; row += 1) {
      const words = BREAKS.filter((b) => b.line === String(row)).map((b) => b.words)
      const told = TABLE.split('\n').find((line) => line.startsWith(`| ${row}. `)) ?? ''
      expect(words.length, `row ${row}`).toBeGreaterThan(0)
      for (const word of words) expect(told).toContain(word)
    }
    for (const { words } of BREAKS) expect(TABLE).toContain(words)
  })
})
