import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { REPORT_STATES, type ReportState } from '@/domain/model'
import { fen } from '@/domain/money'
import { draftReport, isHandedIn, refuseAction, refuseEdit, REPORT_ACTIONS, reportStateLabel, TRANSITIONS, type ReportAction } from '@/domain/report'
import { MARCH } from './support'

/** Every action on every state: null is allowed, else the words that are shown. */
const TABLE: Readonly<Record<ReportState, Readonly<Record<ReportAction, string | null>>>> = {
  草稿: { 上报: null, 审核: '现在是“草稿”，只有“已上报”的月报可以审核', 退回: '已经是“草稿”', 锁定: '现在是“草稿”，只有“已审核”的月报可以锁定', 解锁: '现在是“草稿”，只有“锁定”的月报可以解锁' },
  已上报: { 上报: '已经是“已上报”', 审核: null, 退回: null, 锁定: '现在是“已上报”，只有“已审核”的月报可以锁定', 解锁: '现在是“已上报”，只有“锁定”的月报可以解锁' },
  已审核: { 上报: '现在是“已审核”，只有“草稿”的月报可以上报', 审核: '已经是“已审核”', 退回: null, 锁定: null, 解锁: '已经是“已审核”' },
  锁定: { 上报: '现在是“锁定”，只有“草稿”的月报可以上报', 审核: '现在是“锁定”，只有“已上报”的月报可以审核', 退回: '现在是“锁定”，只有“已上报”“已审核”的月报可以退回', 锁定: '已经是“锁定”', 解锁: null },
}
const cases = REPORT_STATES.flatMap((state) => REPORT_ACTIONS.map((action) => [state, action, TABLE[state][action]] as const))

describe('the steps of a 月报', () => {
  it.each(cases)('%s %s: %s', (state, action, words) => expect(refuseAction({ state, completed: fen(0) }, action)).toBe(words))

  it('lead where they say, and ask for a reason where something is taken back', () => {
    expect(REPORT_ACTIONS.map((a) => [a, TRANSITIONS[a].to, TRANSITIONS[a].needsReason])).toEqual([
      ['上报', '已上报', false], ['审核', '已审核', false], ['退回', '草稿', true], ['锁定', '锁定', false], ['解锁', '已审核', true],
    ])
  })

  it('need a report, and a figure to hand in; 0 is a figure', () => {
    for (const action of REPORT_ACTIONS) expect(refuseAction(null, action)).toBe('还没有填报')
    expect(refuseAction({ state: '草稿', completed: null }, '上报')).toBe('本月完成投资还没有填，没有完成投资请填 0')
    expect(refuseAction({ state: '草稿', completed: fen(0) }, '上报')).toBeNull()
    // One that came in without a figure can still be sent back.
    expect(refuseAction({ state: '已上报', completed: null }, '退回')).toBeNull()
  })

  it('reach 锁定 only by way of 已上报 and 已审核, and leave it only by 解锁', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...REPORT_ACTIONS), { maxLength: 30 }), (actions) => {
      const seen: ReportState[] = ['草稿']
      for (const action of actions) {
        const state = seen.at(-1)!
        if (refuseAction({ state, completed: fen(1) }, action) === null) seen.push(TRANSITIONS[action].to)
      }
      seen.forEach((state, i) => {
        if (state === '锁定') expect(seen[i - 1]).toBe('已审核')
        if (seen[i - 1] === '锁定') expect(state).toBe('已审核')
        if (state === '已上报') expect(seen[i - 1]).toBe('草稿')
      })
    }))
  })
})

describe('typing into a 月报', () => {
  it('goes on only in a 草稿; the others say how to get there', () => {
    expect(refuseEdit(null)).toBeNull()
    expect(REPORT_STATES.map((state) => refuseEdit({ state }))).toEqual([null, '本期已上报，要改请先“退回”并写明原因', '本期已审核，要改请先“退回”并写明原因', '本期已锁定，要改请先“解锁”并写明原因'])
  })
})

describe('what counts as handed in', () => {
  it('is everything past the 草稿', () => {
    expect([null, ...REPORT_STATES.map((state) => ({ state }))].map(isHandedIn)).toEqual([false, false, true, true, true])
    expect([null, ...REPORT_STATES.map((state) => ({ state }))].map(reportStateLabel)).toEqual(['待填报', ...REPORT_STATES])
  })

  it('a new 草稿 knows nothing: no figure is 0', () => {
    expect(draftReport('P1', MARCH)).toMatchObject({ id: 'P1-2020-03', projectId: 'P1', period: '2020-03', state: '草稿', completed: null, fundsInPlace: null, physicalProgress: null, deletedAt: null })
  })
})
