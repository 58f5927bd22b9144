/** How far a long piece of work is, for WorkStatus.vue. */
export interface WorkAt {
  /** What is being done, or how much is: `正在做表`, `已看 3 / 200 个`. */
  readonly words: string
  /** 0 to 1; null where it cannot be told. */
  readonly share: number | null
}
