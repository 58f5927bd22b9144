import { absoluteRange, address } from '../addresses'
import { WorkbookError, type CellPlace, type CellRange, type SheetModel, type WorkbookModel } from '../model'
import { resolveSheets } from '../sheet-keys'
import { cleanSheetNames } from '../sheet-names'

/** A sheet with the name that it really has. */
export interface NamedSheet {
  readonly model: SheetModel
  readonly name: string
}

/** The sheets of a workbook, found by key. */
export class SheetFinder {
  readonly sheets: readonly NamedSheet[]
  private readonly byKey = new Map<string, NamedSheet | null>()

  constructor(model: WorkbookModel) {
    const names = cleanSheetNames(model.sheets.map((s) => s.name))
    this.sheets = model.sheets.map((sheet, i) => ({ model: sheet, name: names[i] as string }))
    for (const sheet of this.sheets) {
      const key = sheet.model.key ?? sheet.model.name
      this.byKey.set(key, this.byKey.has(key) ? null : sheet)
    }
  }

  /** The sheet of a key; throws where none or several have it, since a link would lead to the wrong place. */
  find(key: string): NamedSheet {
    const sheet = this.byKey.get(key)
    if (sheet === undefined) throw new WorkbookError(`找不到名为“${key}”的工作表，不能导出`)
    if (sheet === null) throw new WorkbookError(`有几张工作表都叫“${key}”，分不清要指哪一张，不能导出`)
    return sheet
  }

  /** `'名称'!B7`. */
  place(key: string, at: CellPlace): string {
    return `'${this.find(key).name}'!${address(at.column, at.row)}`
  }

  /** `'名称'!$A$1:$B$7`; without a key on the sheet `own`. */
  range(key: string | undefined, own: NamedSheet, range: CellRange): string {
    return absoluteRange((key === undefined ? own : this.find(key)).name, range)
  }

  /** A formula with the sheets' real names. */
  formula(formula: string): string {
    return resolveSheets(formula, (key) => this.find(key).name)
  }
}
