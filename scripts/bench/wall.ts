import type { Page } from '@playwright/test'
import { median, type BenchRow } from './timing'

const PICTURES = 5
const PROJECTS = 1000
const MILESTONES = 12
const CHAIN = 500
const MOVES = 60
const WHEELS = 150
/** A notch of a common mouse. */
const NOTCH = 120
const FRAME_MS = 1000 / 60

/** As text: tsx would put its own helpers into a function, which the page does not have. From the wish to see the chart to the frame after its rows stand. */
const FIRST_PICTURE = `new Promise((resolve) => {
  const start = performance.now()
  const look = () => document.querySelector('.wall .line svg .bar .mark') ? requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start))) : requestAnimationFrame(look)
  location.hash = '#/wallchart'
  look()
})`

/** Moves the milestone that is held and tells how long the page takes to show the preview, laid out. */
const DRAG = `(async () => {
  const mark = document.querySelector('.wall .mark.is-未到, .wall .mark.is-逾期')
  const svg = mark.closest('svg')
  svg.setPointerCapture = () => undefined
  const { x, y } = mark.getBoundingClientRect()
  const fire = (type, at) => (type === 'pointerdown' ? mark : svg).dispatchEvent(new PointerEvent(type, { bubbles: true, button: 0, pointerId: 1, clientX: at, clientY: y + 4 }))
  fire('pointerdown', x)
  const times = []
  for (let i = 1; i <= ${MOVES}; i += 1) {
    const start = performance.now()
    fire('pointermove', x + i * 3)
    await Promise.resolve()
    await Promise.resolve()
    document.body.offsetHeight
    times.push(performance.now() - start)
  }
  const words = document.querySelector('.said').textContent
  svg.dispatchEvent(new PointerEvent('pointercancel', { bubbles: true, pointerId: 1 }))
  return { times, words }
})()`

const RECORD = `{ window.frameTimes = []; let last = performance.now(); const tick = (t) => { window.frameTimes.push(t - last); last = t; window.recording !== false && requestAnimationFrame(tick) }; requestAnimationFrame(tick) }`

/** 挂图作战 in Chromium: its first picture, scrolling, and the preview of a drag that moves a long chain. */
export async function benchWall(page: Page, origin: string): Promise<BenchRow[]> {
  await page.goto(`${origin}/bench.html`)
  await page.evaluate(([projects, milestones]) => window.bench.seedWall(projects, milestones), [PROJECTS, MILESTONES] as const)
  const pictures: number[] = []
  for (let run = 0; run <= PICTURES; run += 1) {
    // A new page each time: what the chart derives is remembered as long as the page lives.
    await page.goto('about:blank')
    await page.goto(`${origin}/`)
    await page.getByRole('heading', { name: '总览' }).waitFor()
    await page.waitForLoadState('networkidle')
    const took = await page.evaluate<number>(FIRST_PICTURE)
    if (run > 0) pictures.push(took)
  }
  const scrolling = await scroll(page, '.wall')
  // What this machine drops of its own: as many lines of plain text.
  await page.goto('about:blank')
  await page.setContent(`<div id="plain" style="height: 600px; overflow: auto">${'<div style="height: 24px">项目</div>'.repeat(PROJECTS)}</div>`)
  const plain = await scroll(page, '#plain')
  await page.goto(`${origin}/bench.html`)
  await page.evaluate(([milestones]) => window.bench.seedWall(2, milestones), [CHAIN] as const)
  await page.goto(`${origin}/#/wallchart`)
  await page.locator('.wall .mark.is-未到, .wall .mark.is-逾期').first().waitFor()
  const { times, words } = await page.evaluate<{ times: number[]; words: string }>(DRAG)
  if (!/顺延 \d{2,} 个后续节点/u.test(words)) throw new Error(`benchWall: the drag moved nothing (${words})`)
  const allowed = plain.dropped + Math.ceil(scrolling.frames / 50)
  return [
    { name: `挂图作战 ${PROJECTS} 项目 × ${MILESTONES} 节点，第一幅图`, value: median(pictures), unit: 'ms', target: '≤ 300 ms', met: median(pictures) <= 300, runs: PICTURES },
    { name: `挂图作战滚动时丢的帧（同样多的纯文字丢 ${plain.dropped} 帧）`, value: scrolling.dropped, unit: '帧', target: `≤ ${allowed}（纯文字再加百分之二）`, met: scrolling.dropped <= allowed, runs: scrolling.frames },
    { name: `拖动预览，后面连着 ${CHAIN} 个节点`, value: median(times), unit: 'ms', target: '< 16 ms', met: median(times) < 16, runs: MOVES },
  ]
}

/** Turns the wheel steadily over what lies below the mouse; a frame that took two frames' time dropped one. */
async function scroll(page: Page, selector: string): Promise<{ dropped: number; frames: number }> {
  const box = (await page.locator(selector).boundingBox())!
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  await page.evaluate(RECORD)
  for (let i = 0; i < WHEELS; i += 1) await page.mouse.wheel(0, NOTCH)
  const times = await page.evaluate<number[]>('window.recording = false, window.frameTimes.slice(2)')
  await page.evaluate('window.recording = true')
  return { frames: times.length, dropped: times.reduce((n, ms) => n + Math.max(0, Math.round(ms / FRAME_MS) - 1), 0) }
}
