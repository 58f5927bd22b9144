/** One child element of an XML element, as it stands in the text. */
export interface XmlChild {
  readonly name: string
  readonly xml: string
}

const TAG = /<(\/?)([\w:]+)(?:\s[^>]*?)?(\/?)>/gu

/** The children of the one element that `inner` is the content of. For the small parts that the shell book is made of. */
export function xmlChildren(inner: string): XmlChild[] {
  const children: XmlChild[] = []
  let depth = 0
  let start = 0
  for (const match of inner.matchAll(TAG)) {
    const [whole, closing, name = '', alone] = match
    if (closing === '' && depth === 0) start = match.index
    if (closing === '/') depth -= 1
    else if (alone === '') depth += 1
    if (depth === 0) children.push({ name, xml: inner.slice(start, match.index + whole.length) })
  }
  return children
}

/** The children in the order of the schema; names that the schema does not have stay last, equals keep their order. */
export function inSchemaOrder(children: readonly XmlChild[], order: readonly string[]): XmlChild[] {
  const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length)
  return [...children].sort((a, b) => rank(a.name) - rank(b.name))
}

/** Order of the children of `<font>` and `<rPr>` (ECMA-376 part 1, 18.8.22); ExcelJS writes `sz` after `scheme`. */
export const FONT_ORDER = ['rFont', 'b', 'i', 'strike', 'condense', 'extend', 'outline', 'shadow', 'u', 'vertAlign', 'sz', 'color', 'name', 'family', 'charset', 'scheme'] as const

/** Order of the children of `<worksheet>` (18.3.1.99); ExcelJS writes `legacyDrawing` behind `extLst`. */
export const SHEET_ORDER = [
  'sheetPr', 'dimension', 'sheetViews', 'sheetFormatPr', 'cols', 'sheetData', 'sheetCalcPr', 'sheetProtection', 'protectedRanges', 'scenarios', 'autoFilter',
  'sortState', 'dataConsolidate', 'customSheetViews', 'mergeCells', 'phoneticPr', 'conditionalFormatting', 'dataValidations', 'hyperlinks', 'printOptions', 'pageMargins',
  'pageSetup', 'headerFooter', 'rowBreaks', 'colBreaks', 'customProperties', 'cellWatches', 'ignoredErrors', 'smartTags', 'drawing', 'legacyDrawing', 'legacyDrawingHF',
  'picture', 'oleObjects', 'controls', 'webPublishItems', 'tableParts', 'extLst',
] as const
