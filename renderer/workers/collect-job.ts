import { collectFiles } from '@/exchange/owner/collect'
import type { IncomingFile } from '@/exchange/owner/collect-model'
import { filesOfZip, isPlainZip, openReturnedFile } from '@/exchange/owner/open-file'
import { breath } from './breath'
import { conflictKey, type ChosenFile, type CollectDecisions, type CollectProgress, type CollectReply, type CollectRequest } from './collect-messages'
import { ReceivedLedger } from './ledger-slices'

/** Compared files in one message. */
const PORTION = 40

class Stopped extends Error {}

/** Reads returned workbooks and compares them with the ledger, one request after another; keeps them between. Never throws. */
export class CollectJob {
  private readonly received = new ReceivedLedger()
  private readonly stopped = new Set<number>()
  private incoming: readonly IncomingFile[] = []
  private chosen: readonly ChosenFile[] = []
  private queue: Promise<void> = Promise.resolve()

  constructor(private readonly tell: (reply: CollectReply) => void) {}

  /** Resolves when the request is done with. */
  async take(request: CollectRequest): Promise<void> {
    // The only one that does not wait for those before it.
    if (request.kind === 'stop') this.stopped.add(request.turn)
    else await (this.queue = this.queue.then(() => this.run(request)))
  }

  private async run(request: Exclude<CollectRequest, { kind: 'stop' }>): Promise<void> {
    if (request.kind === 'records') return this.received.take(request)
    if (request.kind === 'drop') return void (this.incoming = this.incoming.filter((f) => !request.names.includes(f.name)))
    if (request.kind === 'files') return void (this.chosen = [...(request.first ? [] : this.chosen), ...request.files])
    const { turn, decisions } = request
    const chosen = request.kind === 'add' ? this.chosen : []
    if (request.kind === 'add') this.chosen = []
    const progress = async (at: CollectProgress): Promise<void> => {
      this.tell({ kind: 'progress', turn, progress: at })
      await breath()
      if (this.stopped.has(turn)) throw new Stopped()
    }
    try {
      const incoming = uniquelyNamed([...this.incoming, ...(await openAll(chosen, progress))])
      await this.compare(incoming, turn, decisions, progress)
      this.incoming = incoming
      this.tell({ kind: 'done', turn })
    } catch (error) {
      if (error instanceof Stopped) return
      console.error(error)
      this.tell({ kind: 'failed', turn, message: '这些文件没有看成，台账没有变。请再选一次；仍不行，请重开程序后再收' })
    }
  }

  private async compare(incoming: readonly IncomingFile[], turn: number, { sides, takeOld }: CollectDecisions, progress: (at: CollectProgress) => Promise<void>): Promise<void> {
    const { ledger } = this.received
    const files = await collectFiles(ledger, [...ledger.sentWorkbooks.values()], incoming, {
      choose: (file, id, field) => sides.get(conflictKey(file, id, field)) ?? null, takeOld, tell: (done) => progress({ what: '比对', done, of: incoming.length }),
    })
    for (let at = 0; at < files.length; at += PORTION) this.tell({ kind: 'portion', turn, files: files.slice(at, at + PORTION) })
  }
}

/** Opens files one by one; those inside a zip are counted as they are found. */
async function openAll(chosen: readonly ChosenFile[], progress: (at: CollectProgress) => Promise<void>): Promise<IncomingFile[]> {
  const opened: IncomingFile[] = []
  let of = chosen.length
  const add = async (file: IncomingFile): Promise<void> => {
    opened.push(file)
    await progress({ what: '看', done: opened.length, of })
  }
  for (const { path, blob } of chosen) {
    const name = path.replace(/^.*\//u, '')
    const unread = (message: string): IncomingFile => ({ name, book: null, message, savedAt: null })
    let bytes: Uint8Array
    try {
      bytes = new Uint8Array(await blob.arrayBuffer())
    } catch {
      await add(unread('文件没有读出来，可能正被别的程序打开，或已被移走。请关掉那个程序再选'))
      continue
    }
    if (!isPlainZip(name, bytes)) {
      await add(openReturnedFile(name, bytes))
      continue
    }
    const inside = filesOfZip(bytes)
    if ('message' in inside) {
      await add(unread(inside.message))
      continue
    }
    of += inside.length - 1
    for (const entry of inside) await add(openReturnedFile(entry.name, entry.bytes))
  }
  return opened
}

/** Files of several folders may share a name; each needs one of its own to be told apart. */
function uniquelyNamed(files: readonly IncomingFile[]): IncomingFile[] {
  const taken = new Set<string>()
  return files.map((file) => {
    let name = file.name
    for (let n = 2; taken.has(name); n += 1) name = file.name.replace(/(\.[^.]*)?$/u, (ending) => ` (${n})${ending}`)
    taken.add(name)
    return name === file.name ? file : { ...file, name }
  })
}
