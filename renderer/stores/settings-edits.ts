import { activePortfolios, type Ledger } from '@/domain/ledger'
import { SETTINGS_ID, type Portfolio, type RecordId, type Settings } from '@/domain/model'
import { now } from '@/shared/clock'
import type { Edit, OperationRequest } from './ledger'

/** What a person may change in 设置; which ledger it is stays. */
export type SettingsValues = Partial<Omit<Settings, 'id' | 'deletedAt' | 'ledgerId' | 'ledgerKind'>>
export type PortfolioValues = Partial<Omit<Portfolio, 'id' | 'deletedAt' | 'order'>>

/** Changes one section of 设置 as one operation; `seen` is what stood there when the person began. */
export function changeSettings(section: string, set: SettingsValues, seen: SettingsValues): OperationRequest {
  return { name: `修改设置「${section}」`, edits: [{ table: 'settings', id: SETTINGS_ID, set, expect: seen } as Edit] }
}

/** Changes a portfolio's name or its declared control totals. */
export function changePortfolio(portfolio: Portfolio, set: PortfolioValues, seen: PortfolioValues): OperationRequest {
  return { name: `修改项目盘子「${portfolio.shortName}」`, edits: [{ table: 'portfolios', id: portfolio.id, set, expect: seen } as Edit] }
}

/** Adds a portfolio after the others. */
export function addPortfolio(ledger: Ledger, newId: () => RecordId, values: PortfolioValues & { name: string; shortName: string }): OperationRequest {
  const order = Math.max(0, ...[...ledger.portfolios.values()].map((p) => p.order)) + 1
  const blank: Portfolio = {
    id: newId(), declaredCount: null, declaredTotalInvestment: null, declaredAnnualPlan: null, declaredYear: null, sourceNote: null, order, deletedAt: null, ...values,
  }
  return { name: `新增项目盘子「${values.shortName}」`, edits: [{ table: 'portfolios', id: blank.id, set: {}, blank } as Edit] }
}

/** Why a portfolio cannot go to the 回收站, in words; null where it can. Projects never lose their portfolio by it. */
export function refusePortfolioRemoval(ledger: Ledger, portfolio: Portfolio): string | null {
  const count = [...ledger.entries.values()].filter(({ project }) => project.portfolioIds.includes(portfolio.id)).length
  if (count > 0) return `里面还有 ${count} 个项目（连同待录入和回收站里的），请先到项目库把它们移出`
  return activePortfolios(ledger).length === 1 ? '台账至少要有一个项目盘子' : null
}

/** Moves an empty portfolio to the 回收站. */
export function deletePortfolio(portfolio: Portfolio): OperationRequest {
  return { name: `删除项目盘子「${portfolio.shortName}」`, edits: [{ table: 'portfolios', id: portfolio.id, set: { deletedAt: now().toISOString() }, expect: { deletedAt: null } } as Edit] }
}

/** Brings a portfolio back from the 回收站. */
export function restorePortfolio(portfolio: Portfolio): OperationRequest {
  return { name: `还原项目盘子「${portfolio.shortName}」`, edits: [{ table: 'portfolios', id: portfolio.id, set: { deletedAt: null }, expect: { deletedAt: portfolio.deletedAt } } as Edit] }
}
