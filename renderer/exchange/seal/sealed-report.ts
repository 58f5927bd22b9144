import { buildLedger, type Ledger } from '@/domain/ledger'
import type { LedgerData } from '@/domain/model'
import { chosenEntries, type ReportOptions } from '@/domain/report-catalogue'
import { buildReport, type BuiltReport } from '@/workbook/reports'
import { WRITER_VERSION } from '@/workbook/writer-version'
import { reportSource } from '../frozen-report'
import { SEAL_VERSION, sealWorkbook, type SealFacts } from './seal-sheet'

/**
 * A report as it goes into a file: of a locked month what was locked, else the ledger as it stands, sealed so that it can
 * be checked and compared later. The screen and the command line both come through here. Throws what buildReport and
 * reportSource throw.
 */
export function buildSealedReport(ledger: LedgerData | Ledger, wished: ReportOptions): BuiltReport {
  const source = reportSource(ledger, wished)
  const index = 'entries' in source.ledger ? source.ledger : buildLedger(source.ledger)
  const { model, summary } = buildReport(index, source.options)
  const { frozen, comparison, ...options } = source.options
  const facts = {
    seal: SEAL_VERSION, ledgerId: index.settings.ledgerId, period: options.period, snapshot: frozen?.sha256 ?? null,
    // Left out, null and false are the same wish: the screen and the command line say it differently, the file must not.
    options: Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined && value !== null && value !== false)) as unknown as SealFacts['options'], writerVersion: WRITER_VERSION,
  }
  return { model: sealWorkbook(model, facts, chosenEntries(index, options).map((e) => e.project.id)), summary }
}
