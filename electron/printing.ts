import { basename } from 'node:path'
import { dialog, type BrowserWindow } from 'electron'
import type { Payload } from './channels'
import { saveMessage, writeWhole } from './files'
import type { PrintPageResult } from './shell-contract'

/** Prints the page as it stands to a PDF of the person's choice. */
export async function printPage({ suggestedName, paper, landscape }: Payload<'printPage'>, window: BrowserWindow): Promise<PrintPageResult> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, { title: '打印为 PDF', defaultPath: suggestedName, buttonLabel: '保存', filters: [{ name: 'PDF 文件', extensions: ['pdf'] }] })
  if (canceled || filePath === '') return { outcome: 'cancelled' }
  try {
    const pdf = await window.webContents.printToPDF({ pageSize: paper, landscape, printBackground: true, preferCSSPageSize: true })
    await writeWhole(filePath, pdf)
    return { outcome: 'saved', where: filePath }
  } catch (error) {
    return { outcome: 'failed', message: saveMessage(error, basename(filePath)) }
  }
}
