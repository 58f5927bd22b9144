/** Bytes in the office's word for space. */
export { fileSize as sizeInWords } from '@/domain/attachment'
