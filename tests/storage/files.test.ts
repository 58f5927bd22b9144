import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Attachment } from '@/domain/method-records'
import { filesOf } from '@/storage/files'
import { replaceLedger } from '@/storage/ledger-store'
import { recordOperation } from '@/storage/operation'
import { readUndoState, redoOperation, undoOperation } from '@/storage/undo'
import { NO_FILES, takeFiles } from '@/stores/attached-files'
import { addAttachments, removeAttachment } from '@/stores/attachment-edits'
import { SOUND_METHODS } from '../unit/domain/method-support'
import { clock, openSmallLedger, PROJECT_A, smallLedger } from './support/open-ledger'

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
const fileOf = (text: string) => ({ sha256: hashOf(text), bytes: new Blob([text], { type: 'image/png' }), thumbnail: null })
const attached = (id: string, text: string): Attachment => ({ ...SOUND_METHODS.attachments, id, table: 'projects', recordId: PROJECT_A, sha256: hashOf(text), size: text.length })
/** Two days on: what waits for its record has waited long enough. */
const later = () => new Date(clock().getTime() + 48 * 60 * 60_000)

describe('bytes of attached files', () => {
  it('are kept once by their hash, and the log holds the hash alone', async () => {
    const { database } = await openSmallLedger()
    const files = filesOf(database, clock)
    for (const id of ['A1', 'A2']) {
      await files.put(fileOf('图片'))
      await recordOperation(database, clock, addAttachments([attached(id, '图片')], '甲项目'))
    }
    expect(await files.stored()).toEqual(new Map([[hashOf('图片'), 6]]))
    expect(await (await files.get(hashOf('图片')))!.bytes.text()).toBe('图片')
    expect(JSON.stringify(await database.changes.toArray()).length).toBeLessThan(2000)
  })

  it('stay as long as undo or redo can bring the record back, and go when nothing can', async () => {
    const { database } = await openSmallLedger()
    const files = filesOf(database, later)
    await filesOf(database, clock).put(fileOf('甲'))
    const added = (await recordOperation(database, clock, addAttachments([attached('A1', '甲')], '甲项目')))!
    expect(await files.clean()).toBe(0)
    // Taken off: undo may want it.
    const removed = (await recordOperation(database, clock, removeAttachment(attached('A1', '甲'))))!
    expect(await files.clean()).toBe(0)
    await undoOperation(database, clock, removed.operation)
    await undoOperation(database, clock, added.operation)
    // The making itself is undone, the record is gone; redo may want it.
    expect(await database.attachments.count()).toBe(0)
    expect(await files.clean()).toBe(0)
    await redoOperation(database, clock, (await readUndoState(database)).redo.at(-1)!)
    expect(await files.clean()).toBe(0)
    await recordOperation(database, clock, removeAttachment(attached('A1', '甲')))
    await replaceLedger(database, clock, smallLedger(), '导入台账')
    expect(await files.clean()).toBe(1)
    expect(await files.get(hashOf('甲'))).toBeNull()
  })

  it('that wait for their record are not taken away', async () => {
    const { database } = await openSmallLedger()
    await filesOf(database, clock).put(fileOf('刚选的'))
    expect(await filesOf(database, clock).clean()).toBe(0)
    expect(await filesOf(database, later).clean()).toBe(1)
  })

  it('come with a ledger where they are what their hash says; others stay missing and nothing is refused', async () => {
    const { database } = await openSmallLedger()
    const files = filesOf(database, clock)
    const contents: Readonly<Record<string, string>> = { [hashOf('甲')]: '甲', [hashOf('乙')]: '丁' }
    const read = async (sha256: string) => (contents[sha256] === undefined ? null : new TextEncoder().encode(contents[sha256]))
    const attachments = ['甲', '乙', '丙'].map((text, i) => ({ ...attached(`A${i}`, text), size: 3 }))
    await takeFiles(files, attachments, read)
    expect([...(await files.stored()).keys()]).toEqual([hashOf('甲')])
    await takeFiles(files, attachments, NO_FILES)
    expect((await files.stored()).size).toBe(1)
  })
})
