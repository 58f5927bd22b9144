/** `npm run security [-- WORD]`: breaks each promise of docs/security.md in a copy of the sources and sees its test fail. Exit 1 where one does not. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BREAKS } from './breaks.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const COPIED = ['electron', 'renderer', 'tests', 'scripts', 'build', 'docs', 'electron-builder.yml', 'package.json', 'package-lock.json', 'tsconfig.json', 'vitest.config.ts', 'vite.config.ts']

const wanted = process.argv[2]
const breaks = BREAKS.filter((b) => wanted === undefined || b.line === wanted || b.words.includes(wanted))
const folder = mkdtempSync(join(tmpdir(), 'breaks-'))
try {
  for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  const whole = failing(...new Set(breaks.map((b) => b.test[1])))
  if (whole.length > 0) throw new Error(`before any break these fail: ${whole.join('; ')}`)
  let missed = 0
  for (const { line, words, file, from, to, test } of breaks) {
    const path = join(folder, file)
    const sound = readFileSync(path, 'utf8')
    writeFileSync(path, sound.replace(from, () => to))
    const failed = failing(test[1])
    writeFileSync(path, sound)
    if (failed.length === 0) missed += 1
    console.log(`${failed.length === 0 ? 'NOT NOTICED' : 'noticed'}  ${line}: ${words} (${file})  ${failed.length === 0 ? test[1] : `${failed.length} failed, first: ${failed[0]}`}`)
  }
  console.log(`${breaks.length - missed} of ${breaks.length} breaks noticed`)
  process.exitCode = missed > 0 ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Names of the tests that fail in some test files of the copy; a file that does not even load counts as one. */
function failing(...files) {
  const report = join(folder, 'report.json')
  rmSync(report, { force: true })
  spawnSync(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', '--project', 'desktop', '--project', 'unit', '--reporter=json', `--outputFile=${report}`, ...files], { cwd: folder, stdio: 'ignore' })
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  return testResults.flatMap((file) => (file.status === 'failed' && file.assertionResults.length === 0 ? [`${file.name} does not load`] : file.assertionResults.filter((t) => t.status === 'failed').map((t) => t.fullName)))
}
