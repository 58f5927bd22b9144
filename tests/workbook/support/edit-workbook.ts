import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** One thing that an owner does to the file; rows and columns from 1. */
export type OwnerStep =
  | { readonly do: 'put'; readonly sheet: string; readonly cell: string; readonly value: string | number | null }
  | { readonly do: 'insertRows'; readonly sheet: string; readonly at: number; readonly count: number }
  | { readonly do: 'reverseRows'; readonly sheet: string; readonly from: number; readonly to: number; readonly fromColumn: number }
  | { readonly do: 'copySheet'; readonly sheet: string; readonly as: string }
  | { readonly do: 'dropSheet'; readonly sheet: string }
  | { readonly do: 'clearColumn'; readonly sheet: string; readonly column: string; readonly from: number }
  | { readonly do: 'saved'; readonly at: string }

const EDITOR = `
import json, sys, datetime, openpyxl
steps = json.loads(sys.argv[3]); book = openpyxl.load_workbook(sys.argv[1]); saved = None
for s in steps:
    ws = book[s['sheet']] if 'sheet' in s else None
    if s['do'] == 'put': ws[s['cell']] = s['value']
    elif s['do'] == 'insertRows': ws.insert_rows(s['at'], s['count'])
    elif s['do'] == 'reverseRows':
        rows = [[c.value for c in r[s['fromColumn'] - 1:]] for r in ws.iter_rows(min_row=s['from'], max_row=s['to'])]
        for i, row in enumerate(reversed(rows)):
            for j, value in enumerate(row):
                cell = ws.cell(s['from'] + i, s['fromColumn'] + j)
                if cell.data_type != 'f': cell.value = value
    elif s['do'] == 'copySheet': book.copy_worksheet(ws).title = s['as']
    elif s['do'] == 'dropSheet': del book[s['sheet']]
    elif s['do'] == 'clearColumn':
        for r in range(s['from'], ws.max_row + 1): ws[s['column'] + str(r)] = None
    elif s['do'] == 'saved': saved = datetime.datetime.fromisoformat(s['at'])
if saved is not None: book.properties.modified = saved
book.save(sys.argv[2])
`

/** Does to a workbook what an owner would do, by openpyxl, and saves it under another name. */
export async function editWorkbook(file: string, to: string, steps: readonly OwnerStep[]): Promise<string> {
  await promisify(execFile)('/usr/bin/python3', ['-c', EDITOR, file, to, JSON.stringify(steps)], { env: { ...process.env, PYTHONIOENCODING: 'utf-8' } })
  return to
}
