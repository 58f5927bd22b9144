/** Turns names into pinyin initials for search: 北门小学 → bmxx. The dictionary is large, so it is loaded on first use. */
export interface PinyinIndex {
  /** Lower-case initials of a text; other characters as they are. */
  initials(text: string): string
}

let loading: Promise<PinyinIndex> | null = null

export function loadPinyin(): Promise<PinyinIndex> {
  loading ??= import('pinyin-pro').then(({ pinyin }) => {
    const known = new Map<string, string>()
    return {
      initials(text) {
        let found = known.get(text)
        if (found === undefined) known.set(text, (found = pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase()))
        return found
      },
    }
  })
  return loading
}

/** Whether a name matches what was typed, by its characters or by its pinyin initials. An empty query matches all. */
export function matchesName(name: string, query: string, index: PinyinIndex | null): boolean {
  const plain = query.trim().toLowerCase()
  if (plain === '') return true
  return name.toLowerCase().includes(plain) || (/^[a-z0-9]+$/u.test(plain) && index !== null && index.initials(name).includes(plain))
}
