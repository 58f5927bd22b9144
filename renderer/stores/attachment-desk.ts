import { computed, reactive, ref, shallowRef } from 'vue'
import { attachedBytes, attachmentsOf, fileSize, FILE_TYPES, isPicture, savedName, TOTAL_LIMIT } from '@/domain/attachment'
import { parseText } from '@/domain/fields'
import type { AttachedTo, Attachment } from '@/domain/method-records'
import type { RecordId } from '@/domain/model'
import type { AttachmentDesk, DeskFault, RefusedFile } from '@/shared/attachments/desk'
import { clockTime, now, today } from '@/shared/clock'
import { makeThumbnail } from '@/shared/pictures'
import { remembered } from '@/shared/preferences'
import { StorageFullError } from '@/storage/errors'
import { admitFile, type AdmittedFile } from './admit-file'
import { addAttachments, describeAttachment, removeAttachment } from './attachment-edits'
import { useLedgerStore, type OperationRequest } from './ledger'
import { useShell } from './shell'
import { useToastStore } from './toasts'

/** The record that files hang on. */
export interface AttachedRecord {
  readonly table: AttachedTo
  readonly id: RecordId
  /** Its name in words, for 撤销「…」 and 操作记录: `问题“征地未交付”`. */
  readonly what: string
}

type Waiting = RefusedFile & { readonly file: File }

/** The files of the record that `record` names at the time. Bytes are kept first, then one operation names them. */
export function useAttachmentDesk(record: () => AttachedRecord): AttachmentDesk {
  const ledger = useLedgerStore()
  const toasts = useToastStore()
  const shell = useShell()
  const refused = shallowRef<readonly Waiting[]>([])
  const working = ref('')
  const smaller = remembered('attachments.smaller', true, (value): value is boolean => typeof value === 'boolean')
  const items = computed(() => attachmentsOf(ledger.current, record().table, record().id))
  let keys = 0

  function refuse(file: File, message: string, canShrink = false): void {
    refused.value = [...refused.value, { key: ++keys, name: file.name, message, canShrink, file }]
  }

  async function add(files: readonly File[], shrinking = smaller.value): Promise<void> {
    if (working.value !== '' || files.length === 0) return
    // Where it is said now: the person may go to another record while a large picture is drawn.
    const target = record()
    const taken: AdmittedFile[] = []
    try {
      for (const [index, file] of files.entries()) {
        working.value = files.length === 1 ? `正在收“${file.name}”` : `正在收第 ${index + 1} 个，共 ${files.length} 个`
        const admission = await admitFile(file, shrinking)
        if (admission.ok) await keep(file, admission.file, target, taken)
        else refuse(file, admission.message, admission.canShrink)
      }
      if (taken.length > 0) await name(taken, target)
    } finally {
      working.value = ''
    }
  }

  /** Keeps the bytes, unless the record has them already or the ledger has no room for them. */
  async function keep(file: File, admitted: AdmittedFile, { table, id }: AttachedRecord, taken: AdmittedFile[]): Promise<void> {
    const twin = attachmentsOf(ledger.current, table, id).find((a) => a.sha256 === admitted.sha256) ?? taken.find((t) => t.sha256 === admitted.sha256)
    if (twin !== undefined) return refuse(file, `已经附过了，就是“${twin.name}”`)
    const total = attachedBytes(ledger.current.attachments.values()) + taken.reduce((sum, t) => sum + t.bytes.size, admitted.bytes.size)
    if (total > TOTAL_LIMIT) return refuse(file, `没有收：一本台账的附件一共最多 ${fileSize(TOTAL_LIMIT)}，加上它有 ${fileSize(total)}。请把大照片缩小，或去掉不要的附件`)
    try {
      await ledger.files().put(admitted)
      taken.push(admitted)
    } catch (error) {
      if (!(error instanceof StorageFullError)) throw error
      refuse(file, `没有收：${error.message}`)
    }
  }

  async function name(taken: readonly AdmittedFile[], { table, id, what }: AttachedRecord): Promise<void> {
    const records = taken.map((t): Attachment => ({ id: ledger.newId(), deletedAt: null, table, recordId: id, name: t.name, type: t.type, size: t.bytes.size, sha256: t.sha256, addedOn: today(), caption: null }))
    const outcome = await ledger.record(addAttachments(records, what))
    if (!outcome.ok) return toasts.show(outcome.message)
    const shrunk = taken.filter((t) => t.shrunk).length
    const words = taken.length === 1 ? `已附上“${taken[0]?.name ?? ''}”${shrunk > 0 ? '，已缩小' : ''}` : `已附上 ${taken.length} 个文件${shrunk > 0 ? `，其中 ${shrunk} 张照片已缩小` : ''}`
    toasts.show(words, { undoable: true })
  }

  async function write(request: OperationRequest, words: string): Promise<DeskFault> {
    const outcome = await ledger.record(request)
    if (!outcome.ok) return outcome.kind === 'stale' ? null : outcome.message
    if (words !== '') toasts.show(words, { undoable: true })
    return null
  }

  async function describe(item: Attachment, set: Partial<Pick<Attachment, 'name' | 'caption'>>): Promise<DeskFault> {
    const next: { name?: string; caption?: string | null } = {}
    for (const [field, text] of Object.entries(set) as ['name' | 'caption', string | null][]) {
      const parsed = parseText(text ?? '', 'short')
      if (!parsed.ok) return parsed.message
      if (field === 'name' && parsed.value === null) return '请填文件名'
      if (field === 'name') next.name = savedName({ name: parsed.value ?? '', type: item.type })
      else next.caption = parsed.value
    }
    return write(describeAttachment(item, next), '')
  }

  async function save(item: Attachment): Promise<DeskFault> {
    const blob = await bytes(item)
    if (blob === null) return MISSING
    const { label, extension } = FILE_TYPES[item.type]
    const result = await shell.saveFile({ suggestedName: savedName(item), kind: { label, extension }, bytes: new Uint8Array(await blob.arrayBuffer()) })
    if (result.outcome === 'failed') return result.message
    if (result.outcome === 'saved') toasts.show(`已存成 ${result.name}${result.where === null ? '，在浏览器的下载文件夹里' : `，在 ${result.where}`}`)
    return null
  }

  const bytes = async (item: Attachment): Promise<Blob | null> => (await ledger.files().get(item.sha256))?.bytes ?? null

  async function thumbnail(item: Attachment): Promise<Blob | null> {
    const row = isPicture(item.type) ? await ledger.files().get(item.sha256) : null
    if (row === null || row.thumbnail !== null) return row?.thumbnail ?? null
    // Came with a data package or a backup: those carry no thumbnails.
    const made = await makeThumbnail(row.bytes).catch(() => null)
    if (made !== null) await ledger.files().setThumbnail(item.sha256, made)
    return made
  }

  return reactive({
    items, refused, working, smaller,
    keepSmaller: (on: boolean) => (smaller.value = on),
    add: (files: readonly File[]) => add(files.map(named)),
    shrink: async (wanted: RefusedFile) => {
      const waiting = refused.value.find((r) => r.key === wanted.key)
      dismiss(wanted)
      if (waiting !== undefined) await add([waiting.file], true)
    },
    dismiss, describe, save, bytes, thumbnail,
    remove: (item: Attachment) => write(removeAttachment(item), `已去掉“${item.name}”`),
  }) as AttachmentDesk

  function dismiss(wanted: RefusedFile): void {
    refused.value = refused.value.filter((r) => r.key !== wanted.key)
  }
}

/** What stands in the place of a file whose bytes are on another PC. */
export const MISSING = '这个附件的内容不在这台电脑上：当初没有随文件一起拿过来。请从原来的电脑“导出台账”，或用带附件的备份恢复'

/** The clipboard calls every picture image.png. */
function named(file: File): File {
  return /^image\.png$/iu.test(file.name) ? new File([file], `粘贴的图片_${today().replaceAll('-', '')}_${clockTime(now()).replace(':', '')}.png`, { type: file.type }) : file
}
