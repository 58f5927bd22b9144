/** Names and licences of the packages whose code ends up in the built page: their licences ask to be handed on. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Licences under which a package may be built in. */
export const ALLOWED_LICENCES = ['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'ISC', '(MIT OR GPL-3.0-or-later)', '(MIT AND Zlib)', 'Unlicense', 'CC0-1.0']

const found = new Map()

/**
 * A Vite plugin that gathers packages from every chunk and, from the page itself, writes `third-party.txt` beside it.
 * `emits` is false for the workers' builds, which come before the page's. A licence that is not allowed stops the build.
 */
export function thirdParty({ emits }) {
  return {
    name: 'third-party-licences',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) for (const id of chunk.moduleIds ?? []) note(id)
      if (emits) this.emitFile({ type: 'asset', fileName: 'third-party.txt', source: thirdPartyText([...found.values()]) })
    },
  }
}

function note(id) {
  const root = packageRoot(id.replace(/^\0/u, '').split('?')[0])
  if (root === null || found.has(root)) return
  const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  found.set(root, { name, version, licence: typeof license === 'string' ? license : String(license?.type ?? '') , text: licenceText(root) })
}

/** The folder of the package that a module belongs to; null for our own. */
export function packageRoot(id) {
  const at = id.lastIndexOf('/node_modules/')
  if (at < 0) return null
  const [scope, name] = id.slice(at + '/node_modules/'.length).split('/')
  const root = join(id.slice(0, at), 'node_modules', scope.startsWith('@') ? join(scope, name) : scope)
  return existsSync(join(root, 'package.json')) ? root : dirname(root)
}

function licenceText(root) {
  const file = readdirSync(root).find((name) => /^(?:licen[cs]e|copying)(?:[.-].*)?$/iu.test(name))
  return file === undefined ? null : readFileSync(join(root, file), 'utf8').trim()
}

/** The text that ships. Throws for a package whose licence is not allowed. */
export function thirdPartyText(packages) {
  const wrong = packages.filter(({ licence }) => !ALLOWED_LICENCES.includes(licence))
  if (wrong.length > 0) throw new Error(`licences that may not be built in: ${wrong.map((p) => `${p.name} (${p.licence || 'none'})`).join(', ')}`)
  const sorted = [...packages].sort((a, b) => (a.name < b.name ? -1 : 1))
  return `重点项目作战台用到的第三方软件\n\n${sorted.map(({ name, version, licence, text }) => `${name} ${version} — ${licence}\n${'-'.repeat(72)}\n${text ?? `${licence}; the package holds no text of its own.`}\n`).join('\n')}`
}
