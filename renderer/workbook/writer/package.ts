import { packText, storeBytes, zipParts, type PackedPart } from './zip'
import { RELATIONS, tag, XML_HEAD } from './xml'

const OFFICE = 'application/vnd.openxmlformats-officedocument'
const RELATION_FILE = 'application/vnd.openxmlformats-package.relationships+xml'

/** What a part is: its content type, and how another part calls it. */
export const PART_KINDS = {
  workbook: [`${OFFICE}.spreadsheetml.sheet.main+xml`, `${RELATIONS}/officeDocument`],
  sheet: [`${OFFICE}.spreadsheetml.worksheet+xml`, `${RELATIONS}/worksheet`],
  styles: [`${OFFICE}.spreadsheetml.styles+xml`, `${RELATIONS}/styles`],
  texts: [`${OFFICE}.spreadsheetml.sharedStrings+xml`, `${RELATIONS}/sharedStrings`],
  comments: [`${OFFICE}.spreadsheetml.comments+xml`, `${RELATIONS}/comments`],
  noteBoxes: [`${OFFICE}.vmlDrawing`, `${RELATIONS}/vmlDrawing`],
  drawing: [`${OFFICE}.drawing+xml`, `${RELATIONS}/drawing`],
  chart: [`${OFFICE}.drawingml.chart+xml`, `${RELATIONS}/chart`],
  picture: ['image/png', `${RELATIONS}/image`],
  core: ['application/vnd.openxmlformats-package.core-properties+xml', 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties'],
  app: [`${OFFICE}.extended-properties+xml`, `${RELATIONS}/extended-properties`],
  custom: [`${OFFICE}.custom-properties+xml`, `${RELATIONS}/custom-properties`],
} as const
export type PartKind = keyof typeof PART_KINDS

/** The parts of a file and who calls whom. Paths begin without `/`; the root is ''. */
export class OfficePackage {
  private readonly packed = new Map<string, PackedPart>()
  private readonly kinds = new Map<string, PartKind>()
  private readonly relations = new Map<string, { kind: PartKind; target: string }[]>()

  /** Says that `from` uses the part; gives the id by which `from` calls it. */
  relate(from: string, kind: PartKind, target: string): string {
    this.kinds.set(target, kind)
    const own = this.relations.get(from) ?? []
    const known = own.findIndex((r) => r.target === target)
    if (known >= 0) return `rId${known + 1}`
    this.relations.set(from, [...own, { kind, target }])
    return `rId${own.length + 1}`
  }

  addText(path: string, xml: string): void {
    this.packed.set(path, packText(xml))
  }

  addBytes(path: string, bytes: Uint8Array): void {
    this.packed.set(path, storeBytes(bytes))
  }

  addPacked(path: string, part: PackedPart): void {
    this.packed.set(path, part)
  }

  /** How many parts of a kind there are: the next one's number is one more. */
  count(kind: PartKind): number {
    return [...this.kinds.values()].filter((k) => k === kind).length
  }

  bytes(): Uint8Array {
    const files = new Map<string, PackedPart>([['[Content_Types].xml', packText(this.contentTypes())]])
    for (const [from, list] of this.relations) files.set(relationPath(from), packText(relationsXml(from, list)))
    for (const [path, part] of this.packed) files.set(path, part)
    return zipParts(files)
  }

  private contentTypes(): string {
    const types = [
      tag('Default', { Extension: 'rels', ContentType: RELATION_FILE }), tag('Default', { Extension: 'xml', ContentType: 'application/xml' }),
      tag('Default', { Extension: 'vml', ContentType: PART_KINDS.noteBoxes[0] }), tag('Default', { Extension: 'png', ContentType: PART_KINDS.picture[0] }),
    ]
    for (const [path, kind] of this.kinds) if (kind !== 'noteBoxes' && kind !== 'picture') types.push(tag('Override', { PartName: `/${path}`, ContentType: PART_KINDS[kind][0] }))
    return XML_HEAD + tag('Types', { xmlns: 'http://schemas.openxmlformats.org/package/2006/content-types' }, ...types)
  }
}

/** `xl/worksheets/_rels/sheet1.xml.rels`. */
function relationPath(from: string): string {
  const cut = from.lastIndexOf('/') + 1
  return `${from.slice(0, cut)}_rels/${from.slice(cut)}.rels`
}

/** The way from one part to another, as Office writes it: some readers do not know paths from the root. */
function wayTo(from: string, target: string): string {
  const [folders, steps] = [from.split('/').slice(0, -1), target.split('/')]
  let shared = 0
  while (shared < folders.length && folders[shared] === steps[shared]) shared += 1
  return [...folders.slice(shared).map(() => '..'), ...steps.slice(shared)].join('/')
}

function relationsXml(from: string, list: readonly { kind: PartKind; target: string }[]): string {
  return XML_HEAD + tag('Relationships', { xmlns: 'http://schemas.openxmlformats.org/package/2006/relationships' },
    ...list.map(({ kind, target }, i) => tag('Relationship', { Id: `rId${i + 1}`, Type: PART_KINDS[kind][1], Target: wayTo(from, target) })))
}
