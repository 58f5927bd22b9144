/** A run of words: plain, a label of the program, or a key. */
export interface Words {
  readonly kind: 'plain' | 'strong' | 'key'
  readonly text: string
}

export type ManualBlock =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string; readonly id: string }
  | { readonly kind: 'paragraph'; readonly words: readonly Words[] }
  | { readonly kind: 'list'; readonly numbered: boolean; readonly items: readonly (readonly Words[])[] }
  | { readonly kind: 'picture'; readonly caption: string; readonly file: string }

const ITEM = /^(?:-|\d+\.) (.*)$/u

/** Reads the little of Markdown in which the manual is written; whatever else stands there stays the text that it is. */
export function readManual(text: string): ManualBlock[] {
  const blocks: ManualBlock[] = []
  for (const part of text.replaceAll('\r\n', '\n').split(/\n{2,}/u)) {
    const lines = part.split('\n').filter((line) => line.trim() !== '')
    if (lines.length === 0) continue
    const heading = /^(#{1,3}) (.+)$/u.exec(lines[0]!)
    const picture = /^!\[([^\]]*)\]\(([^)]+)\)$/u.exec(lines[0]!)
    if (heading !== null) blocks.push({ kind: 'heading', level: heading[1]!.length, text: heading[2]!, id: `part-${blocks.length}` })
    else if (picture !== null) blocks.push({ kind: 'picture', caption: picture[1]!, file: picture[2]!.replace(/^.*\//u, '') })
    else if (lines.every((line) => ITEM.test(line))) blocks.push({ kind: 'list', numbered: /^\d/u.test(lines[0]!), items: lines.map((line) => readWords(ITEM.exec(line)![1]!)) })
    else blocks.push({ kind: 'paragraph', words: readWords(lines.join('')) })
    if ((heading !== null || picture !== null) && lines.length > 1) blocks.push(...readManual(lines.slice(1).join('\n')))
  }
  return blocks
}

function readWords(text: string): Words[] {
  return text.split(/(\*\*[^*]+\*\*|`[^`]+`)/u).filter((run) => run !== '').map((run): Words => {
    if (/^\*\*.+\*\*$/u.test(run)) return { kind: 'strong', text: run.slice(2, -2) }
    return /^`.+`$/u.test(run) ? { kind: 'key', text: run.slice(1, -1) } : { kind: 'plain', text: run }
  })
}

/** Where a word stands in the manual. */
export interface ManualHit {
  /** Of the block among the given ones. */
  readonly index: number
  /** Heading of the part in which it stands. */
  readonly part: string
  readonly excerpt: string
}

/** Letters of the excerpt before and after the word. */
const [BEFORE, AFTER] = [8, 24]

/** Blocks that hold all the words of a query, whatever their case; none for an empty query. */
export function searchManual(blocks: readonly ManualBlock[], query: string): ManualHit[] {
  const words = query.toLowerCase().split(/\s+/u).filter((w) => w !== '')
  if (words.length === 0) return []
  let part = ''
  return blocks.flatMap((block, index) => {
    if (block.kind === 'heading') part = block.text
    const text = textOf(block)
    const lower = text.toLowerCase()
    if (!words.every((w) => lower.includes(w))) return []
    const at = lower.indexOf(words[0]!)
    const from = Math.max(0, at - BEFORE)
    return [{ index, part, excerpt: `${from > 0 ? '…' : ''}${text.slice(from, at + AFTER).trim()}${at + AFTER < text.length ? '…' : ''}` }]
  })
}

function textOf(block: ManualBlock): string {
  if (block.kind === 'heading') return block.text
  if (block.kind === 'picture') return block.caption
  const runs = block.kind === 'list' ? block.items.map((item) => item.map((w) => w.text).join('')) : [block.words.map((w) => w.text).join('')]
  return runs.join(' ')
}
