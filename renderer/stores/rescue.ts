import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { TABLE_LABELS } from '@/domain/labels'
import { LEDGER_TABLES, LIST_TABLES, type LedgerData, type LedgerTable } from '@/domain/model'
import { writePackageFile } from '@/exchange/package-file'
import { clockTime, now, today } from '@/shared/clock'
import { readRemains, type StorageRemains } from '@/storage/rescue'
import type { FileRow } from '@/storage/rows'
import { openCopy, type OpenedCopy } from '@/workers/copy-client'
import { useShell } from './shell'

/** What is left of a storage that does not open: 'whole', a sound ledger; 'parts', records that make none; 'nothing'. */
export type Remains = 'looking' | 'whole' | 'parts' | 'nothing'

/** A ledger whose storage does not open: what can still be read of it is kept before anything is put in its place. */
export const useRescueStore = defineStore('rescue', () => {
  const shell = useShell()
  const remains = ref<Remains>('looking')
  const read = shallowRef<StorageRemains | null>(null)
  /** The ledger that was read out of the storage, checked like any file; null: none can be made of it. */
  const own = shallowRef<OpenedCopy | null>(null)
  /** Where what was read has been saved; empty: not yet. */
  const saved = ref('')
  const working = ref(false)
  let bytes: Uint8Array<ArrayBuffer> | null = null

  /** `月报 780 条，项目 65 个` of what was read. */
  const words = computed(() => {
    const tables = read.value?.tables ?? {}
    return LEDGER_TABLES.flatMap((table) => (tables[table] === undefined || tables[table].length === 0 ? [] : [`${TABLE_LABELS[table]} ${tables[table].length} 条`])).join('，')
  })
  const unreadable = computed(() => (read.value?.unreadable ?? []).map((table) => TABLE_LABELS[table as LedgerTable] ?? '操作记录').join('、'))

  /** Reads what is left. Changes nothing. */
  async function look(): Promise<void> {
    remains.value = 'looking'
    read.value = await readRemains().catch(() => null)
    own.value?.close()
    own.value = read.value === null ? null : await wholeLedger(read.value)
    remains.value = read.value === null ? 'nothing' : own.value === null ? 'parts' : 'whole'
  }

  /** The records as a ledger with its files, read like any ledger file; null where they make none. */
  async function wholeLedger({ tables, unreadable: lost }: StorageRemains): Promise<OpenedCopy | null> {
    if (lost.some((table) => (LEDGER_TABLES as readonly string[]).includes(table))) return null
    try {
      const data = { ...Object.fromEntries(LIST_TABLES.map((table) => [table, tables[table] ?? []])), settings: tables['settings']?.[0] } as unknown as LedgerData
      const files = new Map(((tables['files'] ?? []) as readonly FileRow[]).map((f) => [f.sha256, f]))
      const bytesOf = async (sha256: string): Promise<Uint8Array | null> => new Uint8Array((await files.get(sha256)?.bytes.arrayBuffer()) ?? new ArrayBuffer(0))
      bytes = await writePackageFile(data, new Map([...files.values()].map((f) => [f.sha256, f.size])), bytesOf)
      return await openCopy({ bytes: bytes.slice() })
    } catch {
      bytes = null
      return null
    }
  }

  /** Saves what was read: as a ledger file where it is one, else as its bare records. Empty: it went well, or the person gave up. */
  async function save(): Promise<string> {
    if (read.value === null || working.value) return ''
    working.value = true
    try {
      const { files: _files, ...records } = read.value.tables
      const content = bytes ?? new TextEncoder().encode(JSON.stringify({ format: 'key-project-ledger-remains', unreadable: read.value.unreadable, tables: records }))
      const suggestedName = `打不开的台账_${today().replaceAll('-', '')}_${clockTime(now()).replace(':', '')}.json`
      const result = await shell.saveFile({ suggestedName, kind: { label: bytes === null ? '读出来的记录' : '台账文件', extension: 'json' }, bytes: content })
      if (result.outcome === 'saved') saved.value = result.where === null ? `${result.name}，在浏览器的下载文件夹里` : `${result.name}，在 ${result.where}`
      return result.outcome === 'failed' ? result.message : ''
    } finally {
      working.value = false
    }
  }

  return { remains, own, saved, working, words, unreadable, look, save }
})
