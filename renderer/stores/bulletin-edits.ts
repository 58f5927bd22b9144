import { bulletinId } from '@/domain/bulletin'
import type { BulletinEdit } from '@/domain/bulletin-parts'
import type { Ledger, PortfolioScope } from '@/domain/ledger'
import type { BulletinRecord } from '@/domain/method-records'
import { formatPeriod, type Period } from '@/domain/period'
import type { Edit, OperationRequest } from './ledger'

/** Keeps what the office made of a paragraph of the 通报稿; one step of undo. */
export function changeBulletin(ledger: Ledger, period: Period, scope: PortfolioScope, edits: readonly BulletinEdit[], what: string): OperationRequest {
  const id = bulletinId(period, scope)
  const old = ledger.bulletins.get(id)
  const blank: BulletinRecord = { id, period, scope, edits, deletedAt: null }
  return { name: `${what} ${formatPeriod(period)}通报稿`, edits: [(old === undefined ? { table: 'bulletins', id, set: {}, blank, onlyNew: true } : { table: 'bulletins', id, set: { edits }, expect: { edits: old.edits } }) as Edit] }
}
