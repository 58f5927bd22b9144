import { defineStore } from 'pinia'
import { ref } from 'vue'
import type { DateOnly } from '@/domain/period'
import { outboxFiles, outboxZip, type OutboxFile } from '@/exchange/owner/outbox'
import { makeParcel, type MadeParcel, type Parcel, type SendOptions } from '@/exchange/owner/send'
import { today } from '@/shared/clock'
import { useLedgerStore } from './ledger'
import { recordSending } from './send-edits'
import { useShell } from './shell'

export type SendOutcome = { readonly ok: true; readonly message: string } | { readonly ok: false; readonly message: string | null }

/** Makes, saves and puts on record the workbooks that go out. */
export const useSendingStore = defineStore('sending', () => {
  const ledger = useLedgerStore()
  const progress = ref<{ readonly done: number; readonly of: number } | null>(null)
  let cancelled = false

  /** Nothing is put on record unless every file has been saved. A null message: the person gave up. */
  async function send(parcels: readonly Parcel[], { period }: SendOptions, due: DateOnly, to: 'zip' | 'folder'): Promise<SendOutcome> {
    if (progress.value !== null) return { ok: false, message: null }
    cancelled = false
    progress.value = { done: 0, of: parcels.length }
    try {
      const made: MadeParcel[] = []
      for (const parcel of parcels) {
        made.push(await makeParcel(ledger.current, parcel, period, due))
        progress.value = { done: made.length, of: parcels.length }
        await new Promise((resolve) => setTimeout(resolve, 0))
        if (cancelled) return { ok: false, message: null }
      }
      const files = await outboxFiles(ledger.current.settings.unitName, period, due, made)
      const saved = to === 'zip' ? await saveZip(files, period) : await saveFolder(files)
      if (!saved.ok) return saved
      const outcome = await ledger.record(recordSending(period, due, today(), made))
      return outcome.ok ? { ok: true, message: `已做好 ${made.length} 份填报表，${saved.message}` } : { ok: false, message: `文件${saved.message}，但没有记到收发清单上：${outcome.message}` }
    } catch (error) {
      console.error(error)
      return { ok: false, message: '填报表没有做完，台账没有变。请再试一次' }
    } finally {
      progress.value = null
    }
  }

  async function saveZip(files: readonly OutboxFile[], period: string): Promise<SendOutcome> {
    const result = await useShell().saveFile({ suggestedName: `填报表_${period}_${today().replaceAll('-', '')}.zip`, kind: { label: '压缩包', extension: 'zip' }, bytes: outboxZip(files) })
    if (result.outcome === 'saved') return { ok: true, message: result.where === null ? `${result.name} 在浏览器的下载文件夹里` : `存在 ${result.where}` }
    return { ok: false, message: result.outcome === 'failed' ? result.message : null }
  }

  async function saveFolder(files: readonly OutboxFile[]): Promise<SendOutcome> {
    const shell = useShell()
    const folder = await shell.chooseFolder({ title: '填报表存到哪个文件夹' })
    if (folder.outcome === 'unable') return { ok: false, message: '这个浏览器不能直接写到文件夹，请改存成一个压缩包' }
    if (folder.outcome === 'cancelled') return { ok: false, message: null }
    for (const { name, bytes } of files) {
      const result = await shell.saveInFolder({ folder: folder.id, name, bytes })
      if (result.outcome !== 'saved') return { ok: false, message: `${name} 没有存上，没有记到收发清单上：${result.outcome === 'failed' ? result.message : '已取消'}` }
    }
    return { ok: true, message: `存在 ${folder.where}` }
  }

  return { progress, send, cancel: () => (cancelled = true) }
})
