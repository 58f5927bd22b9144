import { dayNumber, type DateOnly } from '@/domain/period'

/** Days from Excel's day 0 to 1970-01-01. Counted without a Date object, so no time zone can move a day. */
export const EXCEL_EPOCH = 25_569

/** Excel's number of a day; right from 1900-03-01 on, and the ledger begins in 1949. */
export function excelDay(date: DateOnly): number {
  return dayNumber(date) + EXCEL_EPOCH
}
