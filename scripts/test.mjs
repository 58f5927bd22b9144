/**
 * `npm test`: every check of the project. The last line is `N passed, N failed`, with `, N skipped` where something was
 * skipped. `npm test -- --only unit,lint` runs the named parts.
 */
import { PARTS } from './test/parts.mjs'
import { prepareTools } from './test/tools.mjs'

/** On CI a skip of these is a failure: a green run must have looked at a real page and a real sheet. */
const NEEDED_ON_CI = new Set(['browser', 'workbook', 'torture'])

const chosen = chooseParts(process.argv.slice(2))
if (chosen === null) {
  console.error(`错误：用法 npm test -- [--only ${Object.keys(PARTS).join(',')}]`)
  process.exit(2)
}

const tools = prepareTools()
for (const line of tools.lines) console.error(line)
const total = { passed: 0, failed: 0, skipped: 0 }
const failures = []
for (const name of chosen) {
  const start = performance.now()
  console.error(`\n── ${name}`)
  const result = await PARTS[name](tools)
  if (result.lacking !== undefined) {
    console.log(`skipped: ${name} (${result.lacking} not found)`)
    if (process.env.CI && NEEDED_ON_CI.has(name)) {
      result.failed += 1
      result.failures.push(`${name}: skipped on CI, ${result.lacking} not found`)
    }
  }
  for (const key of Object.keys(total)) total[key] += result[key]
  failures.push(...result.failures)
  console.log(`${name}: ${result.passed} ok, ${result.failed} not ok, ${result.skipped} skipped, ${((performance.now() - start) / 1000).toFixed(1)} s`)
}
for (const failure of failures) console.log(`\nFAILED ${failure}`)
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
process.exitCode = total.failed > 0 ? 1 : 0

function chooseParts(words) {
  if (words.length === 0) return Object.keys(PARTS)
  if (words[0] !== '--only' || words.length !== 2) return null
  const names = words[1].split(',')
  return names.every((name) => Object.hasOwn(PARTS, name)) ? names : null
}
