import { GAP, type Size } from './zoom'

/** Where each page begins in the scrolled column, in pixels, and how high the column is. */
export interface PageStack {
  readonly tops: readonly number[]
  readonly height: number
}

export function stackPages(pages: readonly Size[], scale: number): PageStack {
  const tops: number[] = []
  let y = GAP
  for (const { height } of pages) {
    tops.push(y)
    y += height * scale + GAP
  }
  return { tops, height: y }
}

/** The pages that are seen between two heights, with one more on either side; null where there is none. */
export function visiblePages({ tops }: PageStack, from: number, to: number): { readonly first: number; readonly last: number } | null {
  if (tops.length === 0) return null
  return { first: Math.max(0, pageAt(tops, from) - 1), last: Math.min(tops.length - 1, pageAt(tops, to) + 1) }
}

/** The page in front: the one that stands over the middle of the upper half. */
export function frontPage({ tops }: PageStack, scrolled: number, roomHeight: number): number {
  return tops.length === 0 ? 0 : pageAt(tops, scrolled + roomHeight / 3)
}

/** The last page that begins at or above a height. */
function pageAt(tops: readonly number[], y: number): number {
  let low = 0
  let high = tops.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((tops[middle] as number) <= y) low = middle
    else high = middle - 1
  }
  return low
}
