import { defineStore } from 'pinia'
import { computed, ref, shallowRef, watch } from 'vue'
import { freeRoom, roomState, type StorageRoom } from '@/domain/storage-room'
import { fileSize as sizeInWords } from '@/domain/attachment'
import { useLedgerStore } from './ledger'
import { useShell } from './shell'

/** How often the room is looked at while the program runs. */
export const LOOK_EVERY_MS = 5 * 60_000

/** How much room the ledger has on this PC; looked at from the start on, and at once where a save failed. */
export const useStorageRoomStore = defineStore('storage-room', () => {
  const room = shallowRef<StorageRoom>({ used: null, quota: null, diskFree: null })
  /** Whether the browser has promised to keep the ledger; null: it does not tell. */
  const persisted = ref<boolean | null>(null)
  let timer: ReturnType<typeof setInterval> | undefined

  const state = computed(() => roomState(room.value))
  /** What to do about it, in words; null: there is room. */
  const advice = computed((): string | null => {
    const free = freeRoom(room.value)
    if (state.value === 'enough' || free === null) return null
    const left = `只剩 ${sizeInWords(free)} 空间`
    return state.value === 'out' ? `${left}，可能存不上。请马上清理磁盘（清空电脑的回收站、删掉不用的大文件），再接着填` : `${left}，快满了。请清理磁盘，免得哪天存不上`
  })

  async function look(): Promise<void> {
    try {
      const estimate = await navigator.storage?.estimate?.()
      persisted.value = (await navigator.storage?.persisted?.()) ?? null
      room.value = { used: estimate?.usage ?? null, quota: estimate?.quota ?? null, diskFree: await useShell().freeSpace() }
    } catch {
      // A host that does not tell: the panel says so.
      room.value = { used: null, quota: null, diskFree: null }
    }
  }

  /** Begins to look while the program runs. Once. */
  function start(): void {
    if (timer !== undefined) return
    timer = setInterval(() => void look(), LOOK_EVERY_MS)
    watch(() => useLedgerStore().saving, (saving) => saving === 'failed' && void look())
    void look()
  }

  return { room, persisted, state, advice, look, start }
})
