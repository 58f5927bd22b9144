import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Period } from '@/domain/period'
import { draftsUnder, dropDraft, writeDraft } from '@/shared/drafts'
import { useLedgerStore } from './ledger'
import { useToastStore } from './toasts'

/** Something typed into a cell that could not be saved: it stays in its cell with its message until it is put right. */
export interface CellDraft {
  readonly text: string
  readonly message: string
}

/** Where a draft stands. */
export interface DraftCell {
  readonly projectId: string
  readonly field: string
}

/** By `ledger/period/project/field`. */
type Drafts = Readonly<Record<string, CellDraft>>

const STORED_AS = 'view.entry.drafts'
/** What is being typed, by the name of its cell: a draft as that of any form, until its write has come back. */
const TYPING = 'entry.cell.'
const UNFINISHED = '窗口关上时还没有存，请核对后按 F2、再按 Enter'

function isDrafts(value: unknown): value is Drafts {
  return typeof value === 'object' && value !== null && Object.values(value).every((d: unknown) => typeof d === 'object' && d !== null && typeof (d as CellDraft).text === 'string' && typeof (d as CellDraft).message === 'string')
}

function stored(): Drafts {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(STORED_AS) ?? '{}')
    return isDrafts(value) ? value : {}
  } catch {
    return {}
  }
}

/**
 * Values of 月报填报 that are not in the ledger: wrong ones, and what was being typed when the window went. They survive leaving the
 * screen and the end of the program, since nothing that was typed is thrown away. Each change is written at once and onto what other windows left there, so that no window overwrites another's.
 */
export const useEntryDraftStore = defineStore('entry-drafts', () => {
  const ledger = useLedgerStore()
  const toasts = useToastStore()
  const drafts = shallowRef<Drafts>(stored())
  // Where this PC has no room for them, this window's own are the only ones.
  let onlyHere = false

  window.addEventListener('storage', (event) => {
    if (event.key === STORED_AS && !onlyHere) drafts.value = stored()
  })

  const prefixOf = (period: Period): string => `${ledger.current.settings.ledgerId}/${period}/`

  function get(period: Period, projectId: string, field: string): CellDraft | null {
    return drafts.value[`${prefixOf(period)}${projectId}/${field}`] ?? null
  }

  function change(edit: (drafts: Record<string, CellDraft>) => void): void {
    const next = { ...(onlyHere ? drafts.value : stored()) }
    edit(next)
    drafts.value = next
    try {
      localStorage.setItem(STORED_AS, JSON.stringify(next))
      onlyHere = false
    } catch {
      if (!onlyHere) toasts.show('标红的内容太多，关掉窗口后留不住，请先改对')
      onlyHere = true
    }
  }

  function put(period: Period, cells: readonly (DraftCell & CellDraft)[]): void {
    if (cells.length > 0) change((all) => cells.forEach(({ projectId, field, text, message }) => (all[`${prefixOf(period)}${projectId}/${field}`] = { text, message })))
  }

  function drop(period: Period, cells: readonly DraftCell[]): void {
    const there = cells.filter(({ projectId, field }) => get(period, projectId, field) !== null)
    if (there.length > 0) change((all) => there.forEach(({ projectId, field }) => delete all[`${prefixOf(period)}${projectId}/${field}`]))
  }

  /** Keeps what stands in a cell's field now. */
  function type(period: Period, { projectId, field }: DraftCell, text: string): void {
    writeDraft(`${TYPING}${prefixOf(period)}${projectId}/${field}`, text)
  }

  /** The typing is over: given up, saved, or refused and kept in its cell. */
  function settle(period: Period, { projectId, field }: DraftCell): void {
    dropDraft(`${TYPING}${prefixOf(period)}${projectId}/${field}`)
  }

  /** What a window left unfinished, put among what could not be saved. */
  function adopt(): void {
    const left = draftsUnder(TYPING)
    if (left.size > 0) change((all) => left.forEach((text, cell) => typeof text === 'string' && (all[cell] = { text, message: UNFINISHED })))
    for (const cell of left.keys()) dropDraft(TYPING + cell)
  }
  // Nobody types in a window that has just started: what it finds there was left by one that was killed. One that is closed has the time itself.
  adopt()
  window.addEventListener('pagehide', adopt)

  /** The drafts of a period by project: for refusing 上报 and for the list before an export. */
  function ofPeriod(period: Period): Map<string, string[]> {
    const prefix = prefixOf(period)
    const found = new Map<string, string[]>()
    for (const name of Object.keys(drafts.value)) {
      if (!name.startsWith(prefix)) continue
      const [projectId, field] = name.slice(prefix.length).split('/') as [string, string]
      found.set(projectId, [...(found.get(projectId) ?? []), field])
    }
    return found
  }

  return { get, put, drop, type, settle, ofPeriod, count: computed(() => Object.keys(drafts.value).length) }
})
