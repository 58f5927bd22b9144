import { isFields } from './package-error'

/** Tables that a format version brought; a package of an earlier version begins with them empty. Frozen: today's lists may change. */
export const NEW_TABLES: Readonly<Record<number, readonly string[]>> = {
  2: ['snapshots'],
  3: ['sentWorkbooks'],
  4: ['milestones', 'baselines', 'procedures', 'issues', 'stateChanges', 'supervisionOrders', 'constructionEvents', 'attachments', 'calendars', 'milestoneTemplates', 'procedureTemplates'],
  6: ['bulletins'],
}

/** Fields of 设置 that a format version brought, with what they begin with. */
const NEW_SETTINGS: Readonly<Record<number, Readonly<Record<string, unknown>>>> = { 4: { overdueRedDays: 30, dueSoonDays: 7, orderPattern: '重督〔{年}〕{号}号' } }

/** 设置 of an older version in the form of the newest; anything that is no list of records is given back as it is. */
export function newerSettings(settings: unknown, version: number): unknown {
  if (!Array.isArray(settings)) return settings
  const added = Object.entries(NEW_SETTINGS).filter(([since]) => Number(since) > version).map(([, fields]) => fields)
  return settings.map((own: unknown) => (isFields(own) ? added.reduce((record, fields) => ({ ...record, ...fields }), own) : own))
}
