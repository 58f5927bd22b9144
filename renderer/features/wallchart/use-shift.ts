import { computed, ref, shallowRef } from 'vue'
import { cycleWords } from '@/domain/dependency-graph'
import type { WallMark, WallRow } from '@/domain/wall-chart'
import { shiftMilestone, type ShiftMode, type ShiftPreview } from '@/domain/milestone-shift'
import { addDays, dayNumber } from '@/domain/period'
import { milestonesOf } from '@/domain/project-records'
import { useLedgerStore } from '@/stores/ledger'
import { shiftMilestones } from '@/stores/milestone-edits'
import { useToastStore } from '@/stores/toasts'

/** A milestone that is being moved, before it is let go. */
interface Shifting {
  readonly row: WallRow
  readonly mark: WallMark
  readonly days: number
  readonly mode: ShiftMode
}

/** Moving a milestone along the chart: a preview while it is held, one operation when it is let go. */
export function useShift() {
  const ledger = useLedgerStore()
  const toasts = useToastStore()
  const shifting = shallowRef<Shifting | null>(null)
  const busy = ref(false)

  const preview = computed<ShiftPreview | null>(() => {
    const now = shifting.value
    if (now === null || now.days === 0) return null
    const { milestone } = now.mark
    if (milestone.planFinish === null) return null
    const start = milestone.planStart === null ? null : addDays(milestone.planStart, now.days)
    return shiftMilestone(milestonesOf(now.row.entry), milestone.id, { start, finish: addDays(milestone.planFinish, now.days) }, now.mode)
  })

  /** Where the preview puts each milestone, by id. */
  const moved = computed<ReadonlyMap<string, number>>(() => {
    if (preview.value?.ok !== true) return new Map()
    return new Map(preview.value.moves.flatMap(({ milestone, to }) => (to.finish === null ? [] : [[milestone.id, dayNumber(to.finish)] as const])))
  })

  /** What letting go would do, in words. */
  const words = computed(() => {
    const now = shifting.value
    if (now === null) return ''
    if (preview.value === null) return '左右移动改计划完成日；按住 Shift 让后面的节点一起平移；Esc 取消'
    if (!preview.value.ok) return cycleWords(preview.value.cycle)
    const { moves, heldBy } = preview.value
    const own = moves.find((m) => m.milestone.id === now.mark.milestone.id)
    const others = moves.length - (own === undefined ? 0 : 1)
    const held = heldBy === null ? '' : `，受前置“${heldBy.name}”限制，不能再早`
    return own === undefined ? `不变${held}` : `${now.mark.milestone.name}：${now.mark.milestone.planFinish} → ${own.to.finish}（${own.days! > 0 ? '延' : '提前'} ${Math.abs(own.days!)} 天）${others > 0 ? `，${now.mode} ${others} 个后续节点` : ''}${held}`
  })

  /** Takes hold of a milestone; says why where it cannot move. */
  function begin(row: WallRow, mark: WallMark): boolean {
    if (mark.state === '已完成' || mark.milestone.actualFinish !== null) {
      toasts.show(`“${mark.milestone.name}”已完成，不能推移`)
      return false
    }
    shifting.value = { row, mark, days: 0, mode: '顺延' }
    return true
  }

  function move(days: number, mode: ShiftMode): void {
    if (shifting.value !== null && (shifting.value.days !== days || shifting.value.mode !== mode)) shifting.value = { ...shifting.value, days, mode }
  }

  function cancel(): void {
    shifting.value = null
  }

  async function commit(): Promise<void> {
    const [now, next] = [shifting.value, preview.value]
    if (now === null || next?.ok !== true || next.moves.length === 0 || busy.value) return cancel()
    const done = words.value
    busy.value = true
    const outcome = await ledger.record(shiftMilestones(now.row.entry, now.mark.milestone, next.moves))
    busy.value = false
    cancel()
    if (outcome.ok) toasts.show(`已推移 ${done}`, { undoable: true })
    else if (outcome.kind !== 'stale') toasts.show(outcome.message)
  }

  return { shifting, moved, words, begin, move, cancel, commit }
}
