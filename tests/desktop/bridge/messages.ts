/** What a test asks of the main process, and what it answers. */
export type HostRequest = { readonly id: number } & (
  | { readonly kind: 'serve'; readonly url: string }
  | { readonly kind: 'invoke'; readonly channel: string; readonly args: readonly unknown[]; readonly url: string }
  /** What the person will choose in the next dialogs; null: 取消. */
  | { readonly kind: 'dialogs'; readonly savePath: string | null; readonly openPath: string | null }
  /** The program is started a second time, with these words. */
  | { readonly kind: 'secondStart'; readonly words: readonly string[] }
  /** The page's process ended, at this address; answers the one to which main brought it back. */
  | { readonly kind: 'crash'; readonly url: string }
  /** How often main tried to reach anything but its own files: connections, names to resolve, datagrams, fetches. */
  | { readonly kind: 'connections' }
)

/** What main tells the page by itself. */
export interface HostNotice {
  readonly notice: string
}

export type HostAnswer = { readonly id: number } & ({ readonly value: unknown } | { readonly fault: string })

/** A request without the number that the sender gives it. */
export type HostWish = HostRequest extends infer R ? (R extends unknown ? Omit<R, 'id'> : never) : never
