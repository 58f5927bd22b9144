/** The parts of `npm test`: how each is run and how its result is counted. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildStale } from '../build.mjs'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const bin = (name) => join(ROOT, 'node_modules', name)

/** name → run(tools): `{passed, failed, skipped, failures: [text], lacking?: reason}`. */
export const PARTS = {
  build: single('build', () => inProcess(buildStale)),
  types: single('types', () => run([bin('vue-tsc/bin/vue-tsc.js'), '--noEmit', '-p', 'tsconfig.json'])),
  lint: single('lint', () => run([bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0'])),
  unit: vitest('unit'),
  storage: vitest('storage'),
  command: vitest('command'),
  workbook: (tools) => (tools.office === null ? lacking('LibreOffice Calc') : tools.pdf ? vitest('workbook')(tools) : lacking('pdftotext (poppler-utils)')),
  desktop: vitest('desktop'),
  torture: (tools) => (tools.chromium === null ? lacking('Chrome, Chromium or Edge') : vitest('torture')(tools)),
  dist: single('dist', () => run([join(ROOT, 'scripts/dist/check.mjs')])),
  browser: (tools) => (tools.chromium === null ? lacking('Chrome, Chromium or Edge') : playwright(tools)),
}

function lacking(tool) {
  return { passed: 0, failed: 0, skipped: 1, failures: [], lacking: tool }
}

/** A part that either holds or does not counts as one test. */
function single(name, work) {
  return async () => {
    const { ok, output } = await work()
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, failures: ok ? [] : [`${name}\n${output}`] }
  }
}

async function inProcess(work) {
  try {
    await work()
    return { ok: true, output: '' }
  } catch (error) {
    return { ok: false, output: String(error.stack ?? error) }
  }
}

/** Runs a Node script of a package; its output goes to the person and the end of it into the failure. */
function run(args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output = (output + String(chunk)).slice(-20_000)
        process.stderr.write(chunk)
      })
    }
    child.on('error', (error) => resolve({ ok: false, output: String(error) }))
    child.on('exit', (code) => resolve({ ok: code === 0, output }))
  })
}

function vitest(project) {
  return async (tools) =>
    withReport(async (file) => {
      const { ok, output } = await run([bin('vitest/vitest.mjs'), 'run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`], toolEnv(tools))
      const report = readJson(file)
      if (report === null) return crashed(project, output)
      const tests = report.testResults.flatMap((f) => f.assertionResults.map((t) => ({ ...t, file: f.name })))
      const failures = tests.filter((t) => t.status === 'failed').map((t) => `${t.fullName}\n${(t.failureMessages ?? []).join('\n')}`)
      const broken = report.testResults.filter((f) => f.status === 'failed' && f.assertionResults.every((t) => t.status !== 'failed')).map((f) => `${f.name}\n${f.message}`)
      return counted(project, { passed: tests.filter((t) => t.status === 'passed').length, skipped: tests.filter((t) => ['skipped', 'pending', 'todo'].includes(t.status)).length, failures: [...failures, ...broken], ok, output })
    })
}

async function playwright(tools) {
  return withReport(async (file) => {
    const { ok, output } = await run([bin('@playwright/test/cli.js'), 'test'], { ...toolEnv(tools), PLAYWRIGHT_JSON: file })
    const report = readJson(file)
    if (report === null) return crashed('browser', output)
    const specs = report.suites.flatMap(function all(suite) {
      return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(all)]
    })
    const tests = specs.flatMap((spec) => spec.tests.map((test) => ({ title: `${spec.file} › ${spec.title}`, status: test.status, errors: test.results.flatMap((r) => r.errors.map((e) => e.message)) })))
    return counted('browser', {
      passed: tests.filter((t) => t.status === 'expected').length,
      skipped: tests.filter((t) => t.status === 'skipped').length,
      failures: tests.filter((t) => t.status === 'unexpected' || t.status === 'flaky').map((t) => `${t.title}\n${t.errors.join('\n')}`),
      ok, output,
    })
  })
}

/** A part without a single test, or whose runner failed without naming one, is a failure of its own. */
function counted(name, { passed, skipped, failures, ok, output }) {
  const extra = passed + skipped + failures.length === 0 ? [`${name}: no tests were found`] : !ok && failures.length === 0 ? [`${name}: the runner failed\n${output.slice(-2000)}`] : []
  const all = [...failures, ...extra]
  return { passed, failed: all.length, skipped, failures: all }
}

function crashed(name, output) {
  return { passed: 0, failed: 1, skipped: 0, failures: [`${name}: the runner left no report\n${output.slice(-2000)}`] }
}

function toolEnv({ chromium }) {
  return { FORCE_COLOR: '0', ...(chromium === null ? {} : { CHROMIUM_PATH: chromium.path }) }
}

async function withReport(work) {
  const folder = mkdtempSync(join(tmpdir(), 'test-report-'))
  try {
    return await work(join(folder, 'report.json'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
