import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { archiveFaults, ASAR_LIMIT_BYTES, bundleFaults, controlFaults, controlOf, desktopFaults, FUSES, fuseFaults, iconFaults, manifestFaults } from '../../../scripts/dist/inspect.mjs'

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
  expect(bundleFaults('app.commandLine.appendSwitch("no-sandbox")')).toEqual(['the bundle holds a switch that ends the sandbox'])
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
    const text = '[Desktop Entry]\nName=台账\nExec=/opt/台账/key-project-ledger %U\nTerminal=false\nType=Application\nIcon=key-project-ledger\nStartupWMClass=key-project-ledger\nComment=登记\nCategories=Office;\n'
    expect(desktopFaults(text)).toEqual([])
    expect(desktopFaults(text.replace('%U', '--no-sandbox %U'))).toEqual(['Exec switches the sandbox off'])
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
