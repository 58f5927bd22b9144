import { z } from 'zod'
import { textFault, type TextKind } from './fields'
import type { Fen } from './money'
import { isDateOnly, isPeriod, type DateOnly, type Period } from './period'

/** The kinds of field that records are made of. Messages are for people. */
export const text = (kind: TextKind) => z.string().superRefine((value, ctx) => {
  const fault = textFault(value, kind)
  if (fault !== null) ctx.addIssue({ code: 'custom', message: fault.message })
})
export const optional = (kind: TextKind) => text(kind).min(1, '空的文字应为 null').nullable()
export const id = z.string().regex(/^[0-9A-Za-z-]{1,40}$/u, '编号不对')
export const money = z.custom<Fen>((v) => Number.isSafeInteger(v), '金额应是整数分')
export const amount = z.custom<Fen>((v) => Number.isSafeInteger(v) && (v as number) >= 0, '金额应是不小于 0 的整数分')
export const date = z.custom<DateOnly>((v) => typeof v === 'string' && isDateOnly(v), '日期应是存在的一天，如 2020-03-05')
export const period = z.custom<Period>((v) => typeof v === 'string' && isPeriod(v), '报告期应如 2020-03')
export const year = z.number().int().min(1949).max(2200)
export const order = z.number().int().min(0).max(1_000_000_000)
export const stored = { id, deletedAt: z.iso.datetime().nullable() }
export const ofProject = { ...stored, projectId: id }
export const pointsOf100 = z.number().min(0, '应在 0 到 100 之间').max(100, '应在 0 到 100 之间')
/** A number of calendar or working days. */
export const days = z.number().int('应是整数天').min(0, '天数不能小于 0').max(3650, '最多 3650 天')

/** Says on `field` that it is before `earlier`, where both are known. */
export function refuseEarlier(ctx: z.RefinementCtx, field: string, label: string, value: DateOnly | null, earlierLabel: string, earlier: DateOnly | null): void {
  if (value !== null && earlier !== null && value < earlier) ctx.addIssue({ code: 'custom', path: [field], message: `${label} ${value} 早于${earlierLabel} ${earlier}` })
}
