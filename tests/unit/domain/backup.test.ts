import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BACKUP_KINDS, backupName, KEPT_DAYS, KEPT_OF_TODAY, ledgerTag, newestFirst, outdatedBackups, readBackupName, shrunkTables, type BackupFile } from '@/domain/backup'
import { dateOnly, daysBetween, type DateOnly } from '@/domain/period'

const TODAY = dateOnly('2020-12-31')
const pad = (n: number): string => String(n).padStart(2, '0')

function copy(day: string, time: string, kind: (typeof BACKUP_KINDS)[number] = '自动', bytes = 1000, ledgerId = '01LEDGERA'): BackupFile {
  const stamp = readBackupName(backupName(dateOnly(day), time, kind, ledgerId))
  if (stamp === null) throw new Error(`copy: ${day} ${time}`)
  return { ...stamp, bytes }
}

const anyCopy = fc.record({ back: fc.integer({ min: -2, max: 800 }), second: fc.integer({ min: 0, max: 86_399 }), kind: fc.constantFrom(...BACKUP_KINDS), ledger: fc.constantFrom('01LEDGERA', '01LEDGERB'), bytes: fc.integer({ min: 1, max: 5000 }) }).map(({ back, second, kind, bytes, ledger }) => {
  const day = new Date(Date.UTC(2020, 11, 31) - back * 86_400_000).toISOString().slice(0, 10)
  return copy(day, `${pad(Math.floor(second / 3600))}:${pad(Math.floor(second / 60) % 60)}:${pad(second % 60)}`, kind, bytes, ledger)
})
const copies = fc.uniqueArray(anyCopy, { selector: (c) => c.name, maxLength: 120 })

describe('a backup’s name', () => {
  test('tells day, time and kind, and nothing else is taken for one', () => {
    expect(backupName(TODAY, '14:03:05', '恢复前', '01E2K8P000FF1C1A0000000000')).toMatch(/^台账备份_20201231_140305_恢复前_[0-9A-Z]{6}\.json\.gz$/u)
    expect(readBackupName('台账备份_20201231_140305_恢复前_7K3Q9Z.json.gz')).toMatchObject({ day: '2020-12-31', time: '14:03:05', kind: '恢复前', ledger: '7K3Q9Z' })
    for (const name of ['台账备份_20200230_140305_自动_7K3Q9Z.json.gz', '台账备份_20201231_240305_自动_7K3Q9Z.json.gz', '台账备份_20201231_140305_别的_7K3Q9Z.json.gz', '../台账备份_20201231_140305_自动_7K3Q9Z.json.gz', '台账备份_20201231_140305_自动_7K3Q9Z.json', '月报.xlsx', '']) expect(readBackupName(name)).toBeNull()
  })
})

describe('which copies go', () => {
  test('three of today, one of each earlier day, one of each month stay', () => {
    const all = [
      copy('2020-12-31', '09:00:00'), copy('2020-12-31', '10:00:00'), copy('2020-12-31', '11:00:00'), copy('2020-12-31', '12:00:00'),
      copy('2020-12-30', '09:00:00'), copy('2020-12-30', '18:00:00'), copy('2020-11-02', '09:00:00'), copy('2020-11-20', '09:00:00'), copy('2019-05-01', '08:00:00'),
    ]
    expect(outdatedBackups(all, TODAY).map((b) => `${b.day} ${b.time}`)).toEqual(['2020-12-31 09:00:00', '2020-12-30 09:00:00', '2020-11-02 09:00:00'])
  })

  test('beyond the room the oldest go first, the newest never', () => {
    const all = [copy('2020-12-31', '09:00:00', '自动', 900), copy('2020-12-30', '09:00:00', '自动', 900), copy('2020-10-01', '09:00:00', '自动', 900)]
    expect(outdatedBackups(all, TODAY, 1800).map((b) => b.day)).toEqual(['2020-10-01'])
    expect(outdatedBackups(all, TODAY, 1).map((b) => b.day)).toEqual(['2020-12-30', '2020-10-01'])
  })

  test('laws: the newest stays, the person’s own stay, doing it again removes nothing more, every month keeps one', () => {
    fc.assert(fc.property(copies, (both) => {
      // Each ledger by itself: the other's copies change nothing.
      const all = both.filter((b) => b.ledger === ledgerTag('01LEDGERA'))
      expect(outdatedBackups(both, TODAY).filter((b) => b.ledger === ledgerTag('01LEDGERA')).map((b) => b.name).sort()).toEqual(outdatedBackups(all, TODAY).map((b) => b.name).sort())
      const gone = new Set(outdatedBackups(all, TODAY).map((b) => b.name))
      const kept = all.filter((b) => !gone.has(b.name))
      const automatic = newestFirst(all.filter((b) => b.kind === '自动'))
      if (automatic[0] !== undefined) expect(gone.has(automatic[0].name)).toBe(false)
      expect(all.filter((b) => b.kind !== '自动' && gone.has(b.name))).toEqual([])
      expect(outdatedBackups(kept, TODAY)).toEqual([])
      const today = kept.filter((b) => b.kind === '自动' && daysBetween(b.day, TODAY) <= 0)
      expect(today.length).toBeLessThanOrEqual(KEPT_OF_TODAY)
      const keptDays = new Set(kept.filter((b) => b.kind === '自动').map((b): DateOnly => b.day))
      for (const b of automatic) {
        const age = daysBetween(b.day, TODAY)
        if (age > 0 && age <= KEPT_DAYS) expect(keptDays.has(b.day)).toBe(true)
        else if (age > KEPT_DAYS) expect([...keptDays].some((d) => d.slice(0, 7) === b.day.slice(0, 7))).toBe(true)
      }
    }))
  })
})

test('a loss of more than a tenth is told, by table; growth and small losses are not', () => {
  expect(shrunkTables({ projects: 100, reports: 50, plans: 10 }, { projects: 89, reports: 45 })).toEqual([{ table: 'projects', before: 100, after: 89 }, { table: 'plans', before: 10, after: 0 }])
  expect(shrunkTables({ projects: 100 }, { projects: 90, more: 3 })).toEqual([])
  expect(shrunkTables({ projects: 0 }, {})).toEqual([])
})
