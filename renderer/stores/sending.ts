import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import type { DateOnly } from '@/domain/period'
import type { OutboxFile } from '@/exchange/owner/outbox'
import type { Parcel, SendOptions } from '@/exchange/owner/send'
import { today } from '@/shared/clock'
import type { WorkAt } from '@/shared/work'
import { makeOutbox } from '@/workers/send-client'
import { TaskFailure, type Task } from '@/workers/task'
import { useLedgerStore } from './ledger'
import { recordSending } from './send-edits'
import { useShell } from './shell'

export type SendOutcome = { readonly ok: true; readonly message: string } | { readonly ok: false; readonly message: string | null }

/** Makes, saves and puts on record the workbooks that go out. */
export const useSendingStore = defineStore('sending', () => {
  const ledger = useLedgerStore()
  const progress = shallowRef<WorkAt | null>(null)
  let task: Task<unknown> | null = null
  let cancelled = false

  /** Nothing is put on record unless every file has been saved. A null message: the person gave up. */
  async function send(parcels: readonly Parcel[], { period }: SendOptions, due: DateOnly, to: 'zip' | 'folder'): Promise<SendOutcome> {
    if (progress.value !== null) return { ok: false, message: null }
    cancelled = false
    const tell = (share: number): void => void (progress.value = { words: `已做 ${Math.round(share * parcels.length)} / ${parcels.length} 份`, share })
    tell(0)
    try {
      // Asked before the making: a browser opens the chooser only shortly after the click.
      const folder = to === 'zip' ? null : await useShell().chooseFolder({ title: '填报表存到哪个文件夹' })
      if (folder?.outcome === 'unable') return { ok: false, message: '这个浏览器不能直接写到文件夹，请改存成一个压缩包' }
      if (folder?.outcome === 'cancelled') return { ok: false, message: null }
      const making = makeOutbox(ledger.current, parcels, { period, due, as: to === 'zip' ? 'zip' : 'files' }, tell)
      task = making
      const { files, ids } = await making.result.finally(() => (task = null))
      const saved = folder === null ? await saveZip(files, period) : await saveFolder(folder, files)
      if (!saved.ok) return saved
      const outcome = await ledger.record(recordSending(period, due, today(), parcels.map((parcel, i) => ({ parcel, id: ids[i] as string }))))
      return outcome.ok ? { ok: true, message: `已做好 ${parcels.length} 份填报表，${saved.message}` } : { ok: false, message: `文件${saved.message}，但没有记到收发清单上：${outcome.message}` }
    } catch (error) {
      if (error instanceof TaskFailure) return { ok: false, message: error.cancelled ? null : error.message }
      console.error(error)
      return { ok: false, message: '填报表没有做完，台账没有变。请再试一次' }
    } finally {
      progress.value = null
    }
  }

  async function saveZip(files: readonly OutboxFile[], period: string): Promise<SendOutcome> {
    const result = await useShell().saveFile({ suggestedName: `填报表_${period}_${today().replaceAll('-', '')}.zip`, kind: { label: '压缩包', extension: 'zip' }, bytes: (files[0] as OutboxFile).bytes })
    if (result.outcome === 'saved') return { ok: true, message: result.where === null ? `${result.name} 在浏览器的下载文件夹里` : `存在 ${result.where}` }
    return { ok: false, message: result.outcome === 'failed' ? result.message : null }
  }

  async function saveFolder(folder: { readonly id: string; readonly where: string }, files: readonly OutboxFile[]): Promise<SendOutcome> {
    for (const [saved, { name, bytes }] of files.entries()) {
      if (cancelled) return { ok: false, message: `已取消。${folder.where} 里已存下 ${saved} 个文件，没有记到收发清单上` }
      const result = await useShell().saveInFolder({ folder: folder.id, name, bytes })
      if (result.outcome !== 'saved') return { ok: false, message: `${name} 没有存上，没有记到收发清单上：${result.outcome === 'failed' ? result.message : '已取消'}` }
    }
    return { ok: true, message: `存在 ${folder.where}` }
  }

  function cancel(): void {
    cancelled = true
    task?.cancel()
  }

  return { progress, send, cancel }
})
