import { describe, expect, it } from 'vitest'
import { demoLedger } from '@/data/demo'
import { demoAttachments, readDemoFile } from '@/data/demo-files'
import { fileKind, KIND_BYTES } from '@/domain/file-kind'
import { ATTACHED_TO, type AttachedTo } from '@/domain/method-records'
import { pictureSize } from '@/domain/picture-header'
import { recordFault } from '@/domain/schema'
import { checkLedger } from '@/exchange/check-ledger'
import { sha256Bytes } from '@/exchange/canonical-json'

describe('the files of the demonstration ledger', () => {
  const records = demoAttachments()

  it('hang on live records of each kind that takes files, say that they are made up, and leave the ledger sound', () => {
    const data = { ...demoLedger(), attachments: records }
    const ids = (table: AttachedTo): string[] => data[table].filter((r) => r.deletedAt === null).map((r) => r.id)
    expect(records.filter((a) => !ids(a.table).includes(a.recordId))).toEqual([])
    expect(new Set(records.map((a) => a.table))).toEqual(new Set(ATTACHED_TO))
    expect(records.flatMap((a) => recordFault('attachments', a) ?? [])).toEqual([])
    expect(records.filter((a) => !a.caption?.startsWith('虚构演示'))).toEqual([])
    expect(checkLedger(data)).toEqual([])
  })

  it('are what their records say: size, hash and kind, and small', async () => {
    for (const record of records) {
      const bytes = (await readDemoFile(record.sha256))!
      expect([bytes.length, await sha256Bytes(bytes)]).toEqual([record.size, record.sha256])
      expect(fileKind(bytes.subarray(0, KIND_BYTES), bytes.length)).toMatchObject({ ok: true, type: record.type })
      expect(bytes.length).toBeLessThan(60_000)
      if (record.type === 'image/png') expect(pictureSize(record.type, bytes)).toEqual({ width: 400, height: 280 })
    }
    expect(await readDemoFile('0'.repeat(64))).toBeNull()
  })
})
