/** A figure in a text: it follows the data, whatever is typed around it. `field` names it within its 通报. */
export interface BulletinField {
  readonly field: string
  readonly value: string
}

export type BulletinPart = string | BulletinField

/** title 标题, addressee 主送, heading 一、, subheading （一）, body, signature 落款. */
export type BulletinKind = 'title' | 'addressee' | 'heading' | 'subheading' | 'body' | 'signature'

export interface BulletinParagraph {
  /** What the paragraph is about; edits are kept under it. */
  readonly key: string
  readonly kind: BulletinKind
  readonly parts: readonly BulletinPart[]
}

/** A paragraph that a person changed: its text, with figures named as ⟦field⟧. An empty text leaves the paragraph out. */
export interface BulletinEdit {
  readonly key: string
  readonly text: string
}

const OPEN = '⟦'
const CLOSE = '⟧'
/** What stands for a figure that the data no longer have. */
const GONE = '—'

export function field(name: string, value: string | number): BulletinField {
  return { field: name, value: String(value) }
}

/** The words as they are read. */
export function partsText(parts: readonly BulletinPart[]): string {
  return parts.map((p) => (typeof p === 'string' ? p : p.value)).join('')
}

/** The text of a paragraph as it is kept: figures by name. The two brackets of ours cannot be typed. */
export function encodeParts(parts: readonly BulletinPart[]): string {
  return parts.map((p) => (typeof p === 'string' ? p.replace(/[⟦⟧]/gu, '') : `${OPEN}${p.field}${CLOSE}`)).join('')
}

/** A kept text with the figures of now. */
export function decodeText(text: string, values: ReadonlyMap<string, string>): BulletinPart[] {
  return text.split(/(⟦[^⟦⟧]*⟧)/u).filter((piece) => piece !== '').map((piece) => {
    if (!piece.startsWith(OPEN)) return piece
    const name = piece.slice(1, -1)
    return { field: name, value: values.get(name) ?? GONE }
  })
}

/** Every figure of a draft, by its name. */
export function fieldValues(paragraphs: readonly BulletinParagraph[]): ReadonlyMap<string, string> {
  return new Map(paragraphs.flatMap((p) => p.parts.flatMap((part): [string, string][] => (typeof part === 'string' ? [] : [[part.field, part.value]]))))
}

/** A paragraph of the draft with what a person made of it. */
export interface EditedParagraph extends BulletinParagraph {
  readonly edited: boolean
}

/** The draft with its edits. An edit of a paragraph that the data no longer have waits until it comes back. */
export function editedParagraphs(draft: readonly BulletinParagraph[], edits: readonly BulletinEdit[]): EditedParagraph[] {
  const values = fieldValues(draft)
  const byKey = new Map(edits.map((e) => [e.key, e.text]))
  return draft.map((p) => {
    const text = byKey.get(p.key)
    return text === undefined ? { ...p, edited: false } : { ...p, parts: decodeText(text, values), edited: true }
  })
}

/** What is printed: paragraphs with words; a line break in one makes another of its kind. */
export function printedParagraphs(paragraphs: readonly EditedParagraph[]): { readonly kind: BulletinKind; readonly text: string }[] {
  return paragraphs.flatMap(({ kind, parts }) => partsText(parts).split('\n').map((text) => ({ kind, text: text.trim() })).filter(({ text }) => text !== ''))
}

/** Edits that wait: their paragraph is not in the draft now. */
export function waitingEdits(draft: readonly BulletinParagraph[], edits: readonly BulletinEdit[]): BulletinEdit[] {
  const keys = new Set(draft.map((p) => p.key))
  return edits.filter((e) => !keys.has(e.key))
}

/** The edits after one paragraph was typed into; typing the draft's own words again takes the edit out. */
export function withEdit(draft: readonly BulletinParagraph[], edits: readonly BulletinEdit[], key: string, parts: readonly BulletinPart[]): BulletinEdit[] {
  const text = encodeParts(parts)
  const own = draft.find((p) => p.key === key)
  const others = edits.filter((e) => e.key !== key)
  return own !== undefined && encodeParts(own.parts) === text ? others : [...others, { key, text }]
}
