import type { Ledger } from './ledger'
import type { SupervisionOrder } from './method-records'
import { supervisionOrdersOf } from './project-records'

const NONE: readonly SupervisionOrder[] = []
const remembered = new WeakMap<Ledger['supervisionOrders'], ReadonlyMap<string, readonly SupervisionOrder[]>>()

/** The 督办单 about each project, by its id, in the order of their numbers. Made once for each state of the ledger's 督办单. */
export function ordersByProject(ledger: Pick<Ledger, 'supervisionOrders'>): ReadonlyMap<string, readonly SupervisionOrder[]> {
  const known = remembered.get(ledger.supervisionOrders)
  if (known !== undefined) return known
  const found = new Map<string, SupervisionOrder[]>()
  for (const order of supervisionOrdersOf(ledger)) {
    for (const id of new Set(order.items.flatMap((i) => i.projectId ?? []))) found.set(id, [...(found.get(id) ?? []), order])
  }
  remembered.set(ledger.supervisionOrders, found)
  return found
}

/** The 督办单 about one project. */
export function ordersOf(orders: ReadonlyMap<string, readonly SupervisionOrder[]>, projectId: string): readonly SupervisionOrder[] {
  return orders.get(projectId) ?? NONE
}
