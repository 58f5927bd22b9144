import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What openpyxl finds in a file beside its cells. */
export interface PythonFeatures {
  readonly properties: Readonly<Record<string, string | null>>
  readonly names: Readonly<Record<string, string>>
  readonly sheets: readonly {
    readonly state: string
    readonly filter: string | null
    readonly rowBreaks: readonly number[]
    readonly charts: number
    readonly locked: boolean
    readonly allowed: Readonly<Record<string, boolean>>
    readonly unlockedCells: readonly string[]
    /** Cell → place and tip. */
    readonly links: Readonly<Record<string, readonly [string, string | null]>>
    readonly validations: readonly (readonly [string, string | null, string, string | null, string])[]
    /** Range, formula, ground. */
    readonly conditions: readonly (readonly [string, string, string | null])[]
  }[]
}

const READER = `
import json, sys, openpyxl
b = openpyxl.load_workbook(sys.argv[1])
names = b.defined_names
names = {n.name: n.attr_text for n in (names.definedName if hasattr(names, 'definedName') else names.values())}
p = b.properties
def ground(rule):
    fill = rule.dxf.fill if rule.dxf else None
    return fill.bgColor.rgb if fill else None
out = dict(properties={k: getattr(p, k) for k in ('title', 'subject', 'keywords', 'category', 'creator')}, names=names, sheets=[])
for ws in b.worksheets:
    cells = [c for r in ws.iter_rows() for c in r]
    out['sheets'].append(dict(state=ws.sheet_state, filter=ws.auto_filter.ref, rowBreaks=[k.id for k in ws.row_breaks.brk], charts=len(ws._charts), locked=bool(ws.protection.sheet),
      allowed={k: not getattr(ws.protection, k) for k in ('sort', 'autoFilter', 'insertRows', 'formatColumns', 'deleteRows')},
      unlockedCells=[c.coordinate for c in cells if not c.protection.locked], links={c.coordinate: [c.hyperlink.location, c.hyperlink.tooltip] for c in cells if c.hyperlink},
      validations=[[v.type, v.operator, v.formula1, v.formula2, str(v.sqref)] for v in ws.data_validations.dataValidation],
      conditions=[[str(k.sqref), r.formula[0], ground(r)] for k in ws.conditional_formatting for r in k.rules]))
json.dump(out, sys.stdout, ensure_ascii=False)
`

export async function readFeatures(file: string): Promise<PythonFeatures> {
  const { stdout } = await run('/usr/bin/python3', ['-c', READER, file], { maxBuffer: 1 << 26, env: { ...process.env, PYTHONIOENCODING: 'utf-8' } })
  return JSON.parse(stdout) as PythonFeatures
}
