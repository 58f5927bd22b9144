/** What may ship, and what each inspection finds wrong. Pure over plain data, so that each check can be shown to fail. */

/** 8 MB: what an office's slow disk reads at once, and far above what the program needs. */
export const ASAR_LIMIT_BYTES = 8 * 1024 * 1024

const SHIPPED = /^(?:package\.json|dist\/electron\/(?:main|preload)\.cjs|dist\/renderer\/index\.html|dist\/renderer\/third-party\.txt|dist\/renderer\/(?:[\w-]+\/)*[^/]+\.(?:js|css|svg|png|webp|woff2|json|html|ico))$/u
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
  return [[/\bopenExternal\b/u, 'shell.openExternal'], [/appendSwitch\([^)]*no-sandbox|["']no-sandbox["']\s*:/u, 'a switch that ends the sandbox'], [/\bremote\.enable\b/u, 'the remote module']].flatMap(([pattern, what]) => (pattern.test(code) ? [`the bundle holds ${what}`] : []))
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

/** Faults of the hash that a program carries of its archive: the one of the archive's table of contents, which holds those of the files. */
export function integrityFaults(integrity, headerSha256) {
  const entry = integrity?.find(({ file }) => file === 'resources\\app.asar')
  if (entry === undefined) return ['the program carries no hash of its archive']
  return entry.alg === 'SHA256' && entry.value === headerSha256 ? [] : ['the program carries another hash than that of its archive']
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

const DESKTOP_KEYS = ['Name', 'Exec', 'Terminal', 'Type', 'Icon', 'StartupWMClass', 'Comment', 'Categories', 'MimeType']

/** What the system calls our ledger files (electron-builder.yml, electron/shell-contract.ts). */
export const MIME_TYPE = 'application/x-key-project-ledger'
export const EXTENSION = 'kpledger'

/** Faults of a .desktop file (freedesktop.org's Desktop Entry Specification), and an Exec that would switch the sandbox off. */
export function desktopFaults(text) {
  const lines = text.split('\n').filter((line) => line !== '')
  const faults = lines[0] === '[Desktop Entry]' ? [] : ['the .desktop file does not begin with [Desktop Entry]']
  const entry = new Map(lines.slice(1).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
  for (const key of DESKTOP_KEYS) if (!entry.get(key)) faults.push(`the .desktop file lacks ${key}`)
  if (entry.get('Type') !== 'Application') faults.push('the .desktop file is of no application')
  if (!/;$/u.test(entry.get('Categories') ?? '')) faults.push('Categories must end with a semicolon')
  if (/--no-sandbox/u.test(entry.get('Exec') ?? '')) faults.push('Exec switches the sandbox off')
  if (!/ %[FU]$/u.test(entry.get('Exec') ?? '')) faults.push('Exec takes no file')
  if (!(entry.get('MimeType') ?? '').split(';').includes(MIME_TYPE)) faults.push(`MimeType does not name ${MIME_TYPE}`)
  return faults
}

/** Faults of the file that tells a Linux desktop what our ledger files are (shared-mime-info). */
export function mimeFaults(text) {
  const faults = []
  if (!/^<\?xml version="1\.0" encoding="utf-8"\?>\s*<mime-info xmlns="http:\/\/www\.freedesktop\.org\/standards\/shared-mime-info">/u.test(text)) faults.push('the MIME file is no mime-info')
  if (!text.includes(`<mime-type type="${MIME_TYPE}">`)) faults.push(`the MIME file does not name ${MIME_TYPE}`)
  if (!text.includes(`<glob pattern="*.${EXTENSION}"/>`)) faults.push(`the MIME file does not name *.${EXTENSION}`)
  return faults
}

/** Faults of what electron-builder tells the NSIS compiler (`defines`) and of the settings that it reads itself (`options`). */
export function nsisFaults(defines, options) {
  const must = (holds, words) => (holds ? [] : [`the Windows installer ${words}`])
  return [
    ...must(/icon\.ico$/u.test(String(defines.MUI_ICON ?? '')), 'has not our icon'),
    ...must(!('ONE_CLICK' in defines) && options.oneClick === false, 'installs without asking'),
    ...must(!['INSTALL_MODE_PER_ALL_USERS', 'INSTALL_MODE_PER_ALL_USERS_DEFAULT', 'MULTIUSER_INSTALLMODE_ALLOW_ELEVATION'].some((name) => name in defines) && options.perMachine === false, 'is not for one user without an administrator'),
    ...must(!('DELETE_APP_DATA_ON_UNINSTALL' in defines), 'deletes the ledger when the program is removed'),
    ...must(/installer\.nsh$/u.test(String(options.include ?? '')), 'does not ask about the ledger when the program is removed'),
    ...must('allowToChangeInstallationDirectory' in defines, 'lets nobody choose the folder'),
    ...must(String(options.installerLanguages) === 'zh_CN' && options.language === '2052', 'does not speak Chinese alone'),
  ]
}

/** Faults of the question that the uninstaller asks: a silent run, an upgrade and the first answer keep the ledger. */
export function uninstallFaults(script) {
  const must = (holds, words) => (holds ? [] : [`installer.nsh ${words}`])
  const removal = script.indexOf('RMDir')
  return [
    ...must(/\$\{ifNot\} \$\{isUpdated\}\s+\$\{andIfNot\} \$\{Silent\}/u.test(script.slice(0, removal)), 'may delete the ledger in an upgrade or a silent run'),
    ...must(/MB_DEFBUTTON1 "[^"]*保留[^"]*" IDYES ledgerKept/u.test(script.slice(0, removal)), 'does not keep the ledger by default'),
    ...must(/MB_DEFBUTTON2 "[^"]*" IDNO ledgerKept/u.test(script.slice(0, removal)), 'does not ask twice'),
    ...must((script.match(/RMDir/gu) ?? []).length === 1 && script.includes('RMDir /r "$APPDATA\\${PRODUCT_NAME}"'), 'removes something other than the ledger'),
  ]
}

/** Faults of the portable program. */
export function portableFaults(defines) {
  return defines.REQUEST_EXECUTION_LEVEL === 'user' ? [] : ['the portable program asks for an administrator']
}

/** Sizes that Linux desktops ask for. */
export const ICON_SIZES = [16, 24, 32, 48, 64, 128, 256, 512]
/** Sizes in Windows' icon file, at 100 to 200 % scaling. */
export const ICO_SIZES = [16, 20, 24, 32, 40, 48, 64, 128, 256]
/** Types of macOS' icon file and the size of each. */
export const ICNS_SIZES = [['ic04', 16], ['ic11', 32], ['ic05', 32], ['ic12', 64], ['ic07', 128], ['ic13', 256], ['ic08', 256], ['ic14', 512], ['ic09', 512], ['ic10', 1024]]

/** Width of a PNG where it is one and square, else null. */
function squareSize(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isPng = bytes.length > 24 && view.getUint32(0) === 0x89504e47
  return isPng && view.getUint32(16) === view.getUint32(20) ? view.getUint32(16) : null
}

/** Faults of the icons, given as `{name, bytes}`: each PNG as large as its name says, every size there. */
export function iconFaults(icons) {
  const faults = icons.flatMap(({ name, bytes }) => (squareSize(bytes) === Number(/(\d+)x\1/u.exec(name)?.[1]) ? [] : [`icon ${name} is no PNG of its size`]))
  for (const size of ICON_SIZES) if (!icons.some(({ name }) => name.startsWith(`${size}x${size}`))) faults.push(`icon ${size}x${size} is missing`)
  return faults
}

/** Faults of Windows' icon file. */
export function icoFaults(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 6 || view.getUint16(0, true) !== 0 || view.getUint16(2, true) !== 1) return ['icon.ico is no icon file']
  const found = Array.from({ length: view.getUint16(4, true) }, (_, i) => {
    const at = 6 + 16 * i
    const [length, offset] = [view.getUint32(at + 8, true), view.getUint32(at + 12, true)]
    return squareSize(bytes.subarray(offset, offset + length)) === (view.getUint8(at) || 256) ? view.getUint8(at) || 256 : 0
  })
  return ICO_SIZES.filter((size) => !found.includes(size)).map((size) => `icon.ico lacks ${size}x${size}`)
}

/** Faults of macOS' icon file. */
export function icnsFaults(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 8 || view.getUint32(0) !== 0x69636e73 || view.getUint32(4) !== bytes.length) return ['icon.icns is no icon file']
  const found = new Map()
  for (let at = 8; at + 8 <= bytes.length; at += Math.max(8, view.getUint32(at + 4))) found.set(String.fromCharCode(...bytes.subarray(at, at + 4)), squareSize(bytes.subarray(at + 8, at + view.getUint32(at + 4))))
  return ICNS_SIZES.filter(([type, size]) => found.get(type) !== size).map(([type, size]) => `icon.icns lacks ${size}x${size} (${type})`)
}
