import { WorkbookError, type Anchor, type DrawingModel, type PictureModel } from '../model'
import { cleanText, shortened } from '../xml-text'
import { chartXml } from './chart-xml'
import type { NamedSheet } from './sheet-finder'
import type { SheetPlace } from './sheet-part'
import { RELATIONS, tag, XML_HEAD } from './xml'

export const DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/main'
const SHEET_DRAWING = 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing'
const CHART = 'http://schemas.openxmlformats.org/drawingml/2006/chart'
const EMU_PER_MM = 36_000
const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const TEXT_LIMITS = { name: 128, alternative: 1024 } as const

/** The pictures of a workbook that are in the file already; one that stands in several places is there once. */
const written = new WeakMap<object, Map<Uint8Array, string>>()

/** Writes a sheet's charts and pictures; gives the element by which the sheet calls them. */
export function addDrawings(sheet: NamedSheet, at: SheetPlace): string {
  const drawings = sheet.model.drawings ?? []
  if (drawings.length === 0) return ''
  const path = `xl/drawings/drawing${at.number}.xml`
  const anchors = drawings.map((drawing, i) => anchorXml(drawing.at, objectXml(drawing, i + 2, path, sheet, at)))
  at.file.addText(path, XML_HEAD + tag('xdr:wsDr', { 'xmlns:xdr': SHEET_DRAWING, 'xmlns:a': DRAWING, 'xmlns:r': RELATIONS }, ...anchors))
  return tag('drawing', { 'r:id': at.file.relate(at.path, 'drawing', path) })
}

function objectXml(drawing: DrawingModel, id: number, path: string, sheet: NamedSheet, at: SheetPlace): string {
  const label = tag('xdr:cNvPr', { id, name: textLine(drawing.name, TEXT_LIMITS.name), descr: shortened(cleanText(drawing.alternative), TEXT_LIMITS.alternative) })
  if (drawing.kind === 'picture') return pictureXml(drawing, label, at.file.relate(path, 'picture', addPicture(drawing, at)))
  const chart = `xl/charts/chart${at.file.count('chart') + 1}.xml`
  const relation = at.file.relate(path, 'chart', chart)
  at.file.addText(chart, chartXml(drawing, sheet, at.book))
  return tag('xdr:graphicFrame', { macro: '' },
    tag('xdr:nvGraphicFramePr', {}, label, '<xdr:cNvGraphicFramePr/>'),
    '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>',
    tag('a:graphic', {}, tag('a:graphicData', { uri: CHART }, tag('c:chart', { 'xmlns:c': CHART, 'r:id': relation }))))
}

function pictureXml({ at }: PictureModel, label: string, relation: string): string {
  const [width, height] = 'width' in at ? [at.width, at.height] : [1, 1]
  return tag('xdr:pic', {},
    tag('xdr:nvPicPr', {}, label, '<xdr:cNvPicPr><a:picLocks noChangeAspect="1"/></xdr:cNvPicPr>'),
    tag('xdr:blipFill', {}, tag('a:blip', { 'r:embed': relation }), '<a:stretch><a:fillRect/></a:stretch>'),
    tag('xdr:spPr', {}, tag('a:xfrm', {}, '<a:off x="0" y="0"/>', extent('a:ext', width, height)), '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'))
}

function addPicture({ png }: PictureModel, { file }: SheetPlace): string {
  if (PNG_SIGNATURE.some((byte, i) => png[i] !== byte)) throw new WorkbookError('有一张图片不是 PNG，不能放进工作簿')
  const known = written.get(file) ?? new Map<Uint8Array, string>()
  written.set(file, known)
  let path = known.get(png)
  if (path === undefined) {
    path = `xl/media/image${known.size + 1}.png`
    known.set(png, path)
    file.addBytes(path, png)
  }
  return path
}

function anchorXml(at: Anchor, object: string): string {
  const corner = (name: string, column: number, row: number): string => tag(name, {}, tag('xdr:col', {}, String(column)), '<xdr:colOff>0</xdr:colOff>', tag('xdr:row', {}, String(row)), '<xdr:rowOff>0</xdr:rowOff>')
  if ('width' in at) return tag('xdr:oneCellAnchor', {}, corner('xdr:from', at.column - 1, at.row - 1), extent('xdr:ext', at.width, at.height), object, '<xdr:clientData/>')
  return tag('xdr:twoCellAnchor', { editAs: 'oneCell' }, corner('xdr:from', at.left - 1, at.top - 1), corner('xdr:to', at.right, at.bottom), object, '<xdr:clientData/>')
}

/** A size in mm. */
function extent(name: string, width: number, height: number): string {
  if (!(width > 0 && height > 0 && width < 10_000 && height < 10_000)) throw new WorkbookError(`图的大小 ${String(width)} × ${String(height)} 毫米不对，不能导出`)
  return tag(name, { cx: String(Math.round(width * EMU_PER_MM)), cy: String(Math.round(height * EMU_PER_MM)) })
}

export function textLine(text: string, most: number): string {
  return shortened(cleanText(text).replace(/\s+/gu, ' ').trim(), most)
}
