import type { RouteLocationRaw } from 'vue-router'
import type { PortfolioScope } from '@/domain/ledger'
import type { Domain } from '@/domain/model'
import { UNKNOWN_FIGURE } from '@/domain/money'

/** Every figure is a door: the rows of 项目库 behind it. */
export function rowsBehind(scope: PortfolioScope, filters: Readonly<Record<string, string>> = {}): RouteLocationRaw {
  return { path: '/projects', query: { ...(scope === 'all' ? {} : { portfolio: scope }), ...filters } }
}

/** The value by which 项目库 filters a domain; 未分领域 is an empty field. */
export function domainFilter(domain: Domain | null): Readonly<Record<string, string>> {
  return { domain: domain ?? UNKNOWN_FIGURE }
}
