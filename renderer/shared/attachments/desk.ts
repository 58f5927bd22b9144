import type { Attachment } from '@/domain/method-records'

/** A file that was not taken, and why. */
export interface RefusedFile {
  readonly key: number
  readonly name: string
  /** What is wrong and what to do, without the name. */
  readonly message: string
  /** It could be taken as a smaller picture. */
  readonly canShrink: boolean
}

/** What became of a wish, in words; null: it went well. */
export type DeskFault = string | null

/** The files of one record, and what a person does with them. The stores make it (useAttachmentDesk), the panel shows it. */
export interface AttachmentDesk {
  readonly items: readonly Attachment[]
  readonly refused: readonly RefusedFile[]
  /** What is being done now, in words; empty: nothing. */
  readonly working: string
  /** Whether large pictures are made smaller before they are kept. */
  readonly smaller: boolean
  keepSmaller(on: boolean): void
  add(files: readonly File[]): Promise<void>
  /** Takes a refused picture after all, smaller. */
  shrink(file: RefusedFile): Promise<void>
  dismiss(file: RefusedFile): void
  describe(item: Attachment, set: Partial<Pick<Attachment, 'name' | 'caption'>>): Promise<DeskFault>
  remove(item: Attachment): Promise<DeskFault>
  /** Saves a copy where the person chooses. */
  save(item: Attachment): Promise<DeskFault>
  /** The bytes; null where they are not on this PC. */
  bytes(item: Attachment): Promise<Blob | null>
  /** A small picture of a picture; null where there is none. */
  thumbnail(item: Attachment): Promise<Blob | null>
}
