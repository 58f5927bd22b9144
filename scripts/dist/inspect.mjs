/** What may ship, and what each inspection finds wrong. Pure over plain data, so that each check can be shown to fail. */

/** 8 MB: what an office's slow disk reads at once, and far above what the program needs. */
export const ASAR_LIMIT_BYTES = 8 * 1024 * 1024

const SHIPPED = /^(?:package\.json|dist\/electron\/(?:main|preload)\.cjs|dist\/renderer\/index\.html|dist\/renderer\/third-party\.txt|dist\/renderer\/(?:[\w-]+\/)*[^/]+\.(?:js|css|svg|png|woff2|json|html|ico))$/u
const NEVER = [
  [/\.map$/u, 'a source map'], [/\.(?:ts|tsx|vue|mts|cts)$/u, 'a source'], [/(?:^|\/)(?:tests?|fixtures|__tests__)\//u, 'test data'], [/(?:^|\/)node_modules\//u, 'an unbundled package'], [/\.(?:xlsx|docx|pem|key|env)$/u, 'a file that has no place in a program'],
]

/** Faults of the archive's list of files, given as paths without a leading slash. */
export function archiveFaults(files, bytes) {
  const faults = files.flatMap((file) => {
    const never = NEVER.find(([pattern]) => pattern.test(file))
    if (never !== undefined) return [`app.asar holds ${never[1]}: ${file}`]
    return SHIPPED.test(file) ? [] : [`app.asar holds a file that no rule lets in: ${file}`]
  })
  for (const needed of ['package.json', 'dist/electron/main.cjs', 'dist/electron/preload.cjs', 'dist/renderer/index.html', 'dist/renderer/third-party.txt']) if (!files.includes(needed)) faults.push(`app.asar lacks ${needed}`)
  if (bytes > ASAR_LIMIT_BYTES) faults.push(`app.asar has ${bytes} bytes, more than ${ASAR_LIMIT_BYTES}`)
  return faults
}

/** Faults of the shipped package.json: what Electron starts, and nothing that would be looked for beside it. */
export function manifestFaults(manifest) {
  const faults = []
  if (manifest.main !== 'dist/electron/main.cjs') faults.push(`package.json starts ${String(manifest.main)}`)
  if (Object.keys(manifest.dependencies ?? {}).length > 0) faults.push('package.json names dependencies, but none ship')
  if (manifest.scripts !== undefined) faults.push('package.json ships scripts')
  return faults
}

/** Faults of the bundled main and preload, given as text: calls that would open a way out. */
export function bundleFaults(code) {
  return [[/\bopenExternal\b/u, 'shell.openExternal'], [/\bno-sandbox\b/u, 'a switch that ends the sandbox'], [/\bremote\.enable\b/u, 'the remote module']].flatMap(([pattern, what]) => (pattern.test(code) ? [`the bundle holds ${what}`] : []))
}

/** Electron's fuses in the order of its wire, and how each must stand (docs/security.md). `null`: as Electron has it. */
export const FUSES = [
  ['RunAsNode', false], ['EnableCookieEncryption', true], ['EnableNodeOptionsEnvironmentVariable', false], ['EnableNodeCliInspectArguments', false],
  ['EnableEmbeddedAsarIntegrityValidation', true], ['OnlyLoadAppFromAsar', true], ['LoadBrowserProcessSpecificV8Snapshot', null], ['GrantFileProtocolExtraPrivileges', false],
]

/** Faults of the fuse wire of an executable, given as its bytes; `sentinel` is the text before the wire. */
export function fuseFaults(executable, sentinel) {
  const at = executable.indexOf(sentinel)
  if (at < 0) return ['the executable carries no fuse wire']
  const start = at + sentinel.length + 2
  const wire = executable.subarray(start, start + executable[start - 1])
  return FUSES.flatMap(([name, wanted], i) => {
    const state = String.fromCharCode(wire[i] ?? 0)
    return wanted === null || state === (wanted ? '1' : '0') ? [] : [`fuse ${name} stands at ${JSON.stringify(state)}`]
  })
}

/** The words that a deb's control file gets, by fpm's option names. */
export function controlOf(args) {
  const after = (option) => args[args.indexOf(option) + 1] ?? ''
  return { package: after('--name'), version: after('--version'), architecture: after('--architecture'), maintainer: after('--maintainer'), description: after('--description'), homepage: after('--url'), license: after('--license') }
}

/** Faults of a deb's control fields (Debian Policy 5.6). */
export function controlFaults(control) {
  const rules = {
    package: /^[a-z0-9][a-z0-9+.-]+$/u, version: /^\d[A-Za-z0-9.+~-]*$/u, architecture: /^(?:amd64|arm64)$/u, maintainer: /^[^<>\n]+ <[^\s<>@]+@[^\s<>@]+>$/u,
    // One line of synopsis, then indented lines.
    description: /^[^\s\n][^\n]{0,79}(?:\n [^\n]+)*$/u, homepage: /^https?:\/\/\S+$/u, license: /^\S+$/u,
  }
  return Object.entries(rules).flatMap(([field, rule]) => (rule.test(control[field]) ? [] : [`deb control field ${field} is ${JSON.stringify(control[field])}`]))
}

const DESKTOP_KEYS = ['Name', 'Exec', 'Terminal', 'Type', 'Icon', 'StartupWMClass', 'Comment', 'Categories']

/** Faults of a .desktop file (freedesktop.org's Desktop Entry Specification), and an Exec that would switch the sandbox off. */
export function desktopFaults(text) {
  const lines = text.split('\n').filter((line) => line !== '')
  const faults = lines[0] === '[Desktop Entry]' ? [] : ['the .desktop file does not begin with [Desktop Entry]']
  const entry = new Map(lines.slice(1).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
  for (const key of DESKTOP_KEYS) if (!entry.get(key)) faults.push(`the .desktop file lacks ${key}`)
  if (entry.get('Type') !== 'Application') faults.push('the .desktop file is of no application')
  if (!/;$/u.test(entry.get('Categories') ?? '')) faults.push('Categories must end with a semicolon')
  if (/--no-sandbox/u.test(entry.get('Exec') ?? '')) faults.push('Exec switches the sandbox off')
  return faults
}

/** Sizes that Linux desktops ask for. */
export const ICON_SIZES = [16, 24, 32, 48, 64, 128, 256, 512]

/** Faults of the icons, given as `{name, bytes}`: each PNG as large as its name says, every size there. */
export function iconFaults(icons) {
  const faults = icons.flatMap(({ name, bytes }) => {
    const size = Number(/(\d+)x\1/u.exec(name)?.[1])
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const isPng = bytes.length > 24 && view.getUint32(0) === 0x89504e47
    return isPng && view.getUint32(16) === size && view.getUint32(20) === size ? [] : [`icon ${name} is no PNG of its size`]
  })
  for (const size of ICON_SIZES) if (!icons.some(({ name }) => name.startsWith(`${size}x${size}`))) faults.push(`icon ${size}x${size} is missing`)
  return faults
}
