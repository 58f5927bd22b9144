import { describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/test/chromium.mjs'
import { tortureByClock } from '../../scripts/torture/clocks'
import { tortureByFullDisk } from '../../scripts/torture/full'
import { tortureByFuzzing } from '../../scripts/torture/fuzz'
import { tortureByKill } from '../../scripts/torture/kill'
import { tortureByOldLedgers } from '../../scripts/torture/old-ledgers'
import type { TortureResult } from '../../scripts/torture/result'
import { tortureByTornLog } from '../../scripts/torture/torn'
import { tortureByTwoWindows } from '../../scripts/torture/windows'

/** The short forms of `npm run torture`: the same work, fewer times. */
const path = findChromium()?.path
const quiet = (): void => undefined

function expectUnharmed({ losses, hangs, faults, runs }: TortureResult, least: number): void {
  // The faults are the message: what went wrong cannot be had again.
  expect(faults, faults.join('\n')).toEqual([])
  expect({ losses, hangs }).toEqual({ losses: 0, hangs: 0 })
  expect(runs).toBeGreaterThanOrEqual(least)
}

describe.skipIf(path === undefined)('in Chromium', () => {
  it('killed with SIGKILL while it writes, imports, restores and migrates, the ledger opens with every acknowledged write', async () => {
    expectUnharmed(await tortureByKill(path!, 4, 1, quiet), 4)
  })
  it('a log that a power cut tore at its end costs nothing, two starts later', async () => {
    expectUnharmed(await tortureByTornLog(path!, 1), 1)
  })
  it('with no room left, a save, a restore, a backup and an export are refused in words and nothing is lost', async () => {
    expectUnharmed(await tortureByFullDisk(path!, 1), 6)
  })
  it('two windows that write at the same time lose no update', async () => {
    expectUnharmed(await tortureByTwoWindows(path!, 150, 1), 300)
  })
  it('a clock set back, another time zone and a leap day change no ledger, no order and no file', async () => {
    expectUnharmed(await tortureByClock(path!), 3)
  })
  it('ledgers of every released shape open whole and are written to', async () => {
    expectUnharmed(await tortureByOldLedgers(path!), 8)
  })
})

it('mutated packages and workbooks are taken or refused in words, in time, and change no ledger', async () => {
  expectUnharmed(await tortureByFuzzing(40, 1, quiet), 40)
})
