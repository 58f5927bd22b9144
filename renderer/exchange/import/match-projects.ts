import type { RecordId } from '@/domain/model'
import { squeezed } from './grid'

/** How a name was found among those that are known. */
export type NameMatch =
  | { readonly kind: 'exact'; readonly id: RecordId }
  /** Nearly the same: the person decides. */
  | { readonly kind: 'near'; readonly id: RecordId; readonly name: string; readonly how: string }
  | { readonly kind: 'several'; readonly candidates: readonly { readonly id: RecordId; readonly name: string }[] }
  | { readonly kind: 'none' }

/** The same name but for blanks, width, brackets and quotes. */
export function loosely(name: string): string {
  return squeezed(name).replace(/[\[\]【】〔〕{}<>《》()]/gu, (c) => ('[【〔{<《('.includes(c) ? '(' : ')')).replace(/["'“”‘’·,.、。\-—–_]/gu, '').toLowerCase()
}

/** Without the words that offices put behind a name or leave away. */
function core(loose: string): string {
  return loose.replace(/(?:建设|工程|项目)+$/u, '')
}

const NUMERAL = /[\d一二三四五六七八九十东西南北上下左右前后甲乙丙丁ab]/u

/** Finds names again: exactly, else by what differs only a little. Built for 10,000 names; near ones are indexed at the first need. */
export class NameIndex {
  private readonly exact = new Map<string, { id: RecordId; name: string }[]>()
  private loose: Map<string, { id: RecordId; name: string }[]> | null = null
  private cores: Map<string, { id: RecordId; name: string }[]> | null = null
  private deletions: Map<string, { id: RecordId; name: string; loose: string }[]> | null = null
  private readonly all: { id: RecordId; name: string }[] = []

  add(id: RecordId, name: string): void {
    const item = { id, name }
    this.all.push(item)
    push(this.exact, name, item)
    if (this.loose !== null) this.indexLoosely(item)
    if (this.deletions !== null) this.indexDeletions(item)
  }

  has(name: string): RecordId | null {
    return this.exact.get(name)?.[0]?.id ?? null
  }

  /** @param taken projects that another row of the file names exactly: a near name is then another project */
  find(name: string, taken: ReadonlySet<RecordId>): NameMatch {
    const same = this.exact.get(name)
    if (same !== undefined) return same.length === 1 ? { kind: 'exact', id: (same[0] as { id: RecordId }).id } : { kind: 'several', candidates: same }
    this.index()
    const loose = loosely(name)
    const free = (list: readonly { id: RecordId; name: string }[] | undefined): { id: RecordId; name: string }[] => (list ?? []).filter(({ id }) => !taken.has(id))
    for (const [list, how] of [[this.loose?.get(loose), '只差空格、括号或标点'], [this.cores?.get(core(loose)), '只差“工程”“项目”字样']] as const) {
      const found = free(list)
      if (found.length === 1) return { kind: 'near', ...(found[0] as { id: RecordId; name: string }), how }
      if (found.length > 1) return { kind: 'several', candidates: found }
    }
    const near = free(this.oneOff(loose))
    if (near.length === 1) return { kind: 'near', ...(near[0] as { id: RecordId; name: string }), how: '只差一个字' }
    return near.length > 1 ? { kind: 'several', candidates: near.slice(0, 6) } : { kind: 'none' }
  }

  private index(): void {
    if (this.loose !== null) return
    this.loose = new Map()
    this.cores = new Map()
    for (const item of this.all) this.indexLoosely(item)
  }

  private indexLoosely(item: { id: RecordId; name: string }): void {
    const loose = loosely(item.name)
    push(this.loose as Map<string, typeof this.all>, loose, item)
    if (core(loose) !== '') push(this.cores as Map<string, typeof this.all>, core(loose), item)
  }

  private indexDeletions(item: { id: RecordId; name: string }): void {
    const loose = loosely(item.name)
    if (loose.length >= 4 && loose.length <= 80) for (const key of keysOf(loose)) push(this.deletions as Map<string, { id: RecordId; name: string; loose: string }[]>, key, { ...item, loose })
  }

  /** Names that one letter more, less or other makes the same. A number or a direction that differs is another project. */
  private oneOff(loose: string): { id: RecordId; name: string }[] {
    if (loose.length < 4 || loose.length > 80) return []
    if (this.deletions === null) {
      this.deletions = new Map()
      for (const item of this.all) this.indexDeletions(item)
    }
    const found = new Map<RecordId, { id: RecordId; name: string }>()
    for (const key of keysOf(loose)) for (const item of this.deletions.get(key) ?? []) if (isOneOff(loose, item.loose)) found.set(item.id, { id: item.id, name: item.name })
    return [...found.values()]
  }
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [item])
  else list.push(item)
}

/** The text and the text without each of its letters but the numerals: two that share one differ by at most one letter each. */
function keysOf(text: string): Set<string> {
  const keys = new Set([text])
  for (let i = 0; i < text.length; i += 1) if (!NUMERAL.test(text[i] as string)) keys.add(text.slice(0, i) + text.slice(i + 1))
  return keys
}

function isOneOff(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1
  const [restA, restB] = [a.slice(start), b.slice(start)]
  const differing = restA.length === restB.length ? [restA[0], restB[0]] : restA.length > restB.length ? [restA[0]] : [restB[0]]
  if (differing.some((c) => c !== undefined && NUMERAL.test(c))) return false
  return restA.length === restB.length ? restA.slice(1) === restB.slice(1) : restA.length > restB.length ? restA.slice(1) === restB : restB.slice(1) === restA
}
