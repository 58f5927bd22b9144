import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { chromium, type Browser, type Page } from '@playwright/test'
import { openServed } from './bundle'
import { within } from './result'

const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run', '--no-default-browser-check', '--remote-debugging-port=0', 'about:blank']
const START_MS = 60_000
/** Those that run, so that none outlives this process. */
const running = new Set<number>()
process.on('exit', () => running.forEach((pid) => kill(pid)))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

/** A Chromium of its own, with its profile on the disk, that can be killed as the power kills it. */
export class KillableChromium {
  private constructor(private readonly child: ChildProcess, private readonly profile: string, readonly browser: Browser) {}

  static async start(path: string, profile: string): Promise<KillableChromium> {
    const child = spawn(path, [`--user-data-dir=${profile}`, ...FLAGS], { detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
    if (child.pid !== undefined) running.add(child.pid)
    try {
      const endpoint = await within(START_MS, 'Chromium', new Promise<string>((resolve, reject) => {
        let text = ''
        child.stderr?.on('data', (chunk: Buffer) => {
          text += String(chunk)
          const found = /DevTools listening on (ws:\S+)/u.exec(text)?.[1]
          if (found !== undefined) resolve(found)
        })
        child.once('exit', (code) => reject(new Error(`Chromium ended with ${String(code)}: ${text.slice(-500)}`)))
      }))
      return new KillableChromium(child, profile, await chromium.connectOverCDP(endpoint, { timeout: START_MS }))
    } catch (error) {
      kill(child.pid)
      throw error
    }
  }

  async page(url: string): Promise<Page> {
    const context = this.browser.contexts()[0]!
    const page = context.pages()[0] ?? (await context.newPage())
    await openServed(page, url, START_MS)
    return page
  }

  /** SIGKILL to every process of this Chromium, at once. */
  async kill9(): Promise<void> {
    const ended = new Promise((resolve) => (this.child.exitCode === null && this.child.signalCode === null ? this.child.once('exit', resolve) : resolve(null)))
    kill(this.child.pid)
    // Helpers that left the group still hold the profile.
    for (const pid of processesOf(this.profile)) kill(pid, false)
    await ended
    running.delete(this.child.pid ?? 0)
    await this.browser.close().catch(() => undefined)
  }
}

function kill(pid: number | undefined, group = true): void {
  if (pid === undefined) return
  try {
    process.kill(group ? -pid : pid, 'SIGKILL')
  } catch {
    // Gone already.
  }
}

/** Processes that name the profile in their command line: this Chromium's own, no other. */
function processesOf(profile: string): number[] {
  let names: string[]
  try {
    names = readdirSync('/proc')
  } catch {
    return []
  }
  return names.filter((name) => /^\d+$/u.test(name)).map(Number).filter((pid) => {
    try {
      return pid !== process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--user-data-dir=${profile}`)
    } catch {
      return false
    }
  })
}

/** Processes that hold a file of the profile open: a profile that is held opens for nobody else. */
export function holdersOf(profile: string): string[] {
  const open = (pid: string): boolean => {
    try {
      return readdirSync(`/proc/${pid}/fd`).some((fd) => {
        try {
          return readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith(profile)
        } catch {
          return false
        }
      })
    } catch {
      return false
    }
  }
  try {
    return readdirSync('/proc').filter((name) => /^\d+$/u.test(name) && open(name))
  } catch {
    return []
  }
}
