/** Bytes in the office's word for space: 兆 (1,048,576 bytes). */
export function sizeInWords(bytes: number): string {
  const size = bytes / 1_048_576
  return size < 0.1 ? '不到 0.1 兆' : `${size.toLocaleString('zh-CN', { maximumFractionDigits: size < 10 ? 1 : 0 })} 兆`
}
