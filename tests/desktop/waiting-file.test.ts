import { describe, expect, it } from 'vitest'
import { fileAmong } from '#electron/waiting-file'

describe('the ledger file among the words of a start', () => {
  it.each([
    [['program', '/home/a/台账.kpledger'], '/home/a/台账.kpledger'],
    [['electron', '.', '台账.JSON'], '/work/台账.JSON'],
    [['program', '--flag', '台账备份_1.json.gz', '--other'], '/work/台账备份_1.json.gz'],
    [['program', 'file:///home/a/%E5%8F%B0%E8%B4%A6%20%E4%B8%80.kpledger'], '/home/a/台账 一.kpledger'],
    [['program', 'a.kpledger', 'b.kpledger'], '/work/b.kpledger'],
  ])('%j gives %s', (words, path) => expect(fileAmong(words, '/work')).toBe(path))

  it.each([
    [[]], [['a.kpledger']], [['program']], [['program', '.']], [['program', '台账.xlsx']], [['program', '--open=a.kpledger']], [['program', '-a.json']],
    [['program', 'https://evil.example/a.kpledger']], [['program', 'file://server/share/a.kpledger']], [['program', 'javascript:a.json']],
  ])('%j gives none', (words) => expect(fileAmong(words, '/work')).toBeNull())
})
