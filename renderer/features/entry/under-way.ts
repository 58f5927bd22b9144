import { shallowRef, type ShallowRef } from 'vue'
import type { ProjectEntry } from '@/domain/ledger'
import type { Period } from '@/domain/period'
import { draftReport } from '@/domain/report'
import type { ReportEntry, ReportValues } from '@/stores/report-edits'

/** One write that has been handed to storage and has not come back. */
interface Layer {
  readonly at: Period
  readonly byProject: ReadonlyMap<string, ReportValues>
}

/**
 * Values on their way to storage. The grid shows them and rests the next edit on them at once: a slow disk neither makes a
 * figure jump back nor lets a quick typist run into a conflict with himself.
 */
export interface UnderWay {
  readonly layers: ShallowRef<readonly Layer[]>
  /** The entry as it will stand. */
  over(entry: ProjectEntry, at: Period): ProjectEntry
  /** Keeps the edits in sight until `write` has come back, whatever its outcome. */
  during<T>(at: Period, edits: readonly ReportEntry[], write: () => Promise<T>): Promise<T>
}

export function useUnderWay(): UnderWay {
  const layers = shallowRef<readonly Layer[]>([])

  function over(entry: ProjectEntry, at: Period): ProjectEntry {
    const sets = layers.value.flatMap((layer) => (layer.at === at ? (layer.byProject.get(entry.project.id) ?? []) : []))
    if (sets.length === 0) return entry
    const report = Object.assign({ ...(entry.reports.get(at) ?? draftReport(entry.project.id, at)) }, ...sets)
    return { ...entry, reports: new Map(entry.reports).set(at, report) }
  }

  async function during<T>(at: Period, edits: readonly ReportEntry[], write: () => Promise<T>): Promise<T> {
    const layer: Layer = { at, byProject: new Map(edits.map((e) => [e.entry.project.id, e.set])) }
    layers.value = [...layers.value, layer]
    try {
      return await write()
    } finally {
      layers.value = layers.value.filter((l) => l !== layer)
    }
  }

  return { layers, over, during }
}
