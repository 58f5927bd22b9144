import { ref, watch, type Ref } from 'vue'

const PREFIX = 'view.'

/**
 * A setting of this seat's screens (column widths, chosen columns, folded navigation): remembered in the browser, no part of the
 * ledger and never in its log. Falls back to `initial` where nothing usable is stored.
 */
export function remembered<T>(key: string, initial: T, accept: (value: unknown) => value is T): Ref<T> {
  const state = ref(read(key, initial, accept)) as Ref<T>
  watch(state, (value) => write(key, value), { deep: true })
  return state
}

function read<T>(key: string, initial: T, accept: (value: unknown) => value is T): T {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(PREFIX + key) ?? 'null')
    return accept(value) ? value : initial
  } catch {
    return initial
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value))
  } catch {
    // A view setting that cannot be kept is not worth a message.
  }
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

export function isString(value: unknown): value is string {
  return typeof value === 'string'
}
