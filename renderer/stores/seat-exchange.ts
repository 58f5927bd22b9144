import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { sameValue } from '@/exchange/merge/same-value'
import { PackageError } from '@/exchange/package'
import { filesBehind, splitText, withFilesBehind, type ReadFile } from '@/exchange/package-file'
import { filesOfOperations, makeChangePackage, readChangePackage, writeChangePackage } from '@/exchange/seat/change-package'
import { replay, type Loss } from '@/exchange/seat/replay'
import { compareOperations, covers, headsOf, unite, type SeatOperation } from '@/exchange/seat/seat-operation'
import type { LedgerRecords, LedgerTable } from '@/domain/model'
import { liveHashes } from '@/domain/attachment'
import { ledgerData } from '@/domain/ledger'
import type { Period } from '@/domain/period'
import { draftReport } from '@/domain/report'
import { now, today } from '@/shared/clock'
import { isString, remembered } from '@/shared/preferences'
import type { SeatLog } from '@/storage/seat-log'
import { NO_FILES, readStored } from './attached-files'
import { useLedgerStore, type Edit } from './ledger'
import { useShell } from './shell'

export interface Peer {
  readonly seat: string
  readonly name: string
  readonly at: string | null
}

export interface SeatOutcome {
  readonly ok: boolean
  /** Null: the person gave up. */
  readonly message: string | null
}

const KIND = { label: '交换文件', extension: 'json' } as const

/** Exchange of changes with the office's other PCs, by files. */
export const useSeatExchangeStore = defineStore('seat-exchange', () => {
  const ledger = useLedgerStore()
  const name = remembered('seat.name', '', isString)
  const dismissed = remembered<string[]>('seat.dismissed', [], (v): v is string[] => Array.isArray(v) && v.every(isString))
  const log = shallowRef<SeatLog | null>(null)
  const losses = shallowRef<readonly Loss[]>([])
  const busy = ref(false)
  /** What the last step came to; kept here, for the screen is made anew when another ledger opens. */
  const outcome = shallowRef<SeatOutcome | null>(null)
  /** A whole ledger that would replace this one, waiting for the person's yes. */
  let joiningFiles: ReadFile = NO_FILES
  const joining = shallowRef<{ readonly text: string; readonly from: string; readonly projects: number } | null>(null)

  const peers = computed<Peer[]>(() => (log.value?.peers ?? []).map((p) => ({ seat: p.seat, name: p.name ?? p.seat.slice(-4), at: p.at ?? null })))
  const ownName = computed(() => (name.value.trim() === '' ? `电脑 ${log.value?.seat.slice(-4) ?? ''}` : name.value.trim()))
  const open = computed(() => losses.value.filter((l) => l.open && !dismissed.value.includes(keyOf(l))))

  /** Names one lost change, whatever else happens. */
  const keyOf = (loss: Loss): string => `${loss.by.id}/${loss.recordId}/${loss.field}/${loss.over?.id ?? ''}`

  async function refresh(): Promise<SeatLog | null> {
    log.value = await ledger.seatLog()
    losses.value = log.value === null || log.value.operations.every((o) => o.lineage === undefined) ? [] : replay(operationsOf(log.value), currentRecord).losses
    return log.value
  }

  function currentRecord(table: LedgerTable, id: string): LedgerRecords[LedgerTable] | undefined {
    return records().get(`${table}/${id}`)
  }
  let cached: { of: unknown; map: Map<string, LedgerRecords[LedgerTable]> } | null = null
  function records(): Map<string, LedgerRecords[LedgerTable]> {
    if (cached?.of === ledger.current) return cached.map
    const data = ledgerData(ledger.current)
    const map = new Map<string, LedgerRecords[LedgerTable]>()
    for (const [table, list] of Object.entries(data)) for (const record of Array.isArray(list) ? (list as LedgerRecords[LedgerTable][]) : [list as LedgerRecords[LedgerTable]]) map.set(`${table}/${record.id}`, record)
    cached = { of: ledger.current, map }
    return map
  }

  /** Saves what another PC lacks; `whole` sends everything, for a PC that begins. */
  function send(to: Peer | null, whole: boolean): Promise<void> {
    return during(async () => {
      const own = await refresh()
      if (own === null) return { ok: false, message: '还没有打开台账' }
      const since = own.peers.find((p) => p.seat === to?.seat)?.heads ?? {}
      const facts = { ledgerId: ledger.current.settings.ledgerId, lineage: own.lineage, from: { seat: own.seat, name: ownName.value }, since }
      const content = makeChangePackage(facts, operationsOf(own), whole ? ledger.data() : null)
      if (!whole && content.operations.length === 0) return { ok: false, message: '没有那台电脑还不知道的改动，不用导出' }
      // The bytes of the files that these changes name, as far as they are on this PC.
      const here = await ledger.files().stored()
      const all = [...ledger.current.attachments.values()]
      const named = whole ? [...liveHashes(all)].map(([sha256, size]) => ({ sha256, size })).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)) : filesOfOperations(content.operations, all)
      const files = named.filter((f) => here.get(f.sha256) === f.size)
      const text = new TextEncoder().encode(await writeChangePackage({ ...content, files }))
      const result = await useShell().saveFile({ suggestedName: `${whole ? '整本' : '改动'}_${ownName.value.replace(/[\\/:*?"<>|]/gu, ' ')}_${today().replaceAll('-', '')}.json`, kind: KIND, bytes: await withFilesBehind(text, files, readStored(ledger.files())) })
      if (result.outcome === 'cancelled') return { ok: false, message: null }
      if (result.outcome === 'failed') return { ok: false, message: result.message }
      return { ok: true, message: `已导出 ${result.name}：${whole ? '整本台账和' : ''}${content.operations.length} 步改动${result.where === null ? '，在浏览器的下载文件夹里' : `，存在 ${result.where}`}` }
    })
  }

  /** Takes in a file of another PC. */
  function receive(): Promise<void> {
    return during(async () => {
      const file = await useShell().openFile({ kind: KIND })
      if (file === null) return { ok: false, message: null }
      try {
        const [text, rest] = splitText(file.bytes)
        return await takeIn(text, rest)
      } catch (error) {
        if (error instanceof PackageError) return { ok: false, message: `${file.name}：${error.message}` }
        throw error
      }
    })
  }

  async function takeIn(text: string, rest: Uint8Array): Promise<SeatOutcome> {
    const content = await readChangePackage(text)
    const files = await filesBehind(content.files ?? [], rest, () => '')
    const read: ReadFile = async (sha256) => files.get(sha256) ?? null
    const own = await refresh()
    const peer = { seat: content.from.seat, name: content.from.name, heads: content.heads, at: now().toISOString() }
    const incoming = [...content.operations].sort(compareOperations)
    if (own !== null && own.seat === content.from.seat) return { ok: false, message: '这是本机自己导出的文件，请拿到另一台电脑上收' }
    if (own === null || own.lineage !== content.lineage) {
      if (content.ledger === null) {
        return { ok: false, message: content.ledgerId === ledger.current.settings.ledgerId ? '这两台电脑的台账不是从同一份接上的。请让对方用“整本给另一台电脑”导出，本机收进之后就能互相交换改动' : '这是另一本台账的改动，没有收' }
      }
      joiningFiles = read
      joining.value = { text, from: content.from.name, projects: content.ledger.projects.filter((p) => p.name !== null && p.deletedAt === null).length }
      return { ok: false, message: null }
    }
    const known = operationsOf(own)
    const fresh = incoming.filter((o) => !known.some((k) => k.id === o.id))
    if (!covers(headsOf(known), content.since)) return { ok: false, message: '中间缺了一次的改动，接不上。请把漏收的文件先收进来，或让对方重新导出' }
    const before = new Set(losses.value.map(keyOf))
    const replayed = replay(unite(known, incoming), currentRecord)
    const changed = replayed.records.filter((r) => !sameValue(records().get(`${r.table}/${r.id}`) ?? null, r.record))
    const outcome = await ledger.receive(own, { operations: fresh.map(asRow), records: changed, peer })
    if (!outcome.ok) return { ok: false, message: outcome.message }
    const taken = await ledger.takeFiles([...ledger.current.attachments.values()], read)
    if (!taken.ok) return { ok: false, message: `改动收进了，附件没有存下：${taken.message}` }
    await refresh()
    const news = losses.value.filter((l) => l.open && !before.has(keyOf(l))).length
    return { ok: true, message: fresh.length === 0 ? `${content.from.name}的这些改动本机都已经有了，没有变化` : `收进 ${content.from.name} 的 ${fresh.length} 步改动，变了 ${changed.length} 条记录${news === 0 ? '' : `；有 ${news} 处两台都改了，请看下面`}` }
  }

  /** Takes over another PC's whole ledger; what is here goes, as with 导入台账. */
  function join(): Promise<void> {
    const text = joining.value?.text ?? ''
    joining.value = null
    return during(async () => {
      const content = await readChangePackage(text)
      if (content.ledger === null) return { ok: false, message: '这个文件里只有改动，没有整本台账' }
      const peer = { seat: content.from.seat, name: content.from.name, heads: content.heads, at: now().toISOString() }
      const joined = await ledger.join(content.ledger, content.lineage, content.operations.map(asRow), peer, `接上 ${content.from.name} 的台账`)
      if (!joined.ok) return { ok: false, message: joined.message }
      await ledger.takeFiles(content.ledger.attachments, joiningFiles)
      joiningFiles = NO_FILES
      await refresh()
      return { ok: true, message: `已接上 ${content.from.name} 的台账，从现在起两台可以互相交换改动` }
    })
  }

  /** Puts a change that was overtaken in the place of what stands there; one recorded operation. */
  function takeLost(loss: Loss): Promise<void> {
    return during(async () => {
      const record = currentRecord(loss.table, loss.recordId) as unknown as Record<string, unknown> | undefined
      const written = await ledger.record({
        name: '改用另一台电脑的值', reason: `原是“${loss.by.name}”`,
        edits: [{ table: loss.table, id: loss.recordId, set: { [loss.field]: loss.lost }, ...(record === undefined ? blankReport(loss) : { expect: { [loss.field]: record[loss.field] } }) } as Edit],
      })
      await refresh()
      return written.ok ? { ok: true, message: '已改用那个值，另一台电脑下次收进后也会是它' } : { ok: false, message: written.message }
    })
  }

  function dismiss(loss: Loss): void {
    dismissed.value = [...dismissed.value, keyOf(loss)]
  }

  async function during(task: () => Promise<SeatOutcome>): Promise<void> {
    if (busy.value) return
    busy.value = true
    outcome.value = null
    try {
      outcome.value = await task()
    } catch (error) {
      console.error(error)
      outcome.value = { ok: false, message: '没有做完，台账没有变。请再试一次' }
    } finally {
      busy.value = false
    }
  }

  return { name, ownName, peers, open, busy, joining, outcome, refresh, send, receive, join, takeLost, dismiss }
})

/** A report that a locked month held back as a whole is begun anew. */
function blankReport({ table, recordId }: Loss): Partial<Edit> {
  return table === 'progressReports' ? ({ blank: draftReport(recordId.slice(0, -8), recordId.slice(-7) as Period) } as Partial<Edit>) : {}
}

function operationsOf(log: SeatLog): SeatOperation[] {
  return log.operations.map(({ lineage: _lineage, changes, ...o }) => ({ ...o, kind: o.kind as SeatOperation['kind'], changes: changes.map(({ operationId: _operation, ...c }) => c) })).sort(compareOperations)
}

function asRow(operation: SeatOperation) {
  return { ...operation, changes: operation.changes.map((c) => ({ ...c, operationId: operation.id })) }
}
