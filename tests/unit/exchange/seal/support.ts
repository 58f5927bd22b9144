import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { period } from '@/domain/period'
import type { LedgerData } from '@/domain/model'
import type { ReportOptions } from '@/domain/report-catalogue'
import { buildSealedReport } from '@/exchange/seal/sealed-report'
import { writeWorkbook } from '@/workbook/write-workbook'

export const MONTHLY: ReportOptions = { report: 'monthly', period: period('2020-03'), scope: 'all', unit: '万元', paper: 'A3', preparedOn: null, filter: null }

export async function exported(ledger: LedgerData, options: Partial<ReportOptions> = {}): Promise<Uint8Array> {
  return writeWorkbook(buildSealedReport(ledger, { ...MONTHLY, ...options }).model)
}

/** The file with one of its parts changed as by hand. */
export function patched(bytes: Uint8Array, part: string, change: (xml: string) => string): Uint8Array {
  const files = unzipSync(bytes)
  const before = strFromU8(files[part]!)
  const after = change(before)
  if (after === before) throw new Error(`patched: nothing changed in ${part}`)
  return zipSync({ ...files, [part]: strToU8(after) })
}

const cellOf = (address: string): RegExp => new RegExp(`<c r="${address}"([^>]*?)(?:/>|>.*?</c>)`, 'u')

/** Puts a typed number into a cell of a sheet, number 1 being the first. */
export function withNumber(bytes: Uint8Array, sheet: number, address: string, value: number): Uint8Array {
  return patched(bytes, `xl/worksheets/sheet${sheet}.xml`, (xml) => xml.replace(cellOf(address), `<c r="${address}"><v>${value}</v></c>`))
}
