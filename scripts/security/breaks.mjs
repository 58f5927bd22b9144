/**
 * One break for each promise of docs/security.md: the product's line that keeps it, what a mistake would make of it, and the test that
 * must then fail. `npm run security` tries them all on a copy of the sources. `line` is the row of Electron's checklist, or a word for ours.
 */
const security = ['desktop', 'tests/desktop/security.test.ts']
const window = ['desktop', 'tests/desktop/window.test.ts']
const ipc = ['desktop', 'tests/desktop/origin-and-ipc.test.ts']
const protocol = ['desktop', 'tests/desktop/protocol.test.ts']
const main = ['desktop', 'tests/desktop/main.test.ts']
const bundles = ['desktop', 'tests/desktop/bundles.test.ts']
const dist = ['unit', 'tests/unit/scripts/dist-inspect.test.ts']

export const BREAKS = [
  { line: '1', words: 'let every request out', file: 'electron/security.ts', from: 'cancel: !isAllowedRequest(details.url)', to: 'cancel: false', test: security },
  { line: '2', words: 'give the page Node', file: 'electron/window.ts', from: 'nodeIntegration: false', to: 'nodeIntegration: true', test: window },
  { line: '3', words: 'share the page’s world with the preload', file: 'electron/window.ts', from: 'contextIsolation: true', to: 'contextIsolation: false', test: window },
  { line: '4', words: 'open the window outside of the sandbox', file: 'electron/window.ts', from: 'sandbox: true', to: 'sandbox: false', test: window },
  { line: '4', words: 'leave the sandbox to each window', file: 'electron/security.ts', from: '  app.enableSandbox()\n', to: '', test: security },
  { line: '4', words: 'start with --no-sandbox', file: 'electron/main.ts', from: '!refuseUnsafeStart(app)', to: 'app', test: main },
  { line: '5', words: 'grant what is asked', file: 'electron/security.ts', from: 'decide(GRANTED.has(permission) && isOwnPage(contents.getURL()))', to: 'decide(true)', test: security },
  { line: '5', words: 'hold every check for granted', file: 'electron/security.ts', from: 'GRANTED.has(permission) && isOwnPage(origin))', to: 'true)', test: security },
  { line: '5', words: 'hand out devices', file: 'electron/security.ts', from: 'setDevicePermissionHandler(() => false)', to: 'setDevicePermissionHandler(() => true)', test: security },
  { line: '6', words: 'switch webSecurity off', file: 'electron/window.ts', from: 'webSecurity: true', to: 'webSecurity: false', test: window },
  { line: '7', words: 'allow inline scripts', file: 'electron/protocol.ts', from: "script-src 'self';", to: "script-src 'self' 'unsafe-inline';", test: protocol },
  { line: '7', words: 'drop Trusted Types', file: 'electron/protocol.ts', from: "; require-trusted-types-for 'script'", to: '', test: protocol },
  { line: '7', words: 'serve the page without a policy', file: 'electron/protocol.ts', from: "'content-security-policy': CONTENT_SECURITY_POLICY, ", to: '', test: protocol },
  { line: '8', words: 'run insecure content', file: 'electron/window.ts', from: 'spellcheck: false', to: 'spellcheck: false, allowRunningInsecureContent: true', test: window },
  { line: '9', words: 'switch experiments on', file: 'electron/window.ts', from: 'spellcheck: false', to: 'spellcheck: false, experimentalFeatures: true', test: window },
  { line: '10', words: 'switch a Blink feature on', file: 'electron/window.ts', from: 'spellcheck: false', to: "spellcheck: false, enableBlinkFeatures: 'CSSVariables'", test: window },
  { line: '11', words: 'allow webviews', file: 'electron/window.ts', from: 'webviewTag: false', to: 'webviewTag: true', test: window },
  { line: '12', words: 'let a webview attach', file: 'electron/security.ts', from: "contents.on('will-attach-webview', (event) => event.preventDefault())", to: '', test: security },
  { line: '13', words: 'follow a navigation', file: 'electron/security.ts', from: "contents.on('will-navigate', (event) => {\n    if (!isOwnPage(event.url)) event.preventDefault()", to: "contents.on('will-navigate', () => {", test: security },
  { line: '13', words: 'follow a redirect', file: 'electron/security.ts', from: "contents.on('will-redirect', (event) => {\n    if (!isOwnPage(event.url)) event.preventDefault()", to: "contents.on('will-redirect', () => {", test: security },
  { line: '13', words: 'compare addresses by their beginning', file: 'electron/origin.ts', from: 'url.host === APP_HOST', to: 'url.host.startsWith(APP_HOST)', test: ipc },
  { line: '14', words: 'open new windows', file: 'electron/security.ts', from: "action: 'deny'", to: "action: 'allow'", test: security },
  { line: '15', words: 'open an installer by openExternal', file: 'electron/updates.ts', from: 'shell.openPath(path)', to: "shell.openExternal(path).then(() => '')", test: bundles },
  { line: '16', words: 'leave Electron’s version open', file: 'package.json', from: '"electron": "', to: '"electron": "^', test: dist },
  { line: '17', words: 'answer any address', file: 'electron/ipc.ts', from: 'if (!isOwnPage(frame.url)) return', to: 'if (frame.url === "never") return', test: ipc },
  { line: '17', words: 'answer a subframe', file: 'electron/ipc.ts', from: 'if (frame.parent !== null) return', to: 'if (frame.url === "never") return', test: ipc },
  { line: '17', words: 'answer a frame that is gone', file: 'electron/ipc.ts', from: 'if (refusal !== null) return refuse(call, refusal)', to: 'if (refusal !== null && event.senderFrame !== null) return refuse(call, refusal)', test: ipc },
  { line: '17', words: 'answer a page without a window', file: 'electron/ipc.ts', from: "if (window === null) return refuse(call, 'no window')", to: '', test: ipc },
  { line: '17', words: 'take any payload', file: 'electron/ipc.ts', from: 'if (args.length > 1 || !payload.success)', to: 'if (args.length > 1)', test: ipc },
  { line: '17', words: 'take further arguments', file: 'electron/ipc.ts', from: 'args.length > 1 || ', to: '', test: ipc },
  { line: '17', words: 'log what was in a payload', file: 'electron/ipc.ts', from: "i.path.join('.') || i.code", to: 'JSON.stringify(args[0]) + i.code', test: ipc },
  { line: '18', words: 'serve files beside the page’s', file: 'electron/protocol.ts', from: '!file.startsWith(root + sep)', to: '!file.startsWith(root)', test: protocol },
  { line: '18', words: 'serve other hosts', file: 'electron/protocol.ts', from: "!isOwnPage(request.url) || request.method !== 'GET'", to: "request.method !== 'GET'", test: protocol },
  { line: '19', words: 'let the program run as Node', file: 'electron-builder.yml', from: 'runAsNode: false', to: 'runAsNode: true', test: dist },
  { line: '19', words: 'start a changed archive', file: 'electron-builder.yml', from: 'enableEmbeddedAsarIntegrityValidation: true', to: 'enableEmbeddedAsarIntegrityValidation: false', test: dist },
  { line: '19', words: 'start files beside the archive', file: 'electron-builder.yml', from: 'onlyLoadAppFromAsar: true', to: 'onlyLoadAppFromAsar: false', test: dist },
  { line: '20', words: 'give the page ipcRenderer', file: 'electron/preload.ts', from: 'exposeInMainWorld(SHELL_GLOBAL, shell)', to: 'exposeInMainWorld(SHELL_GLOBAL, { ...shell, ipcRenderer })', test: bundles },
  { line: '20', words: 'hand events of main to the page', file: 'electron/preload.ts', from: '() => tellWaiting())', to: '(event) => (tellWaiting as (e: unknown) => void)(event))', test: bundles },
  { line: 'network', words: 'look for a proxy', file: 'electron/security.ts', from: "  void session.setProxy({ mode: 'direct' })\n", to: '', test: security },
  { line: 'network', words: 'resolve names', file: 'electron/network.ts', from: "'host-resolver-rules': 'MAP * ~NOTFOUND', ", to: '', test: security },
  { line: 'network', words: 'take downloads', file: 'electron/security.ts', from: "session.on('will-download', (event) => event.preventDefault())", to: '', test: security },
  { line: 'files', words: 'write over the target in place', file: 'electron/files.ts', from: "const beside = join(dirname(target), `.${randomUUID()}.tmp`)", to: 'const beside = target; await rm(target, { force: true })', test: ['desktop', 'tests/desktop/files.test.ts'] },
  { line: 'files', words: 'use another window’s folder', file: 'electron/folders.ts', from: 'private readonly granted = new WeakMap<WebContents, Map<string, string>>()', to: 'private readonly all = new Map<string, string>(); private readonly granted = { get: (_: WebContents) => this.all, set: (_: WebContents, m: Map<string, string>) => m }', test: ['desktop', 'tests/desktop/folders.test.ts'] },
  { line: 'files', words: 'take any name for a backup', file: 'electron/channels.ts', from: ', z.regex(BACKUP_FILE_NAME)', to: '', test: ipc },
  { line: 'files', words: 'open whatever stands in the command line', file: 'electron/waiting-file.ts', from: ' && LEDGER_FILE_NAME.test(w)', to: '', test: ['desktop', 'tests/desktop/waiting-file.test.ts'] },
  { line: 'update', words: 'install without comparing the hash', file: 'electron/updates.ts', from: 'if (sha256 !== expected)', to: 'if (sha256 === "never")', test: ['desktop', 'tests/desktop/updates.test.ts'] },
  { line: 'update', words: 'install what was exchanged after the check', file: 'electron/updates.ts', from: '!== choice.sha256) return', to: '=== "never") return', test: ['desktop', 'tests/desktop/updates.test.ts'] },
]
