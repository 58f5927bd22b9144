import type { WallGroupOf } from './wall-groups'

/** A line of a page: a heading, or a project below it. */
export type WallLine<Row> = { readonly heading: string; readonly row: Row | null }

/**
 * The chart cut into pages of at most `lines` lines, never within a row. A group that goes on has its heading again with （续）, and no
 * page ends with a heading alone. `lines` is at least 2.
 */
export function wallPages<Row>(groups: readonly WallGroupOf<Row>[], lines: number, heading: (group: WallGroupOf<Row>) => string = ({ label, rows }) => `${label}（${rows.length}）`): WallLine<Row>[][] {
  const pages: WallLine<Row>[][] = []
  let page: WallLine<Row>[] = []
  const turn = (): void => {
    if (page.length > 0) pages.push(page)
    page = []
  }
  for (const group of groups) {
    const { label, rows } = group
    if (rows.length === 0) continue
    if (page.length + 2 > lines) turn()
    page.push({ heading: heading(group), row: null })
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
