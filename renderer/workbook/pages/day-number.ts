import { EXCEL_EPOCH } from '../excel-day'

/** Year, month and day of Excel's day number, counted without a Date object, so that no time zone moves a day. */
export function dateOfDayNumber(excelDay: number): readonly [number, number, number] {
  // Days since 0000-03-01: the year then ends with February, and leap days are at its end.
  const days = excelDay - EXCEL_EPOCH + 719_468
  const era = Math.floor(days / 146_097)
  const ofEra = days - era * 146_097
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365)
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * ofYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return [era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, ofYear - Math.floor((153 * shifted + 2) / 5) + 1]
}
