import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { WorkbookModel } from '@/workbook/model'
import { writeWorkbook } from '@/workbook/write-workbook'

// Run as a program of its own, under another time zone: prints the SHA-256 of the workbook made from a model in JSON.
const bytes = await writeWorkbook(JSON.parse(readFileSync(process.argv[2] as string, 'utf8')) as WorkbookModel)
process.stdout.write(createHash('sha256').update(bytes).digest('hex'))
