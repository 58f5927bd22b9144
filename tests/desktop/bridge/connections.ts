import dgram from 'node:dgram'
import dns from 'node:dns'
import net from 'node:net'

/** Counts from now on whatever this process sends beyond itself; what is counted still happens, so that nothing hides behind the count. */
export function countConnections(): () => number {
  let count = 0
  const counted = <T extends object>(owner: T, name: keyof T & string): void => {
    const before = owner[name] as (...args: unknown[]) => unknown
    Object.assign(owner, {
      [name](this: unknown, ...args: unknown[]): unknown {
        count += 1
        return before.apply(this, args)
      },
    })
  }
  counted(net.Socket.prototype, 'connect')
  counted(dgram.Socket.prototype, 'send')
  for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveSrv', 'resolveTxt'] as const) counted(dns, name)
  counted(globalThis, 'fetch')
  return () => count
}
