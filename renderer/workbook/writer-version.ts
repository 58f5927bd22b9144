/**
 * Raise it when the same ledger and options give another file than before: a changed sheet, style or library. A locked
 * month keeps the number with which it was locked, so that a file of the same content but other bytes can be explained.
 */
export const WRITER_VERSION = 1
