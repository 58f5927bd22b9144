export interface Break {
  readonly line: string
  readonly words: string
  readonly file: string
  readonly from: string
  readonly to: string
  readonly test: readonly [project: string, file: string]
}
export declare const BREAKS: readonly Break[]
