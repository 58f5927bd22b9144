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
const OTHERS = /[^\d一二三四五六七八九十东西南北上下左右前后甲乙丙丁ab]+/gu

interface Named {
  readonly id: RecordId
  readonly name: string
}

/** Finds names again: exactly, else by what differs only a little. Built for 10,000 names; near ones are indexed at the first need. */
export class NameIndex {
  private readonly exact = new Map<string, Named[]>()
  private near: NearNames | null = null
  private readonly all: Named[] = []

  add(id: RecordId, name: string): void {
    const item = { id, name }
    this.all.push(item)
    push(this.exact, name, item)
    this.near?.add(item)
  }

  has(name: string): RecordId | null {
    return this.exact.get(name)?.[0]?.id ?? null
  }

  /**
   * @param taken projects that another row of the file names exactly: a near name is then another project
   * @param staysTaken whether a project that is taken now will be so for good: then its name needs no place among the near ones
   */
  find(name: string, taken: ReadonlySet<RecordId>, staysTaken: (id: RecordId) => boolean = () => false): NameMatch {
    const same = this.exact.get(name)
    if (same !== undefined) return same.length === 1 ? { kind: 'exact', id: (same[0] as Named).id } : { kind: 'several', candidates: inOrder(same) }
    if (this.near === null) {
      this.near = new NearNames()
      for (const item of this.all) if (!taken.has(item.id) || !staysTaken(item.id)) this.near.add(item)
    }
    for (const { list, how } of this.near.find(name)) {
      const found = list.filter(({ id }) => !taken.has(id))
      if (found.length === 1) return { kind: 'near', ...(found[0] as Named), how }
      if (found.length > 1) return { kind: 'several', candidates: inOrder(found).slice(0, MOST_CANDIDATES) }
    }
    return { kind: 'none' }
  }
}

const ONE_OFF = '只差一个字'
const MOST_CANDIDATES = 6

/** The same names in the same order, whatever order the records of a ledger are in. */
function inOrder(names: readonly Named[]): Named[] {
  return [...names].sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** Names by what is left of them without what does not tell projects apart. */
class NearNames {
  private readonly loose = new Map<string, Named[]>()
  private readonly cores = new Map<string, Named[]>()
  /** By their numerals, which have to be the same: 一期 and 二期, 东 and 西 are never one project. */
  private readonly byNumerals = new Map<string, OneOffNames>()

  add(item: Named): void {
    const loose = loosely(item.name)
    push(this.loose, loose, item)
    const short = core(loose)
    if (short !== '') push(this.cores, short, item)
    if (loose.length < SHORTEST || loose.length > LONGEST) return
    const numerals = numeralsOf(loose)
    let group = this.byNumerals.get(numerals)
    if (group === undefined) this.byNumerals.set(numerals, (group = new OneOffNames()))
    group.add(item, loose)
  }

  /** Names that are nearly this one, the nearest kind first. */
  *find(name: string): Generator<{ list: readonly Named[]; how: string }> {
    const loose = loosely(name)
    yield { list: this.loose.get(loose) ?? [], how: '只差空格、括号或标点' }
    yield { list: this.cores.get(core(loose)) ?? [], how: '只差“工程”“项目”字样' }
    if (loose.length >= SHORTEST && loose.length <= LONGEST) yield { list: this.byNumerals.get(numeralsOf(loose))?.find(loose) ?? [], how: ONE_OFF }
  }
}

const [SHORTEST, LONGEST] = [4, 80]
/** So many names are compared one by one; more are indexed. */
const FEW = 12

/** Names that one letter more, less or other makes the same; all have the same numerals. */
class OneOffNames {
  private readonly all: { readonly item: Named; readonly loose: string }[] = []
  private deletions: Map<string, number[]> | null = null

  add(item: Named, loose: string): void {
    this.all.push({ item, loose })
    if (this.deletions !== null) this.index(this.all.length - 1)
  }

  find(loose: string): Named[] {
    if (this.all.length <= FEW) return this.all.filter((other) => isOneOff(loose, other.loose)).map((other) => other.item)
    if (this.deletions === null) {
      this.deletions = new Map()
      for (let at = 0; at < this.all.length; at += 1) this.index(at)
    }
    const found = new Set<number>()
    for (const key of keysOf(loose)) for (const at of this.deletions.get(key) ?? []) if (isOneOff(loose, (this.all[at] as { loose: string }).loose)) found.add(at)
    return [...found].sort((a, b) => a - b).map((at) => (this.all[at] as { item: Named }).item)
  }

  private index(at: number): void {
    for (const key of keysOf((this.all[at] as { loose: string }).loose)) push(this.deletions as Map<string, number[]>, key, at)
  }
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key)
  if (list === undefined) map.set(key, [item])
  else list.push(item)
}

function numeralsOf(text: string): string {
  return text.replace(OTHERS, '')
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
