import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { archiveFaults, ASAR_LIMIT_BYTES, bundleFaults, controlFaults, controlOf, desktopFaults, EXTENSION, FUSES, fuseFaults, icnsFaults, icoFaults, iconFaults, integrityFaults, manifestFaults, MIME_TYPE, mimeFaults, nsisFaults, portableFaults, uninstallFaults } from '../../../scripts/dist/inspect.mjs'
import { writeHashes } from '../../../scripts/dist/hashes.mjs'
import { LEDGER_EXTENSION, LEDGER_FILE_NAME } from '#electron/shell-contract'

const FILES = ['package.json', 'dist/electron/main.cjs', 'dist/electron/preload.cjs', 'dist/renderer/index.html', 'dist/renderer/third-party.txt', 'dist/renderer/assets/index-CCc1SROc.js', 'dist/renderer/assets/index-fFZcKRC3.css']

describe('what may ship in app.asar', () => {
  test('the built files, and nothing else is told', () => {
    expect(archiveFaults(FILES, 1000)).toEqual([])
  })

  test.each([
    ['dist/renderer/assets/index.js.map', 'a source map'], ['renderer/app/main.ts', 'a source'], ['renderer/app/App.vue', 'a source'], ['tests/fixtures/a.json', 'test data'],
    ['node_modules/vue/index.js', 'an unbundled package'], ['dist/renderer/a.xlsx', 'a file that has no place in a program'], ['README.md', 'a file that no rule lets in'], ['dist/electron/other.cjs', 'a file that no rule lets in'],
  ])('%s is refused as %s', (file, words) => {
    expect(archiveFaults([...FILES, file], 1000)).toEqual([`app.asar holds ${words}: ${file}`])
  })

  test('a lacking file and a heavy archive are told', () => {
    expect(archiveFaults(FILES.slice(1), ASAR_LIMIT_BYTES + 1)).toEqual(['app.asar lacks package.json', `app.asar has ${ASAR_LIMIT_BYTES + 1} bytes, more than ${ASAR_LIMIT_BYTES}`])
  })

  test('its package.json starts our main and needs nothing beside it', () => {
    expect(manifestFaults({ main: 'dist/electron/main.cjs' })).toEqual([])
    expect(manifestFaults({ main: 'x.js', dependencies: { vue: '3' }, scripts: {} })).toHaveLength(3)
  })
})

test('the shipped main calls no shell.openExternal and keeps the sandbox', () => {
  expect(bundleFaults('const a = require("electron")')).toEqual([])
  expect(bundleFaults('electron.shell.openExternal(url)')).toEqual(['the bundle holds shell.openExternal'])
  for (const code of ['app.commandLine.appendSwitch("no-sandbox")', 'var SWITCHES = { "no-sandbox": void 0 }']) expect(bundleFaults(code)).toEqual(['the bundle holds a switch that ends the sandbox'])
})

describe('the fuses', () => {
  const SENTINEL = 'fuse-wire:'
  const executable = (states: string): Buffer => Buffer.concat([Buffer.from(`program ${SENTINEL}`), Buffer.from([1, states.length]), Buffer.from(states), Buffer.from('more')])
  const right = FUSES.map(([, wanted]) => (wanted === null ? '0' : wanted ? '1' : '0')).join('')

  test('stand as docs/security.md says', () => {
    expect(fuseFaults(executable(right), SENTINEL)).toEqual([])
  })

  test.each(FUSES.map(([name, wanted], i) => [name, wanted, i] as const).filter(([, wanted]) => wanted !== null))('a wrong %s is told', (name, _wanted, i) => {
    const wrong = [...right].map((state, at) => (at === i ? (state === '1' ? '0' : '1') : state)).join('')
    expect(fuseFaults(executable(wrong), SENTINEL)).toEqual([expect.stringContaining(`fuse ${name} stands at`)])
  })

  test('are asked for so in electron-builder.yml', () => {
    const asked = readFileSync('electron-builder.yml', 'utf8')
    for (const [name, wanted] of FUSES) {
      const key = name.charAt(0).toLowerCase() + name.slice(1)
      if (wanted !== null) expect(asked).toMatch(new RegExp(`^  ${key}: ${String(wanted)}$`, 'mu'))
    }
  })

  test('a wire that is too short or not there is told', () => {
    expect(fuseFaults(executable(right.slice(0, 5)), SENTINEL).length).toBeGreaterThan(0)
    expect(fuseFaults(Buffer.from('program'), SENTINEL)).toEqual(['the executable carries no fuse wire'])
  })
})

describe('the deb', () => {
  const control = controlOf(['--architecture', 'amd64', '--description', '台账\n 登记重点项目', '--version', '0.1.0', '--name', 'key-project-ledger', '--maintainer', '甲 <a@b.invalid>', '--url', 'https://b.invalid/', '--license', 'MIT'])

  test('has the control fields that Debian asks for', () => {
    expect(controlFaults(control)).toEqual([])
  })

  test.each([['package', '重点项目'], ['version', 'v1'], ['architecture', 'x64'], ['maintainer', '甲'], ['description', '台账\n没有缩进'], ['homepage', 'b.invalid'], ['license', '']])('a wrong %s is told', (field, value) => {
    expect(controlFaults({ ...control, [field]: value })).toEqual([expect.stringContaining(`deb control field ${field}`)])
  })

  test('its .desktop file is whole and keeps the sandbox', () => {
    const text = '[Desktop Entry]\nName=台账\nExec=/opt/台账/key-project-ledger %U\nTerminal=false\nType=Application\nIcon=key-project-ledger\nStartupWMClass=key-project-ledger\nComment=登记\nMimeType=application/x-key-project-ledger;\nCategories=Office;\n'
    expect(desktopFaults(text)).toEqual([])
    expect(desktopFaults(text.replace('%U', '--no-sandbox %U'))).toEqual(['Exec switches the sandbox off'])
    expect(desktopFaults(text.replace(' %U', ''))).toEqual(['Exec takes no file'])
    expect(desktopFaults(text.replace('x-key-project-ledger', 'json'))).toEqual([`MimeType does not name ${MIME_TYPE}`])
    expect(desktopFaults(text.replace('Icon=key-project-ledger\n', ''))).toEqual(['the .desktop file lacks Icon'])
    expect(desktopFaults(text.replace('[Desktop Entry]\n', ''))).not.toEqual([])
    expect(desktopFaults(text.replace('Office;', 'Office'))).toEqual(['Categories must end with a semicolon'])
  })
})

describe('the icons', () => {
  const icons = readdirSync('build/icons').map((name) => ({ name, bytes: new Uint8Array(readFileSync(`build/icons/${name}`)) }))

  test('are there in every size', () => {
    expect(iconFaults(icons)).toEqual([])
  })

  test('a missing size, a wrong size and a file that is no picture are told', () => {
    expect(iconFaults(icons.filter(({ name }) => !name.startsWith('48x48')))).toEqual(['icon 48x48 is missing'])
    const large = icons.find(({ name }) => name.startsWith('64x64'))?.bytes ?? new Uint8Array()
    expect(iconFaults(icons.map((i) => (i.name.startsWith('16x16') ? { ...i, bytes: large } : i)))).toEqual(['icon 16x16.png is no PNG of its size'])
    expect(iconFaults(icons.map((i) => (i.name.startsWith('16x16') ? { ...i, bytes: new Uint8Array(40) } : i)))).toEqual(['icon 16x16.png is no PNG of its size'])
  })
})

describe('our ledger files', () => {
  test('go by one ending everywhere: installers, program and page', () => {
    expect(EXTENSION).toBe(LEDGER_EXTENSION)
    expect(LEDGER_FILE_NAME.test(`台账.${EXTENSION}`)).toBe(true)
    expect(readFileSync('electron-builder.yml', 'utf8')).toContain(`ext: ${EXTENSION}`)
    expect(readFileSync('electron-builder.yml', 'utf8')).toContain(`mimeType: ${MIME_TYPE}`)
  })

  test('are told to a Linux desktop', () => {
    const mime = `<?xml version="1.0" encoding="utf-8"?>\n<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">\n<mime-type type="${MIME_TYPE}">\n  <glob pattern="*.kpledger"/>\n</mime-type>\n</mime-info>`
    expect(mimeFaults(mime)).toEqual([])
    expect(mimeFaults(mime.replace('*.kpledger', '*.json'))).toEqual(['the MIME file does not name *.kpledger'])
    expect(mimeFaults('')).toHaveLength(3)
  })
})

describe('Windows', () => {
  const defines = { MUI_ICON: '/a/build/icon.ico', allowToChangeInstallationDirectory: null }
  const options = { oneClick: false, perMachine: false, installerLanguages: ['zh_CN'], language: '2052', include: 'build/installer.nsh' }

  test('is installed for one user, in Chinese, keeping the ledger', () => {
    expect(nsisFaults(defines, options)).toEqual([])
  })

  test.each([
    [{ ONE_CLICK: null }, {}, 'installs without asking'], [{ INSTALL_MODE_PER_ALL_USERS: null }, {}, 'is not for one user without an administrator'], [{ MULTIUSER_INSTALLMODE_ALLOW_ELEVATION: null }, {}, 'is not for one user without an administrator'],
    [{ DELETE_APP_DATA_ON_UNINSTALL: null }, {}, 'deletes the ledger when the program is removed'], [{}, { include: undefined }, 'does not ask about the ledger when the program is removed'], [{ MUI_ICON: 'other.ico' }, {}, 'has not our icon'],
    [{}, { installerLanguages: ['en_US', 'zh_CN'] }, 'does not speak Chinese alone'], [{}, { language: '1033' }, 'does not speak Chinese alone'],
  ])('%j %j is told', (more, other, words) => {
    expect(nsisFaults({ ...defines, ...more }, { ...options, ...other })).toEqual([`the Windows installer ${words}`])
  })

  test('asks before it removes the ledger, keeps it by default, in an upgrade and in a silent run', () => {
    const script = readFileSync('build/installer.nsh', 'utf8')
    expect(uninstallFaults(script)).toEqual([])
    expect(uninstallFaults(script.replace('${ifNot} ${isUpdated}', '${if} 1 == 1'))).toEqual(['installer.nsh may delete the ledger in an upgrade or a silent run'])
    expect(uninstallFaults(script.replace('${andIfNot} ${Silent}', ''))).toEqual(['installer.nsh may delete the ledger in an upgrade or a silent run'])
    expect(uninstallFaults(script.replace('MB_DEFBUTTON1', 'MB_DEFBUTTON2'))).toEqual(['installer.nsh does not keep the ledger by default'])
    expect(uninstallFaults(script.replace('IDNO ledgerKept', ''))).toEqual(['installer.nsh does not ask twice'])
    expect(uninstallFaults(script.replace('$APPDATA\\${PRODUCT_NAME}', '$APPDATA'))).toEqual(['installer.nsh removes something other than the ledger'])
  })

  test('runs the portable program as the person who started it', () => {
    expect(portableFaults({ REQUEST_EXECUTION_LEVEL: 'user' })).toEqual([])
    expect(portableFaults({ REQUEST_EXECUTION_LEVEL: 'admin' })).toHaveLength(1)
  })

  test('carries the hash of its archive', () => {
    expect(integrityFaults([{ file: 'resources\\app.asar', alg: 'SHA256', value: 'a1' }], 'a1')).toEqual([])
    expect(integrityFaults([{ file: 'resources\\app.asar', alg: 'SHA256', value: 'a1' }], 'b2')).toEqual(['the program carries another hash than that of its archive'])
    expect(integrityFaults(null, 'a1')).toEqual(['the program carries no hash of its archive'])
  })

  test('and macOS have our icon in every size', () => {
    const [ico, icns] = ['ico', 'icns'].map((kind) => new Uint8Array(readFileSync(`build/icon.${kind}`))) as [Uint8Array, Uint8Array]
    expect([icoFaults(ico), icnsFaults(icns)]).toEqual([[], []])
    expect(icoFaults(icns)).toEqual(['icon.ico is no icon file'])
    expect(icnsFaults(ico)).toEqual(['icon.icns is no icon file'])
    const cut = ico.slice()
    cut[6] = 17
    expect(icoFaults(cut)).toEqual(['icon.ico lacks 16x16'])
    const renamed = icns.slice()
    renamed[8] = 120
    expect(icnsFaults(renamed)).toEqual(['icon.icns lacks 16x16 (ic04)'])
  })
})

describe('the hash beside an installer', () => {
  test('is the one that 更新 looks for', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hashes-'))
    writeFileSync(join(folder, 'key-project-ledger-setup-0.2.0.exe'), 'an installer')
    writeFileSync(join(folder, 'builder-debug.yml'), '')
    expect(writeHashes(folder)).toEqual(['key-project-ledger-setup-0.2.0.exe'])
    expect(readFileSync(join(folder, 'key-project-ledger-setup-0.2.0.exe.sha256'), 'utf8')).toMatch(/^[0-9a-f]{64} {2}key-project-ledger-setup-0\.2\.0\.exe\n$/u)
    rmSync(folder, { recursive: true })
  })
})

test('Electron is pinned to one version, the one in the lock file', () => {
  const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as { devDependencies: { electron: string } }
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: { 'node_modules/electron': { version: string } } }
  expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/u)
  expect(packages['node_modules/electron'].version).toBe(devDependencies.electron)
})
