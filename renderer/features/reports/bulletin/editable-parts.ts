import type { BulletinPart } from '@/domain/bulletin-parts'

/** Fills an editable element: words as text, figures as pieces that cannot be typed into. */
export function fillParts(element: HTMLElement, parts: readonly BulletinPart[]): void {
  element.replaceChildren(...parts.map((part) => {
    if (typeof part === 'string') return document.createTextNode(part)
    const figure = document.createElement('span')
    figure.className = 'figure'
    figure.contentEditable = 'false'
    figure.dataset['field'] = part.field
    figure.title = '这个数跟着台账走，删掉后可点“恢复草稿”找回'
    figure.textContent = part.value
    return figure
  }))
}

/** What stands in an editable element; whatever a browser makes of Enter is a line break. */
export function readParts(element: HTMLElement): BulletinPart[] {
  const parts: BulletinPart[] = []
  const say = (text: string): void => {
    const last = parts.at(-1)
    if (typeof last === 'string') parts[parts.length - 1] = last + text
    else if (text !== '') parts.push(text)
  }
  const walk = (node: Node): void => {
    if (node instanceof Text) return say(node.data.replaceAll('\u00a0', ' '))
    if (!(node instanceof HTMLElement)) return
    const { field } = node.dataset
    if (field !== undefined) return void parts.push({ field, value: node.textContent ?? '' })
    if (node.tagName === 'BR') return say('\n')
    if (node.tagName === 'DIV' && parts.length > 0) say('\n')
    node.childNodes.forEach(walk)
  }
  element.childNodes.forEach(walk)
  // A browser ends an emptied line with a break of its own.
  const last = parts.at(-1)
  if (typeof last === 'string') parts[parts.length - 1] = last.replace(/\n+$/u, '')
  return parts.filter((p) => p !== '')
}
