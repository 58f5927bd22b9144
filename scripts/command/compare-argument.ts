import { basename } from 'node:path'
import { excerpt } from '@/domain/brand'
import { compareStates, type ComparedState, type Comparison } from '@/domain/compare'
import { withSources } from '@/domain/compare-sources'
import { buildLedger } from '@/domain/ledger'
import type { LedgerData } from '@/domain/model'
import { isPeriod } from '@/domain/period'
import { requestFault, type SheetOptions } from '@/domain/report-catalogue'
import { periodState } from '@/exchange/compare/period-state'
import { workbookState } from '@/exchange/compare/workbook-state'
import { ExportError } from '@/workbook/report-data'
import { loadLedgerArgument } from './ledger-argument'
import { personPath } from './paths'
import { readBytes } from './read-bytes'
import { Refusal } from './refusal'

/** What `--compare` names against the period of the ledger. Throws Refusal where it is no period, package or workbook. */
export async function compareArgument(data: LedgerData, other: string, { period, scope, filter = null }: Pick<SheetOptions, 'period' | 'scope' | 'filter'>): Promise<Comparison> {
  const ledger = buildLedger(data)
  const fault = requestFault(ledger, { scope, filter })
  if (fault !== null) throw new ExportError(fault)
  const after = periodState(ledger, period, scope, filter)
  let before: ComparedState
  if (isPeriod(other)) before = periodState(ledger, other, scope, filter)
  else if (/\.json$/iu.test(other)) before = periodState(buildLedger(await loadLedgerArgument(other)), period, scope, filter, { whose: `${basename(other)} ` })
  else if (/\.xlsx$/iu.test(other)) before = workbookState(await readBytes(personPath(other)), basename(other))
  else throw new Refusal(`--compare 不能是“${excerpt(other, 60)}”，只能是报告期（如 2020-02）、数据包 文件.json 或以前导出的 文件.xlsx`)
  // A package has no change log: only what the reports themselves say can be told.
  return withSources(compareStates(before, after), ledger, [], ({ name }) => name)
}
