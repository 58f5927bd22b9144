import { basename } from 'node:path'
import { dialog, type BrowserWindow } from 'electron'
import type { Payload } from './channels'
import { saveMessage, writeWhole } from './files'
import type { PrintPageResult } from './shell-contract'

/** Prints the page as it stands, to a PDF of the person's choice or by the system's print dialog. */
export async function printPage(request: Payload<'printPage'>, window: BrowserWindow): Promise<PrintPageResult> {
  return request.to === 'pdf' ? printToPdf(request, window) : printToPrinter(request, window)
}

async function printToPdf({ suggestedName, paper, landscape }: Payload<'printPage'>, window: BrowserWindow): Promise<PrintPageResult> {
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

function printToPrinter({ paper, landscape }: Payload<'printPage'>, window: BrowserWindow): Promise<PrintPageResult> {
  return new Promise((resolve) => {
    window.webContents.print({ silent: false, printBackground: true, pageSize: paper, landscape, margins: { marginType: 'none' } }, (done, reason) => {
      if (done) resolve({ outcome: 'dialog' })
      // Chromium's own English words, the only ones that it has for the two cases.
      else if (/cancel/iu.test(reason)) resolve({ outcome: 'cancelled' })
      else resolve({ outcome: 'failed', message: '打印机没有接受这份文件。请检查打印机是否连好、有没有纸，再试一次；也可以先存成 PDF' })
    })
  })
}
