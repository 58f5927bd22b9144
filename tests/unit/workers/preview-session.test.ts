import { describe, expect, it, vi } from 'vitest'
import { demoLedger } from '@/data/demo'
import { officialLedger } from '@/data/official'
import { buildLedger } from '@/domain/ledger'
import { periodOf } from '@/domain/period'
import type { ReportOptions } from '@/domain/report-catalogue'
import { PreviewSession } from '@/workers/preview-client'
import { PreviewJob } from '@/workers/preview-job'
import type { PreviewRequest } from '@/workers/preview-messages'

const OPTIONS: ReportOptions = { report: 'monthly', period: periodOf(2020, 3), scope: 'all', unit: '万元', paper: 'A3', preparedOn: null }

/** A worker in this thread: it answers when `work` is called, as often as it was asked. */
class InlineWorker extends EventTarget {
  readonly job = new PreviewJob()
  readonly asked: PreviewRequest[] = []
  private readonly queue: PreviewRequest[] = []
  ended = false

  postMessage(request: PreviewRequest): void {
    this.asked.push(request)
    this.queue.push(request)
  }

  work(): void {
    const request = this.queue.shift()
    const reply = request === undefined ? null : this.job.answer(request)
    if (reply !== null) this.dispatchEvent(new MessageEvent('message', { data: reply }))
  }

  terminate(): void {
    this.ended = true
  }
}

function session(): { session: PreviewSession; workers: InlineWorker[] } {
  const workers: InlineWorker[] = []
  return { workers, session: new PreviewSession(() => workers[workers.push(new InlineWorker()) - 1] as unknown as Worker) }
}

describe('a preview session', () => {
  const demo = buildLedger(demoLedger())

  it('outlines a book and draws its pages on demand; the ledger crosses over once', async () => {
    const { session: s, workers } = session()
    const opening = s.open(demo, OPTIONS)
    workers[0]!.work()
    const opened = await opening
    if (opened.kind !== 'opened') throw new Error(opened.kind)
    expect(opened.book.sheets.map((x) => x.name)).toEqual(['项目进展情况月报表', '说明'])
    const page = s.page(opened.turn, 0)
    workers[0]!.work()
    expect((await page)!.lines.map((l) => l.text).join('')).toContain(`第 1 页 共 ${opened.book.pages.length} 页`)
    const again = s.open(demo, { ...OPTIONS, paper: 'A4' })
    workers[0]!.work()
    await again
    expect(workers[0]!.asked.filter((r) => r.kind === 'open').map((r) => 'ledger' in r)).toEqual([true, false])
    expect(await s.page(opened.turn, 0)).toBeNull()
  })

  it('makes only the newest of the books that wait', async () => {
    const { session: s, workers } = session()
    const outcomes = (['A3', 'A4', 'A3', 'A4'] as const).map((paper) => s.open(demo, { ...OPTIONS, paper }))
    workers[0]!.work()
    workers[0]!.work()
    expect((await Promise.all(outcomes)).map((o) => o.kind)).toEqual(['replaced', 'replaced', 'replaced', 'opened'])
    expect(workers[0]!.asked).toHaveLength(2)
  })

  it('says in words what cannot be made, and goes on', async () => {
    const { session: s, workers } = session()
    const bad = s.open(buildLedger(officialLedger()), { ...OPTIONS, report: 'milestones' })
    workers[0]!.work()
    expect(await bad).toEqual({ kind: 'failed', message: expect.stringContaining('没有节点表可导出') })
    const good = s.open(demo, OPTIONS)
    workers[0]!.work()
    expect((await good).kind).toBe('opened')
  })

  it('starts another worker where one breaks, with the ledger again', async () => {
    const error = vi.spyOn(console, 'error').mockReturnValue(undefined)
    const { session: s, workers } = session()
    const broken = s.open(demo, OPTIONS)
    workers[0]!.dispatchEvent(new Event('error', { cancelable: true }))
    expect(await broken).toMatchObject({ kind: 'failed', message: expect.stringContaining('预览没有做出来') })
    const next = s.open(demo, OPTIONS)
    workers[1]!.work()
    expect((await next).kind).toBe('opened')
    s.close()
    expect(workers.map((w) => w.ended)).toEqual([true, true])
    error.mockRestore()
  })
})
