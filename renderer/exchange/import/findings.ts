import type { Finding } from './choices'

/** The answers of a person, by key, or for a whole sheet or file by `工作表!*#topic` and `*#topic`. */
export class Answers {
  private readonly byKey: Readonly<Record<string, string>>
  readonly any: boolean

  constructor(byKey: Readonly<Record<string, string>> = {}) {
    this.byKey = byKey
    this.any = Object.keys(byKey).length > 0
  }

  get(sheet: string, cell: string, topic = ''): string | undefined {
    if (!this.any) return undefined
    const end = topic === '' ? '' : `#${topic}`
    return this.byKey[`${sheet}!${cell}${end}`] ?? (topic === '' ? undefined : (this.byKey[`${sheet}!*${end}`] ?? this.byKey[`*${end}`]))
  }
}

export function findingKey(sheet: string, cell: string, topic = ''): string {
  return `${sheet}!${cell}${topic === '' ? '' : `#${topic}`}`
}

/** Faults and questions as they come up; the same one again counts its cells instead of standing twice. */
export class Findings {
  private readonly byKey = new Map<string, Finding & { cells: number }>()

  add(finding: Omit<Finding, 'cells' | 'free' | 'proposal'> & Partial<Pick<Finding, 'free' | 'proposal' | 'cells'>>): void {
    const known = this.byKey.get(finding.key)
    if (known !== undefined) known.cells += 1
    else this.byKey.set(finding.key, { free: false, proposal: null, cells: 1, ...finding })
  }

  get list(): readonly Finding[] {
    return [...this.byKey.values()]
  }
}
