/** The tools that tests need beside npm packages: found, or installed where that is possible without asking. */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { findChromium } from './chromium.mjs'

/** Debian package → how to tell that it is there. */
const DEBIAN = {
  chromium: () => findChromium() !== null,
  'fonts-noto-cjk': () => succeeds('sh', ['-c', "fc-list :lang=zh | grep -q ."]),
  'libreoffice-calc': () => findLibreOffice() !== null,
  'poppler-utils': () => succeeds('pdftotext', ['-v']),
  'python3-openpyxl': () => succeeds('/usr/bin/python3', ['-c', 'import openpyxl']),
}

/** What is there after installing what could be installed; `lines` say which tool is used, for the person. */
export function prepareTools() {
  const lines = []
  if (canUseApt()) {
    const lacking = Object.entries(DEBIAN).filter(([, isThere]) => !isThere()).map(([name]) => name)
    if (lacking.length > 0) lines.push(installByApt(lacking))
  }
  let chromium = findChromium()
  if (chromium === null) {
    lines.push('没有找到 Chrome、Chromium 或 Edge，改用 Playwright 自带的下载')
    spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'ignore', timeout: 300_000, shell: process.platform === 'win32' })
    chromium = playwrightChromium()
  }
  lines.push(chromium === null ? '浏览器：没有' : `浏览器：${chromium.path}`)
  const office = findLibreOffice()
  lines.push(office === null ? 'LibreOffice：没有' : `LibreOffice：${office}`)
  return { chromium, office, pdf: DEBIAN['poppler-utils'](), lines }
}

function canUseApt() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get') && /debian/iu.test(existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '')
}

function installByApt(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { stdio: ['ignore', 'ignore', 'pipe'], env, encoding: 'utf8', maxBuffer: 1 << 26 }
  spawnSync('apt-get', ['update', '-qq'], options)
  const { status, stderr } = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options)
  return status === 0 ? `已用 apt 装上：${packages.join('、')}` : `apt 没有装上 ${packages.join('、')}：${(stderr ?? '').trim().split('\n').at(-1)}`
}

export function findLibreOffice() {
  const known = ['soffice', 'libreoffice', '/Applications/LibreOffice.app/Contents/MacOS/soffice', 'C:\\Program Files\\LibreOffice\\program\\soffice.exe']
  return known.find((command) => succeeds(command, ['--version'])) ?? null
}

function playwrightChromium() {
  const { stdout } = spawnSync(process.execPath, ['-e', "import('@playwright/test').then(p => console.log(p.chromium.executablePath()))"], { encoding: 'utf8' })
  const path = stdout?.trim() ?? ''
  return path !== '' && existsSync(path) ? { path } : null
}

function succeeds(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: 'ignore' })
  return error === undefined && status === 0
}
