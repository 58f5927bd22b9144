import { excerpt } from '@/domain/brand'
import { parseText } from '@/domain/fields'
import { DOMAINS, PROJECT_STATES, type Domain, type ProjectState } from '@/domain/model'
import { cellText, plainNumber, type PlainCell } from '../reading/model'
import { LEAVE_OUT } from './choices'
import { fieldRule, textLimit, type ImportField } from './fields'
import { squeezed } from './grid'
import { cellFault, EMPTY, isNothing, type Reading } from './read-money'

/** Reads free text as it was typed; what offices write for nothing is nothing. */
export function readText(cell: PlainCell, field: ImportField, date1904: boolean): Reading<string> {
  const broken = cellFault(cell)
  if (broken !== null) return broken
  // A share such as 0.5 or 50 % as 形象进度.
  if (field === 'physicalProgress' && cell.kind === 'number' && (cell.value as number) > 0 && (cell.value as number) <= 1) return { kind: 'value', value: `${plainNumber((cell.value as number) * 100)}%` }
  const words = cellText(cell, date1904)
  if (isNothing(words)) return EMPTY
  const parsed = parseText(words, fieldRule(field).text ?? 'long')
  if (parsed.ok) return parsed.value === null ? EMPTY : { kind: 'value', value: parsed.value }
  const cleaned = parsed.code === 'too-long' ? null : words.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu, '')
  return { kind: 'fault', message: parsed.code === 'too-long' ? `最多 ${textLimit(field)} 个字，这里有 ${words.length} 个。请改短` : parsed.message, proposal: cleaned ?? LEAVE_OUT }
}

/** The domain that words name for certain; null where they do not. */
export function domainOf(words: string): Domain | null {
  const found = DOMAINS.filter((domain) => squeezed(words).includes(domain))
  return found.length === 1 ? (found[0] as Domain) : null
}

const STATE_WORDS: Readonly<Record<string, ProjectState>> = {
  未动工: '未开工', 尚未开工: '未开工', 已动工: '已开工', 在建: '已开工', 已复工: '复工', 已停工: '停工', 停建: '停工', 已竣工: '竣工', 已完工: '竣工', 完工: '竣工', 竣工验收: '竣工',
}

export function readState(cell: PlainCell, date1904: boolean): Reading<ProjectState> {
  const broken = cellFault(cell)
  if (broken !== null) return broken
  const words = squeezed(cellText(cell, date1904))
  if (isNothing(words)) return EMPTY
  const state = PROJECT_STATES.find((s) => s === words) ?? STATE_WORDS[words]
  return state === undefined ? { kind: 'ask', message: `“${excerpt(words)}”是哪一种项目状态？`, choices: [...PROJECT_STATES, LEAVE_OUT] } : { kind: 'value', value: state }
}
