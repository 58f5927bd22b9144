import { FlatPicture } from './flat-picture'

/** What a made-up picture of a site shows. */
export interface Site {
  /** Two to four signs in the lower right. */
  readonly caption: string
  /** Storeys that stand. */
  readonly floors: number
  /** Whether the fence is whole, and the heaps of earth are covered. */
  readonly tidy: boolean
  readonly banner: boolean
}

const [WIDTH, HEIGHT, GROUND] = [400, 280, 200] as const
const COLOURS = ['dfeaf0', 'c9b79a', 'a98a63', '5e8f63', '8a949b', '5b6670', '2d5f7a', 'b3261e', 'ffffff', '1d2733', 'e3b94f', 'b5c7b7'] as const
const [EARTH, BARE, NET, WALL, DARK, FENCE, RED, WHITE, INK, CRANE, HILL] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11] as const

/** A drawing of a building site, 400 × 280, that says itself that it is made up. */
export function demoPicture({ caption, floors, tidy, banner }: Site): Uint8Array<ArrayBuffer> {
  const picture = new FlatPicture(WIDTH, HEIGHT, COLOURS)
  picture.heap(-60, GROUND, 280, 70, HILL)
  picture.heap(170, GROUND, 330, 95, HILL)
  picture.box(0, GROUND, WIDTH, HEIGHT - GROUND, EARTH)
  building(picture, floors)
  if (floors > 0) crane(picture)
  picture.heap(20, GROUND + 12, 96, 34, tidy ? NET : BARE)
  picture.heap(78, GROUND + 14, 64, 24, tidy ? NET : BARE)
  fence(picture, tidy)
  if (banner) picture.box(150, GROUND - 4, 170, 22, RED)
  write(picture, '虚构演示', 12, 12, 2, RED)
  write(picture, caption, WIDTH - 12 - caption.length * 26, HEIGHT - 36, 1, INK)
  return picture.png()
}

function building(picture: FlatPicture, floors: number): void {
  for (let floor = 0; floor < floors; floor += 1) {
    const top = GROUND - (floor + 1) * 24
    picture.box(190, top, 120, 24, WALL)
    picture.box(190, top, 120, 3, DARK)
    for (let window = 0; window < 5; window += 1) picture.box(198 + window * 22, top + 7, 14, 11, floor < floors - 1 ? WHITE : DARK)
  }
}

function crane(picture: FlatPicture): void {
  picture.box(336, 62, 6, GROUND - 62, CRANE)
  picture.box(216, 62, 164, 5, CRANE)
  picture.box(366, 67, 12, 10, DARK)
  picture.box(246, 67, 1, 40, INK)
  picture.box(241, 107, 11, 7, DARK)
}

/** Boards along the front; three are missing where it is not whole. */
function fence(picture: FlatPicture, whole: boolean): void {
  for (let board = 0; board < 20; board += 1) {
    if (!whole && (board === 4 || board === 5 || board === 12)) continue
    picture.box(board * 20, GROUND + 20, 18, 20, FENCE)
    picture.box(board * 20, GROUND + 24, 18, 2, WHITE)
  }
}

function write(picture: FlatPicture, words: string, x: number, y: number, scale: number, colour: number): void {
  ;[...words].forEach((sign, i) => picture.sign(Uint8Array.from(atob(SIGNS[sign]!), (c) => c.charCodeAt(0)), x + i * (24 * scale + 2), y, scale, colour))
}

/** The signs that the pictures need, 24 × 24 bits each, drawn from Noto Sans CJK (SIL Open Font License). */
const SIGNS: Readonly<Record<string, string>> = {
  虚: 'AAAAABAAABgAAB/wABgAABgAD//4DBgYCBAYCH/QCfgACBgICB/4CAAACDMACTMwCTMgGbNgGLNAEDMAMDMAN//4AAAAAAAA',
  构: 'AAAAAAAABgwABgwABggABhgAP5/8BjAMBjAIBmYIDwQID4wIDokIHomIFhiINhPIJj7IBgBYBgAYBgAYBgAYBgHwAAAAAAAA',
  演: 'AAAAAAAACAYADgcABv/4AIAIAIAIAH/wAAcAOAIADH/4AEIYAEIYAEIYAn/4BkIYBEIYDH/4CAAAGBjgGHAwEcAYAAAAAAAA',
  示: 'AAAAAAAAAAAAD//wD//wAAAAAAAAAAAAAAAAP//8H//4ABgAABgAAhhAAhhgBhhgDBgwDBgwGBgYMBgYABgAAfgAAPAAAAAA',
  整: 'AAAAAAAAAQEAP/MAAQP8H/c4ETcQET0wH/GgAwDAB+HgGSMwMQ4cAAAAD//4ABgAABgAAh/gAhgAAhgABxgAP//8AAAAAAAA',
  改: 'AAAAAAAAAAMAH8IAH8YAAEYAAEf8AEwQAEwQAN4wH/4wGBIgGANgGANgGAHAGAHAGAHAGeHAH4NgHgYwGBwYABgMAAAAAAAA',
  前: 'AAAAAAAAAwDAAYDAAYGAP//8AAAAAAAAAAAQD/MQCDMQCDMQCDMQD/MQCDMQCDMQD/MQCDMQCDAQCDAQCDAQCeDwAAAAAAAA',
  后: 'AAAAAAAAAADwAH/gD/gADAAADAAADAAAD//8DAAADAAADAAADAAADP/wDMAwDIAQCIAQGIAQGIAQGIAQMP/wMMAwAIAQAAAA',
  开: 'AAAAAAAAAAAAH//4AcGAAYGAAYGAAYGAAYGAAYGAAYGAP//8AYGAAYGAAYGAAQGAAwGAAwGABgGADgGAHAGAGAGAAAAAAAAA',
  工: 'AAAAAAAAAAAAAAAAH//4D//4ABgAABgAABgAABgAABgAABgAABgAABgAABgAABgAABgAABgAABgAP//8P//8AAAAAAAAAAAA',
  现: 'AAAAAAAAAAAAP5/wBhAQBhAQBhEQBhEQBhEQBhEQH5EQBhEQBhMQBhMQBhOQBgOABsaAB8aEPwyEMBiEADCMAGD4AAAAAAAA',
  场: 'AAAAAAAABAAgBH/gBADABAGABAcAP44ADhgABD/8BCbsBAZIBATIBAyIBBmIBDEIB+MYHwIYOAYYAAwYABgQADDwAAAAAAAA',
}
