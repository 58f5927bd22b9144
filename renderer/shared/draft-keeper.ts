import { DRAFT_PREFIX, setKeeper } from './drafts'

/**
 * Keeps the drafts on the disk, in a database of their own, by the window that typed them. A window that starts takes over those
 * of windows that are no more: a lock that each window holds tells which ones live.
 */
const DATABASE = 'key-project-ledger-drafts'
const STORE = 'drafts'
const WINDOW_ID = 'window.id'
const LOCK = 'draft-window.'
/** A pause in typing after which it goes to the disk. */
const PAUSE_MS = 200
/** Drafts that nobody came back for. */
const FORGOTTEN_AFTER_MS = 90 * 24 * 3600 * 1000
/** A start waits no longer for drafts: the ledger matters more. */
const PATIENCE_MS = 1000

interface Row {
  readonly window: string
  readonly key: string
  readonly text: string
  /** ms since 1970 when it was typed. */
  readonly at: number
}

/** Brings back what was left behind and keeps what is typed from now on. Without IndexedDB or locks it does nothing. */
export async function keepDrafts(): Promise<void> {
  let waited: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<void>((resolve) => (waited = setTimeout(resolve, PATIENCE_MS)))
  const begun = begin().catch((error: unknown) => console.error('drafts are kept in this window alone', error))
  await Promise.race([begun, patience])
  clearTimeout(waited)
}

async function begin(): Promise<void> {
  const own = await claimWindow()
  const database = await openDatabase()
  const keeper = new DraftKeeper(database, own)
  setKeeper((key, text) => keeper.note(key, text))
  window.addEventListener('pagehide', () => keeper.flush())
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && keeper.flush())
  await takeOver(database, own)
}

/** The id of this window, held as long as it lives. A duplicated tab brings the id of the other with it and gets its own. */
async function claimWindow(): Promise<string> {
  const before = sessionStorage.getItem(WINDOW_ID)
  if (before !== null && (await hold(before))) return before
  const own = crypto.randomUUID()
  await hold(own)
  sessionStorage.setItem(WINDOW_ID, own)
  return own
}

function hold(id: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    navigator.locks.request(LOCK + id, { ifAvailable: true }, (lock) => {
      resolve(lock !== null)
      return lock === null ? undefined : new Promise<never>(() => {})
    }).catch(reject)
  })
}

/** Takes what dead windows left, the newest where two typed into the same form; what this window has itself stays. */
async function takeOver(database: IDBDatabase, own: string): Promise<void> {
  const held = new Set(((await navigator.locks.query()).held ?? []).map((lock) => lock.name))
  const rows = await during(database, 'readonly', (store) => store.getAll() as IDBRequest<Row[]>)
  const left = rows.filter((row) => row.window === own || !held.has(LOCK + row.window)).sort((a, b) => b.at - a.at)
  const adopted: Row[] = []
  for (const row of left) {
    if (Date.now() - row.at > FORGOTTEN_AFTER_MS || sessionStorage.getItem(DRAFT_PREFIX + row.key) !== null) continue
    sessionStorage.setItem(DRAFT_PREFIX + row.key, row.text)
    adopted.push({ ...row, window: own })
  }
  const gone = left.filter((row) => row.window !== own)
  await during(database, 'readwrite', (store) => {
    for (const row of gone) store.delete([row.window, row.key])
    for (const row of adopted) store.put(row)
    return store.count()
  })
}

/** Writes changes behind the typing, several keys in one transaction. A draft that is gone goes at once. */
class DraftKeeper {
  private readonly waiting = new Map<string, string | null>()
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly database: IDBDatabase, private readonly window: string) {}

  note(key: string, text: string | null): void {
    this.waiting.set(key, text)
    clearTimeout(this.timer)
    if (text === null) this.flush()
    else this.timer = setTimeout(() => this.flush(), PAUSE_MS)
  }

  flush(): void {
    clearTimeout(this.timer)
    if (this.waiting.size === 0) return
    const changes = [...this.waiting]
    this.waiting.clear()
    during(this.database, 'readwrite', (store) => {
      for (const [key, text] of changes) {
        if (text === null) store.delete([this.window, key])
        else store.put({ window: this.window, key, text, at: Date.now() } satisfies Row)
      }
      return store.count()
    }).catch((error: unknown) => console.error('a draft was not kept on the disk', error))
  }
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: ['window', 'key'] })
    request.onsuccess = () => {
      request.result.onversionchange = () => request.result.close()
      resolve(request.result)
    }
    request.onerror = () => reject(request.error ?? new Error('drafts: not opened'))
    request.onblocked = () => reject(new Error('drafts: blocked'))
  })
}

function during<T>(database: IDBDatabase, mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const transaction = database.transaction(STORE, mode, { durability: 'strict' })
    const request = work(transaction.objectStore(STORE))
    transaction.oncomplete = () => resolve(request.result)
    transaction.onabort = () => reject(transaction.error ?? new Error('drafts: aborted'))
  })
}
