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
