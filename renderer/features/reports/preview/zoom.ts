/** How large the pages stand on the screen: as wide as the room, whole, or a share of the paper's own size. */
export type Zoom = 'width' | 'page' | number

/** CSS pixels of one point at 100 %. */
export const PX_PER_POINT = 96 / 72

/** Pixels between pages and around them. */
export const GAP = 16

const LEAST = 0.1
const MOST = 4

export interface Size {
  readonly width: number
  readonly height: number
}

/** Pixels of a point. `page` is the page in front, in points; `widest` the widest of all, so that scrolling does not change the size. */
export function pixelsPerPoint(zoom: Zoom, room: Size, page: Size, widest: number): number {
  const wide = Math.max(1, room.width - 2 * GAP) / widest
  if (typeof zoom === 'number') return zoom * PX_PER_POINT
  return zoom === 'width' ? wide : Math.min(wide, Math.max(1, room.height - 2 * GAP) / page.height)
}

/** One step larger or smaller from what is shown now, on even tens of percent. */
export function stepZoom(shown: number, up: boolean): number {
  const tenths = Math.round((shown / PX_PER_POINT) * 100) / 10
  return clampZoom((up ? Math.floor(tenths + 1) : Math.ceil(tenths - 1)) / 10)
}

export function clampZoom(share: number): number {
  return Math.min(MOST, Math.max(LEAST, share))
}

export function isZoom(value: unknown): value is Zoom {
  return value === 'width' || value === 'page' || (typeof value === 'number' && value >= LEAST && value <= MOST)
}
