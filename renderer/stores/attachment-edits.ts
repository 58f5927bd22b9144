import type { Attachment } from '@/domain/method-records'
import { now } from '@/shared/clock'
import type { Edit, OperationRequest } from './ledger'

/** Attaches files to one record; `what` is its name in words. The bytes are kept before. */
export function addAttachments(attachments: readonly Attachment[], what: string): OperationRequest {
  const [first] = attachments
  const name = attachments.length === 1 && first !== undefined ? `附上“${first.name}”` : `附上 ${attachments.length} 个文件`
  return { name: `${name}（${what}）`, edits: attachments.map((blank): Edit => ({ table: 'attachments', id: blank.id, set: {}, blank }) as Edit) }
}

/** Another name or description; the bytes stay what they are. */
export function describeAttachment(attachment: Attachment, set: Partial<Pick<Attachment, 'name' | 'caption'>>): OperationRequest {
  const expect = Object.fromEntries(Object.keys(set).map((field) => [field, attachment[field as keyof Attachment]]))
  return { name: `修改附件“${attachment.name}”`, edits: [{ table: 'attachments', id: attachment.id, set, expect } as Edit] }
}

/** Takes a file off. Its bytes stay as long as undo could bring it back. */
export function removeAttachment(attachment: Attachment): OperationRequest {
  return { name: `去掉附件“${attachment.name}”`, edits: [{ table: 'attachments', id: attachment.id, set: { deletedAt: now().toISOString() }, expect: { deletedAt: null } } as Edit] }
}
