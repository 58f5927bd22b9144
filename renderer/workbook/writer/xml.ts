import { attributeText } from '../xml-text'

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
export const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** Attributes in the order given. Undefined and false are left out, true is 1. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** One element; what is inside is XML already. Undefined content is left out. */
export function tag(name: string, attributes: Attributes = {}, ...inside: readonly (string | undefined)[]): string {
  const content = inside.join('')
  return content === '' ? `<${name}${attributesXml(attributes)}/>` : `<${name}${attributesXml(attributes)}>${content}</${name}>`
}

/** A list element with its `count`, or nothing where the list is empty. */
export function listTag(name: string, items: readonly string[]): string {
  return items.length === 0 ? '' : tag(name, { count: items.length }, ...items)
}

function attributesXml(attributes: Attributes): string {
  let xml = ''
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue
    xml += ` ${name}="${value === true ? '1' : typeof value === 'number' ? value : attributeText(value)}"`
  }
  return xml
}
