import type { WallGroup, WallRow } from './wall-chart'

/** A line of a page: a heading, or a project below it. */
export type WallLine = { readonly heading: string; readonly row: null } | { readonly heading: string; readonly row: WallRow }

/**
 * The chart cut into pages of at most `lines` lines, never within a row. A group that goes on has its heading again with （续）, and no
 * page ends with a heading alone. `lines` is at least 2.
 */
export function wallPages(groups: readonly WallGroup[], lines: number): WallLine[][] {
  const pages: WallLine[][] = []
  let page: WallLine[] = []
  const turn = (): void => {
    if (page.length > 0) pages.push(page)
    page = []
  }
  for (const { label, rows } of groups) {
    if (rows.length === 0) continue
    if (page.length + 2 > lines) turn()
    page.push({ heading: `${label}（${rows.length}）`, row: null })
    for (const row of rows) {
      if (page.length >= lines) {
        turn()
        page.push({ heading: `${label}（续）`, row: null })
      }
      page.push({ heading: label, row })
    }
  }
  turn()
  return pages
}
