import { HOUSE_STYLE, type BorderLine, type BorderStyle, type CellStyle, type FontStyle, type Side, type StyleKind } from '../house-style'
import type { ConditionModel } from '../model'
import { listTag, MAIN, tag, XML_HEAD } from './xml'

/** The line of cells whose style says no more than that they have one. */
const HOUSE_LINE: BorderLine = { line: 'thin', colour: '8A94A3' }
/** Office PCs here count the width of columns in 宋体 11. */
const DEFAULT_FONT: FontStyle = { name: '宋体', size: 11 }
/** Numbers below are Excel's own formats. */
const FIRST_FORMAT = 164
const OWN_FORMATS: Readonly<Record<string, number>> = { General: 0, '@': 49 }

const rgb = (colour: string): string => `FF${colour}`

/** Every different piece of XML once; others name it by its place. */
class Pieces {
  private readonly places = new Map<string, number>()

  constructor(...first: readonly string[]) {
    for (const xml of first) this.place(xml)
  }

  place(xml: string): number {
    let place = this.places.get(xml)
    if (place === undefined) this.places.set(xml, (place = this.places.size))
    return place
  }

  get all(): string[] {
    return [...this.places.keys()]
  }
}

/** The styles that the workbook's cells use, numbered as they come. A kind that no cell has is not in the file. */
export class StyleTable {
  private readonly fonts = new Pieces(fontXml(DEFAULT_FONT, 'name'))
  private readonly fills = new Pieces(tag('fill', {}, tag('patternFill', { patternType: 'none' })), tag('fill', {}, tag('patternFill', { patternType: 'gray125' })))
  private readonly borders = new Pieces(borderXml({}))
  private readonly formats = new Pieces()
  private readonly cells = new Pieces('<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>')
  private readonly conditions = new Pieces()
  private readonly known = new Map<string, number>()
  private readonly plain = new Map<StyleKind, number>()

  /** The number of a kind as it is. */
  number(kind: StyleKind): number {
    let number = this.plain.get(kind)
    if (number === undefined) this.plain.set(kind, (number = this.special(kind, false, false)))
    return number
  }

  /** `quoted` for text that a person's F2 and Enter must not turn into a formula. */
  special(kind: StyleKind, quoted: boolean, unlocked: boolean): number {
    const style = HOUSE_STYLE[kind]
    const key = `${kind} ${String(quoted)} ${String(unlocked)}`
    let number = this.known.get(key)
    if (number === undefined) this.known.set(key, (number = this.cells.place(this.cellXml(style, quoted, unlocked || style.unlocked === true))))
    return number
  }

  /** The number of a conditional look. */
  condition({ fill, colour, bold, struck }: ConditionModel['look']): number {
    const font = tag('font', {}, bold && '<b/>', struck && '<strike/>', colour && tag('color', { rgb: rgb(colour) }))
    return this.conditions.place(tag('dxf', {}, font === '<font/>' ? undefined : font, fill && tag('fill', {}, tag('patternFill', { patternType: 'solid' }, tag('fgColor', { rgb: rgb(fill) }), tag('bgColor', { rgb: rgb(fill) })))))
  }

  xml(): string {
    const formats = this.formats.all.map((code, i) => tag('numFmt', { numFmtId: FIRST_FORMAT + i, formatCode: code }))
    return XML_HEAD + tag('styleSheet', { xmlns: MAIN },
      listTag('numFmts', formats), listTag('fonts', this.fonts.all), listTag('fills', this.fills.all), listTag('borders', this.borders.all),
      listTag('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']), listTag('cellXfs', this.cells.all),
      listTag('cellStyles', [tag('cellStyle', { name: 'Normal', xfId: 0, builtinId: 0 })]), listTag('dxfs', this.conditions.all))
  }

  private cellXml(style: CellStyle, quoted: boolean, unlocked: boolean): string {
    const format = style.format === undefined ? 0 : (OWN_FORMATS[style.format] ?? FIRST_FORMAT + this.formats.place(style.format))
    const border = style.border === undefined ? 0 : this.borders.place(borderXml(style.border === true ? { left: HOUSE_LINE, right: HOUSE_LINE, top: HOUSE_LINE, bottom: HOUSE_LINE } : style.border))
    const fill = style.fill === undefined ? 0 : this.fills.place(tag('fill', {}, tag('patternFill', { patternType: 'solid' }, tag('fgColor', { rgb: rgb(style.fill) }), tag('bgColor', { indexed: 64 }))))
    const vertical = style.vertical ?? 'middle'
    return tag('xf', {
      numFmtId: format, fontId: this.fonts.place(fontXml(style.font, 'name')), fillId: fill, borderId: border, xfId: 0, quotePrefix: quoted,
      applyNumberFormat: format !== 0, applyFont: true, applyFill: fill !== 0, applyBorder: border !== 0, applyAlignment: true, applyProtection: unlocked,
    }, tag('alignment', {
      horizontal: style.horizontal, vertical: vertical === 'middle' ? 'center' : vertical, textRotation: style.stacked === true ? 255 : undefined, wrapText: style.wrap, indent: style.indent,
    }), unlocked ? tag('protection', { locked: '0' }) : undefined)
  }
}

/** A font whose parts may be left open. */
export interface FontLook {
  readonly name: FontStyle['name']
  readonly size: number
  readonly bold?: boolean | undefined
  readonly struck?: boolean | undefined
  readonly underlined?: boolean | undefined
  readonly colour?: string | undefined
}

/** A font, for a cell (`name`) or for a piece of text (`rFont`). Charset 134 (GB2312) makes a PC without it fall back to a Chinese one. */
export function fontXml({ name, size, bold, struck, underlined, colour }: FontLook, nameTag: 'name' | 'rFont'): string {
  const look = `${bold === true ? '<b/>' : ''}${struck === true ? '<strike/>' : ''}`
  const line = underlined === true ? '<u/>' : ''
  const end = `${tag('family', { val: 3 })}${tag('charset', { val: 134 })}`
  const paint = `${tag('sz', { val: size })}${tag('color', { rgb: rgb(colour ?? '000000') })}`
  // The two parents have their children in different orders.
  return nameTag === 'name' ? `<font>${look}${line}${paint}${tag('name', { val: name })}${end}</font>` : `<rPr>${tag('rFont', { val: name })}${tag('charset', { val: 134 })}${tag('family', { val: 3 })}${look}${paint}${line}</rPr>`
}

function borderXml(border: BorderStyle): string {
  const sides: readonly Side[] = ['left', 'right', 'top', 'bottom']
  return tag('border', {}, ...sides.map((side) => {
    const line = border[side]
    return line === undefined ? tag(side) : tag(side, { style: line.line }, tag('color', { rgb: rgb(line.colour ?? '000000') }))
  }), '<diagonal/>')
}
