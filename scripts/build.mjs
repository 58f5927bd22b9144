/**
 * Builds what is stale into dist/: the page by Vite, Electron's main and preload by esbuild, one CommonJS file each (a
 * sandboxed preload cannot require a chunk). A stamp of the sources' content tells what is stale.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

const PARTS = [
  { name: 'renderer', sources: ['renderer', 'electron/shell-contract.ts', 'docs/用户手册.md', 'docs/images', 'vite.config.ts', 'scripts/build', 'scripts/licences', 'package.json'], product: 'dist/renderer/index.html', build: buildRenderer },
  { name: 'electron', sources: ['electron', 'package.json'], product: 'dist/electron/main.cjs', build: buildElectron },
]

/** Builds the stale parts among `names` and returns what was built. `say` is told before each. */
export async function buildStale(say = () => {}, names = PARTS.map((part) => part.name)) {
  const built = []
  for (const { name, sources, product, build } of PARTS.filter((part) => names.includes(part.name))) {
    const stampFile = join(ROOT, 'dist', `.${name}-stamp`)
    const stamp = contentStamp(sources)
    if (existsSync(join(ROOT, product)) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) continue
    say(name)
    await build()
    mkdirSync(join(ROOT, 'dist'), { recursive: true })
    writeFileSync(stampFile, stamp)
    built.push(name)
  }
  return built
}

function contentStamp(sources) {
  const hash = createHash('sha256')
  for (const source of sources) for (const file of filesUnder(join(ROOT, source))) hash.update(file.slice(ROOT.length)).update('\0').update(readFileSync(file)).update('\0')
  return hash.digest('hex')
}

function filesUnder(path) {
  if (!existsSync(path)) return []
  let entries
  try {
    entries = readdirSync(path, { withFileTypes: true })
  } catch {
    return [path]
  }
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => (entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)]))
}

async function buildRenderer() {
  const { build } = await import('vite')
  await build({ configFile: join(ROOT, 'vite.config.ts'), logLevel: 'warn' })
}

async function buildElectron() {
  const { build } = await import('esbuild')
  const common = { bundle: true, platform: 'node', format: 'cjs', target: 'node22', external: ['electron'], tsconfig: join(ROOT, 'tsconfig.json'), logLevel: 'warning', legalComments: 'none', minifySyntax: true, minifyWhitespace: true }
  for (const name of ['main', 'preload']) await build({ ...common, entryPoints: [join(ROOT, `electron/${name}.ts`)], outfile: join(ROOT, `dist/electron/${name}.cjs`) })
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const built = await buildStale((name) => console.error(`正在构建 ${name} …`))
  console.error(built.length === 0 ? '没有需要重建的部分' : `已构建：${built.join('、')}`)
}
