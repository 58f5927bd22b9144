import type { RouteLocationRaw } from 'vue-router'
import type { CheckPlace } from '@/domain/export-checks'
import { UNKNOWN_FIGURE } from '@/domain/money'

const SCREEN_NAMES: Readonly<Record<CheckPlace['screen'], string>> = { entry: '月报填报', projects: '项目库', overview: '总览' }

/** The address of the rows behind a check. */
export function placeRoute(place: CheckPlace): RouteLocationRaw {
  const query: Record<string, string> = place.portfolio === 'all' ? {} : { portfolio: place.portfolio }
  if (place.screen === 'entry') return { path: '/entry', query: place.report === undefined ? query : { ...query, report: place.report } }
  if (place.screen === 'projects') return { path: '/projects', query: { ...query, ...(place.missing === 'domain' ? { domain: UNKNOWN_FIGURE } : { missing: place.missing }) } }
  return { path: '/', query }
}

export function placeLabel(place: CheckPlace): string {
  return `到${SCREEN_NAMES[place.screen]}`
}
