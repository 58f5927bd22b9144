import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { beforeAll, describe, expect, it } from 'vitest'
import { app, dialog, protocol, screen, session, shell, standIn, BrowserWindow } from './stand-in/electron'

/** The stand-in against what Electron publishes about itself: electron.d.ts, its types and its notes. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const STAND_IN = `${ROOT}tests/desktop/stand-in/electron.ts`
const DECLARED = `${ROOT}node_modules/electron/electron.d.ts`
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, strict: true, noEmit: true, skipLibCheck: true, types: ['node'],
  exactOptionalPropertyTypes: true, lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
}
/** Which part of the stand-in takes the place of which interface. */
const PLACES: Readonly<Record<string, string>> = {
  App: 'app', CommandLine: 'commandLine', BrowserWindow: 'BrowserWindow', WebContents: 'StandInContents', Session: 'StandInSession', WebRequest: 'webRequest', Protocol: 'protocol', Dialog: 'dialog', Menu: 'Menu', Screen: 'screen', IpcMain: 'ipcMain',
  IpcRenderer: 'ipcRenderer', ContextBridge: 'contextBridge', Shell: 'shell',
}

let program: ts.Program
const sources = readdirSync(`${ROOT}electron`).map((name) => `${ROOT}electron/${name}`)
const declared = readFileSync(DECLARED, 'utf8')
const standInText = readFileSync(STAND_IN, 'utf8')

/** Compiles the stand-in, changed where `edit` says so, with the product's sources. */
function compile(edit: (text: string) => string = (text) => text, old?: ts.Program): ts.Program {
  const host = ts.createCompilerHost(OPTIONS)
  const read = host.getSourceFile.bind(host)
  host.getSourceFile = (name, ...rest) => (name === STAND_IN ? ts.createSourceFile(name, edit(standInText), ts.ScriptTarget.ES2022, true) : (old?.getSourceFile(name) ?? read(name, ...rest)))
  return ts.createProgram([...sources, STAND_IN], OPTIONS, host, old)
}

const faultsOf = (of: ts.Program): string[] => of.getSemanticDiagnostics(of.getSourceFile(STAND_IN)).map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'))

/** Every member of an interface of Electron that the product's sources touch, as `Interface.member`. */
function touched(): string[] {
  const checker = program.getTypeChecker()
  const found = new Set<string>()
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      const symbol = checker.getSymbolAtLocation(node.name)
      const owner = symbol?.declarations?.find((d) => d.getSourceFile().fileName === DECLARED)?.parent
      if (owner !== undefined && (ts.isInterfaceDeclaration(owner) || ts.isClassDeclaration(owner)) && owner.name !== undefined && owner.name.text in PLACES) found.add(`${owner.name.text}.${node.name.text}`)
    }
    ts.forEachChild(node, visit)
  }
  for (const file of sources) visit(program.getSourceFile(file)!)
  return [...found].sort()
}

beforeAll(() => {
  program = compile()
}, 60_000)

describe('the stand-in', () => {
  it('is what Electron’s types say', () => expect(faultsOf(program)).toEqual([]))

  it('is told of by the compiler where it is not', () => {
    const wrongs = [
      ['setFullScreen(on: boolean): void {', 'setFullScreen(on: string): void {\n    void on'], ["Pick<Screen, 'getAllDisplays'>", "Pick<Screen, 'getAllDisplay'>"],
      ['requestSingleInstanceLock: () => standIn.holdsLock,', "requestSingleInstanceLock: () => 'yes',"], ['isMinimized(): boolean {', 'async isMinimized(): Promise<boolean> {'],
    ] as const
    for (const [from] of wrongs) expect(standInText).toContain(from)
    const told = faultsOf(compile((text) => wrongs.reduce((changed, [from, to]) => changed.replace(from, to), text), program)).join('\n')
    for (const word of ['setFullScreen', 'getAllDisplay', "'string' is not assignable to type 'boolean'", 'isMinimized']) expect(told).toContain(word)
  })

  it('has every member of Electron that the product touches', () => {
    const names = touched()
    expect(names.length).toBeGreaterThan(40)
    for (const name of names) {
      const [owner, member] = name.split('.') as [string, string]
      const at = standInText.indexOf(PLACES[owner]!)
      expect(at, owner).toBeGreaterThan(-1)
      // A class of the stand-in inherits its listeners from EventEmitter.
      if (!['on', 'once'].includes(member)) expect(standInText, name).toMatch(new RegExp(`\\b${member}\\b`, 'u'))
    }
  })

  it.each(['on', 'once'])('is listened to (%s) for events that Electron declares', (how) => {
    const events = sources.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(new RegExp(`\\.${how}\\('([a-z-]+)'`, 'gu'))].map((m) => m[1]!))
    for (const event of events) expect(declared).toContain(`${how}(event: '${event}'`)
  })
})

describe('what Electron notes about its order, the stand-in keeps', () => {
  /** The comment above a member in electron.d.ts. */
  function notes(signature: string): string {
    const at = declared.indexOf(`\n    ${signature}`)
    expect(at, signature).toBeGreaterThan(0)
    return declared.slice(declared.lastIndexOf('/**', at), at).replace(/\s*\n\s*\* ?/gu, ' ')
  }

  it.each<[string, RegExp, boolean, () => unknown]>([
    ['enableSandbox(): void', /can only be called before app is ready/u, true, () => app.enableSandbox()],
    ['registerSchemesAsPrivileged(customSchemes: CustomScheme[]): void', /can only be used before the `ready` event/u, true, () => protocol.registerSchemesAsPrivileged([])],
  ])('%s is refused after `ready`', (signature, said, ready, call) => {
    expect(notes(signature)).toMatch(said)
    standIn.ready = ready
    expect(call).toThrow(/ready/u)
    standIn.ready = !ready
    expect(call).not.toThrow()
  })

  it('screen, sessions and windows are refused before `ready`', () => {
    standIn.ready = false
    for (const call of [() => screen.getAllDisplays(), () => session.defaultSession, () => new BrowserWindow()]) expect(call).toThrow(/ready/u)
  })

  it('a message box is closed by its signal, answering as 取消 does', async () => {
    expect(declared.replace(/\s*\n\s*\* ?/gu, ' ')).toContain('the message box will behave as if it was cancelled by the user')
    standIn.choice = null
    const closer = new AbortController()
    const asked = dialog.showMessageBox({ message: 'x', cancelId: 7, signal: closer.signal })
    closer.abort()
    expect((await asked).response).toBe(7)
    standIn.choice = 0
  })

  it('openPath answers with words where it fails, and with none where it did it', async () => {
    expect(notes('openPath(path: string): Promise<string>')).toMatch(/error message corresponding to the failure if a failure occurred, otherwise ""/u)
    expect(await shell.openPath('/a.deb')).toBe('')
  })
})
