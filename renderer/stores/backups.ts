import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { BackupPlace, BackupPlaceId } from '#electron/shell-contract'
import { backupName, ledgerTag, newestFirst, outdatedBackups, readBackupName, shrunkTables, type BackupFile, type BackupKind, type RecordCounts } from '@/domain/backup'
import { TABLE_LABELS } from '@/domain/labels'
import type { Ledger } from '@/domain/ledger'
import { localDate, now, today } from '@/shared/clock'
import { isString, remembered } from '@/shared/preferences'
import type { ReadFile } from '@/exchange/package-file'
import { packInWorker } from '@/workers/backup-client'
import { openCopy, type OpenedCopy } from '@/workers/copy-client'
import { backUpFiles, dropUnnamedFiles, readBackedUp } from './backup-files'
import { useLedgerStore } from './ledger'
import { useShell } from './shell'

export type { OpenedCopy }

/** A copy in one of the two places. */
export interface StoredBackup extends BackupFile {
  readonly place: BackupPlaceId
}

/** The last good copy: what was in it, and after which operation it was made. */
interface LastGood {
  readonly ledgerId: string
  readonly at: string
  readonly operationId: string | null
  readonly counts: RecordCounts
}

/** How often the ledger is looked at for changes that no copy holds yet. */
export const BACKUP_EVERY_MS = 15 * 60_000

const isLastGood = (value: unknown): value is LastGood | null => value === null || (typeof value === 'object' && typeof (value as LastGood).at === 'string' && typeof (value as LastGood).counts === 'object')

/** Copies of the ledger outside of IndexedDB: made by themselves while something changes, and brought back. */
export const useBackupStore = defineStore('backups', () => {
  const ledger = useLedgerStore()
  const shell = useShell()
  const places = shallowRef<readonly BackupPlace[]>([])
  const backups = shallowRef<readonly StoredBackup[]>([])
  const working = ref(false)
  /** Faults by place, in words; empty where the last try went well. */
  const faults = ref<Partial<Record<BackupPlaceId, string>>>({})
  /** What the newest copy lost against the one before, in words; empty: nothing. */
  const shrunk = ref('')
  const lastGood = remembered<LastGood | null>('backup.last', null, isLastGood)
  /** The day on which attached files that no copy names were looked for last. */
  const filesTidied = remembered('backup.filesTidied', '', isString)
  let timer: ReturnType<typeof setInterval> | undefined
  let ahead: { readonly content: Ledger; readonly packed: ReturnType<typeof packInWorker> } | null = null

  const ready = computed(() => places.value.filter((p) => p.state === 'ready'))
  /** What the person should do about the copies, in words; null: all is well. */
  const advice = computed((): string | null => {
    if (Object.values(faults.value).some((f) => f !== '')) return '最近一次备份没有写成'
    const consent = places.value.find((p) => p.state === 'consent')
    if (consent !== undefined && ready.value.length === 0) return '浏览器要重新许可写备份文件夹'
    if (places.value.length > 0 && ready.value.length === 0) return '还没有自动备份：台账只有这台电脑上的一份'
    return null
  })

  /** Looks at places and copies anew. */
  async function refresh(): Promise<void> {
    places.value = await shell.backupPlaces()
    const found = await Promise.all(ready.value.map(({ id }) => copiesIn(id)))
    backups.value = newestFirst(found.flat())
  }

  async function copiesIn(place: BackupPlaceId): Promise<StoredBackup[]> {
    try {
      const entries = await shell.listBackups(place)
      return entries.flatMap(({ name, bytes }) => {
        const stamp = readBackupName(name)
        return stamp === null ? [] : [{ ...stamp, bytes, place }]
      })
    } catch (error) {
      faults.value = { ...faults.value, [place]: wordsOf(error) }
      return []
    }
  }

  /** Begins to make copies while the program runs. Once. */
  function start(): void {
    if (timer !== undefined) return
    timer = setInterval(() => void backUpIfChanged(), BACKUP_EVERY_MS)
    void refresh().then(backUpIfChanged)
  }

  async function backUpIfChanged(): Promise<void> {
    if (ledger.phase !== 'ready' || ready.value.length === 0) return
    const newest = await newestOperation()
    if (lastGood.value?.ledgerId === ledger.current.settings.ledgerId && lastGood.value.operationId === newest) return
    await backUp('自动')
  }

  async function newestOperation(): Promise<string | null> {
    return (await ledger.log({ limit: 1 }))[0]?.operation.id ?? null
  }

  /** Makes one copy in every place that is ready. True where at least one has been written and read back. */
  async function backUp(kind: BackupKind): Promise<boolean> {
    if (working.value || ledger.phase !== 'ready') return false
    working.value = true
    try {
      // One window at a time: two that wake together would write the same copy twice.
      return await navigator.locks.request('ledger-backup', { ifAvailable: kind === '自动' }, async (lock) => (lock === null ? false : writeCopies(kind)))
    } finally {
      working.value = false
    }
  }

  async function writeCopies(kind: BackupKind): Promise<boolean> {
    const operationId = await newestOperation()
    const content = ledger.current
    const { ledgerId } = content.settings
    let packed
    try {
      packed = await packedOf(content)
    } catch (error) {
      faults.value = Object.fromEntries(ready.value.map((p) => [p.id, wordsOf(error)]))
      return false
    }
    const before = await countsBefore(ledgerId)
    const moment = now()
    const name = backupName(localDate(moment), moment.toTimeString().slice(0, 8), kind, ledgerId)
    const told: Partial<Record<BackupPlaceId, string>> = {}
    for (const { id } of ready.value) {
      const result = await shell.writeBackup({ place: id, name, bytes: packed.bytes })
      told[id] = result.outcome === 'written' ? '' : result.message
    }
    const written = Object.values(told).includes('')
    // The ledger first: a picture that cannot be copied must not keep the figures from being safe.
    for (const { id } of ready.value) if (told[id] === '') told[id] = await backUpFiles(shell, id, ledger.files(), [...content.attachments.values()]).catch(wordsOf)
    faults.value = told
    if (written) {
      shrunk.value = shrinkWords(before, packed.counts)
      lastGood.value = { ledgerId, at: moment.toISOString(), operationId, counts: packed.counts }
    }
    await refresh()
    // What shrank may be a loss: then no older copy goes.
    if (written && shrunk.value === '') await tidy()
    return written
  }

  /** Packs the ledger as it is before a copy of it is asked for: while a person reads what a restore would change. */
  function packAhead(): void {
    if (ready.value.length === 0 || working.value) return
    const content = ledger.current
    ahead = { content, packed: packInWorker(content) }
    // Whoever asks for it is told.
    ahead.packed.catch(() => undefined)
  }

  function packedOf(content: Ledger): ReturnType<typeof packInWorker> {
    const packed = ahead?.content === content ? ahead.packed : packInWorker(content)
    ahead = null
    return packed
  }

  /** What the last good copy of this ledger held. Where this seat has forgotten it, the newest copy itself is looked into. */
  async function countsBefore(ledgerId: string): Promise<RecordCounts> {
    if (lastGood.value?.ledgerId === ledgerId) return lastGood.value.counts
    const newest = backups.value.find((b) => b.ledger === ledgerTag(ledgerId))
    if (newest === undefined) return {}
    try {
      const copy = await read(newest)
      copy.close()
      return copy.counts
    } catch {
      // A copy that cannot be read is nothing to compare with; 恢复 tells what is wrong with it.
      return {}
    }
  }

  async function tidy(): Promise<void> {
    for (const { id } of ready.value) {
      for (const { name } of outdatedBackups(backups.value.filter((b) => b.place === id), today())) await shell.removeBackup({ place: id, name }).catch(() => undefined)
    }
    await refresh()
    // Behind the person's back: reading every copy takes its time.
    if (filesTidied.value !== today()) void tidyFiles().catch(console.error)
  }

  /** Once a day: attached files that no copy names go with the copies that named them. */
  async function tidyFiles(): Promise<void> {
    // A place that is out of reach may hold copies that need a file from here.
    if (places.value.some((p) => p.state === 'missing' || p.state === 'consent')) return
    filesTidied.value = today()
    const named = new Set([...(await ledger.files().stored()).keys(), ...[...ledger.current.attachments.values()].map((a) => a.sha256)])
    await dropUnnamedFiles(shell, ready.value.map((p) => p.id), named, async (copy) => {
      const opened = await read(copy)
      opened.close()
      return opened.attachments.map((a) => a.sha256)
    })
  }

  /** Opens a copy, checked as a data package is; whoever opens it closes it. Rejects with words for the person. */
  async function read({ place, name }: Pick<StoredBackup, 'place' | 'name'>, toCompare = false): Promise<OpenedCopy> {
    return openCopy({ bytes: await shell.readBackup({ place, name }) }, toCompare)
  }

  /** The attached files that lie beside a copy, or in the other place. */
  const filesBeside = ({ place }: Pick<StoredBackup, 'place'>): ReadFile => readBackedUp(shell, [place, ...ready.value.map((p) => p.id).filter((id) => id !== place)])

  async function choosePlace(id: BackupPlaceId): Promise<void> {
    if ((await shell.chooseBackupPlace(id)) === null) return
    faults.value = { ...faults.value, [id]: '' }
    await refresh()
    await backUp('自动')
  }

  async function allowPlace(id: BackupPlaceId): Promise<void> {
    await shell.allowBackupPlace(id)
    await refresh()
    await backUpIfChanged()
  }

  async function forgetPlace(id: BackupPlaceId): Promise<void> {
    await shell.forgetBackupPlace(id)
    await refresh()
  }

  return { places, backups, working, faults, shrunk, lastGood, ready, advice, start, refresh, backUp, packAhead, backUpIfChanged, read, filesBeside, choosePlace, allowPlace, forgetPlace }
})

function shrinkWords(before: RecordCounts, after: RecordCounts): string {
  return shrunkTables(before, after).map((t) => `${TABLE_LABELS[t.table as keyof typeof TABLE_LABELS] ?? '内容'}从 ${t.before} 条变成 ${t.after} 条`).join('，')
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/^Error invoking remote method '[^']*': Error: /u, '') : String(error)
}
