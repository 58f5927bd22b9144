import { WorkbookError, type CustomProperty, type WorkbookModel } from '../model'
import { cleanText, codedText, escapeXml, shortened } from '../xml-text'
import { tag, XML_HEAD } from './xml'

/** Excel shows and keeps no more of a property. */
const LIMIT = 255
/** The format id under which Office looks for custom properties. */
const CUSTOM_FORMAT = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}'
/** Numbers below are reserved. */
const FIRST_CUSTOM = 2

const line = (text: string): string => escapeXml(codedText(shortened(cleanText(text).replace(/\s+/gu, ' ').trim(), LIMIT)))

export function coreXml({ title, subject, keywords, category, author, madeOn }: WorkbookModel): string {
  const time = `${madeOn}T00:00:00Z`
  const optional = (name: string, text: string | undefined): string | undefined => (text === undefined || text === '' ? undefined : tag(name, {}, line(text)))
  return XML_HEAD + tag('cp:coreProperties', {
    'xmlns:cp': 'http://schemas.openxmlformats.org/package/2006/metadata/core-properties', 'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    'xmlns:dcterms': 'http://purl.org/dc/terms/', 'xmlns:dcmitype': 'http://purl.org/dc/dcmitype/', 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
  },
  optional('dc:title', title), optional('dc:subject', subject), optional('dc:creator', author), optional('cp:keywords', keywords?.join('；')), optional('cp:lastModifiedBy', author), optional('cp:category', category),
  tag('dcterms:created', { 'xsi:type': 'dcterms:W3CDTF' }, time), tag('dcterms:modified', { 'xsi:type': 'dcterms:W3CDTF' }, time))
}

/** `Microsoft Excel` as the application: others take the cached results for granted only of files that call it. */
export function appXml({ company }: WorkbookModel): string {
  return XML_HEAD + tag('Properties', { xmlns: 'http://schemas.openxmlformats.org/officeDocument/2006/extended-properties' },
    tag('Application', {}, 'Microsoft Excel'), company === undefined || company === '' ? undefined : tag('Company', {}, line(company)), tag('AppVersion', {}, '16.0300'))
}

export function customXml(properties: readonly CustomProperty[]): string {
  const taken = new Set<string>()
  return XML_HEAD + tag('Properties', { xmlns: 'http://schemas.openxmlformats.org/officeDocument/2006/custom-properties', 'xmlns:vt': 'http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes' },
    ...properties.map(({ name, value }, i) => {
      if (!/^[\w.-]{1,64}$/u.test(name) || taken.has(name.toLowerCase())) throw new WorkbookError(`文件属性“${name}”的名称不对或用了两次，不能导出`)
      taken.add(name.toLowerCase())
      if (value.length > LIMIT) throw new WorkbookError(`文件属性“${name}”长 ${value.length} 个字，超过了 Excel 的上限 ${LIMIT}，不能导出`)
      return tag('property', { fmtid: CUSTOM_FORMAT, pid: FIRST_CUSTOM + i, name }, tag('vt:lpwstr', {}, escapeXml(codedText(value))))
    }))
}
