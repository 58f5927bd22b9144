import { computed, onBeforeUnmount, ref, shallowRef } from 'vue'
import type { ColumnChoice, Finding, ImportChoices, SheetChoice } from '@/exchange/import/choices'
import { remembered } from '@/shared/preferences'
import { importTarget, writeImport } from '@/stores/import-edits'
import { useLedgerStore } from '@/stores/ledger'
import { ImportClient, ImportFailure, type PlannedImport } from '@/workers/import-client'
import type { SheetGlance } from '@/workers/import-messages'

export type Step = 1 | 2 | 3 | 4

/** A matching of columns by the words of a header: kept on this PC and offered for the next table with the same header. */
type Templates = Record<string, Record<string, ColumnChoice>>

function isTemplates(value: unknown): value is Templates {
  return typeof value === 'object' && value !== null && Object.values(value).every((t: unknown) => typeof t === 'object' && t !== null)
}

/** The wizard's state: going back loses nothing, every change is planned anew in the worker. */
export function useImport() {
  const ledger = useLedgerStore()
  const templates = remembered<Templates>('import.templates', {}, isTemplates)
  const step = ref<Step>(1)
  const source = ref('')
  const sheets = shallowRef<readonly SheetGlance[]>([])
  const choices = shallowRef<ImportChoices>({})
  const planned = shallowRef<PlannedImport | null>(null)
  const busy = ref<'read' | 'plan' | 'write' | null>(null)
  const progress = ref(0)
  const fault = ref('')
  let client: ImportClient | null = null
  let target = importTarget()
  let seed = ''
  let writing = new AbortController()
  let wanted = 0

  const findings = computed(() => [...(planned.value?.plan.faults ?? []), ...(planned.value?.plan.questions ?? [])])
  const used = computed(() => planned.value?.plan.sheets.filter((s) => s.used) ?? [])

  async function open(from: { bytes: Uint8Array; fileName: string } | { text: string }): Promise<void> {
    client?.cancel()
    const reading = 'text' in from ? ({ kind: 'paste', text: from.text } as const) : ({ kind: 'read', ...from } as const)
    const name = 'text' in from ? '粘贴的表' : from.fileName
    client = new ImportClient(reading, (share) => (progress.value = share))
    seed = await seedOf('text' in from ? new TextEncoder().encode(from.text) : from.bytes)
    await attempt('read', async (own) => {
      const found = await own.read()
      source.value = name
      sheets.value = found
      choices.value = {}
      planned.value = null
      step.value = 1
    })
    if (fault.value === '' && sheets.value.length > 0) await plan()
  }

  /** Plans with the choices of now; a newer wish overtakes an older one. */
  async function plan(): Promise<void> {
    const own = (wanted += 1)
    // Another window may have written since.
    if (ledger.ledger !== null) target = ledger.ledger
    await attempt('plan', async (worker) => {
      const result = await worker.plan(target, choices.value, seed)
      if (own === wanted) planned.value = result
    })
  }

  async function attempt(what: 'read' | 'plan', task: (own: ImportClient) => Promise<void>): Promise<void> {
    const own = client
    if (own === null) return
    busy.value = what
    progress.value = 0
    fault.value = ''
    try {
      await task(own)
    } catch (error) {
      if (own === client) fault.value = error instanceof ImportFailure ? error.message : '没有读成，台账没有变，请再试一次'
      if (!(error instanceof ImportFailure)) console.error(error)
    } finally {
      if (own === client) busy.value = null
    }
  }

  const change = (next: Partial<ImportChoices>): Promise<void> => {
    choices.value = { ...choices.value, ...next }
    return plan()
  }
  const changeSheet = (name: string, next: Partial<SheetChoice>): Promise<void> => change({ sheets: { ...choices.value.sheets, [name]: { ...choices.value.sheets?.[name], ...next } } })
  const changeColumn = (name: string, letters: string, next: ColumnChoice): Promise<void> => changeSheet(name, { columns: { ...choices.value.sheets?.[name]?.columns, [letters]: next } })
  const answer = (all: Readonly<Record<string, string>>): Promise<void> => change({ answers: { ...choices.value.answers, ...all } })

  function withdraw(key: string): Promise<void> {
    return change({ answers: Object.fromEntries(Object.entries(choices.value.answers ?? {}).filter(([k]) => k !== key)) })
  }

  /** Keeps how the columns of each table were matched. */
  function keepTemplates(): void {
    const kept = used.value.map((s) => [s.fingerprint, Object.fromEntries(s.columns.map((c) => [c.letters, { field: c.field, ...(c.unit === null ? {} : { unit: c.unit }), ...(c.period === null ? {} : { period: c.period }) }]))] as const)
    templates.value = { ...templates.value, ...Object.fromEntries(kept) }
  }

  /** The matching that was kept for a header like this one, where it was not taken yet. */
  function templateFor(name: string): Record<string, ColumnChoice> | null {
    const print = used.value.find((s) => s.name === name)?.fingerprint
    return print === undefined || choices.value.sheets?.[name]?.columns !== undefined ? null : (templates.value[print] ?? null)
  }

  async function write(): Promise<boolean> {
    const plan = planned.value
    if (plan === null || findings.value.length > 0 || busy.value !== null) return false
    busy.value = 'write'
    progress.value = 0
    writing = new AbortController()
    const outcome = await writeImport(target, source.value, plan.edits, { signal: writing.signal, tell: (share) => (progress.value = share) })
    busy.value = null
    if (!outcome.ok) fault.value = outcome.kind === 'stale' ? '这些项目刚被改过，导入没有写。请点“重新核对”' : outcome.message
    return outcome.ok
  }

  /** Gives up what is under way; a write leaves nothing behind. */
  function cancel(): void {
    if (busy.value === 'write') writing.abort()
    else client?.cancel()
  }

  onBeforeUnmount(() => client?.cancel())
  return { step, source, sheets, choices, planned, used, findings, busy, progress, fault, open, plan, changeSheet, changeColumn, change, answer, withdraw, keepTemplates, templateFor, write, cancel, fail: (message: string) => (fault.value = message) }
}

export type ImportState = ReturnType<typeof useImport>

async function seedOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
  return Array.from(new Uint8Array(digest), (b) => b.toString(16).padStart(2, '0')).join('')
}

/** Where a finding belongs: to the sheet as a whole (2), to a column (3), else to the rows (4). */
export function stepOf({ key, cell }: Finding): Step {
  if (/!#(?:period|unit)$/u.test(key)) return 2
  return /^[A-Z]+$/u.test(cell) || /#name$/u.test(key) ? 3 : 4
}
