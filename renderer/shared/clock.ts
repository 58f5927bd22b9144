import { dateOnly, type DateOnly } from '@/domain/period'

/** The program's one door to the clock. */
export function now(): Date {
  return new Date()
}

/** Today by the PC's own calendar. */
export function today(): DateOnly {
  return localDate(now())
}

export function localDate(moment: Date): DateOnly {
  return dateOnly(`${moment.getFullYear()}-${String(moment.getMonth() + 1).padStart(2, '0')}-${String(moment.getDate()).padStart(2, '0')}`)
}

/** `14:03` */
export function clockTime(moment: Date): string {
  return `${String(moment.getHours()).padStart(2, '0')}:${String(moment.getMinutes()).padStart(2, '0')}`
}

/** `2020-03-05 14:03`, by the PC's own clock, from a stored ISO time. */
export function localDateTime(iso: string): string {
  const moment = new Date(iso)
  return `${localDate(moment)} ${clockTime(moment)}`
}
