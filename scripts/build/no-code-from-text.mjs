/**
 * zod tries whether it may make code of text, which the page forbids: each try would be told as an attack. Its own switch for such
 * pages must stand before any schema is made, which no order of imports grants once the page is split into chunks.
 */
const BEFORE = '__zod_globalConfig = {})'
const AFTER = '__zod_globalConfig = { jitless: true })'

export function noCodeFromText() {
  return {
    name: 'no-code-from-text',
    transform(code, id) {
      if (!/\/zod\/v4\/core\/core\.js$/u.test(id)) return null
      if (!code.includes(BEFORE)) this.error('zod keeps its settings elsewhere now: see scripts/build/no-code-from-text.mjs')
      return { code: code.replace(BEFORE, AFTER), map: null }
    },
  }
}
