/**
 * The layers, checked by machine: features → stores → storage | workbook | exchange → domain. Each folder of renderer/
 * lists what it may not import, as packages and as folders (by alias or by a relative path).
 */
const ROOMS = ['app', 'data', 'document', 'domain', 'exchange', 'features', 'shared', 'storage', 'stores', 'workbook', 'workers']

/** What each room may import of the others. */
const MAY_IMPORT = {
  domain: [],
  data: ['domain', 'exchange'],
  storage: ['domain'],
  workbook: ['domain'],
  document: ['domain', 'workbook'],
  exchange: ['domain', 'workbook'],
  workers: ['domain', 'workbook', 'document', 'exchange', 'storage'],
  shared: ['domain'],
  stores: ['domain', 'data', 'storage', 'workbook', 'exchange', 'workers', 'shared'],
  features: ['domain', 'stores', 'shared', 'workers', 'exchange'],
  app: ['domain', 'features', 'shared', 'stores'],
}

/** The only rooms that may import a package. */
const PACKAGE_ROOMS = { docx: ['document'], dexie: ['storage'], exceljs: ['workbook'], echarts: ['features', 'shared'], 'pinyin-pro': ['shared'], ulid: ['storage'], zod: ['domain', 'exchange'], pinia: ['stores', 'app'], fflate: ['workbook', 'document', 'exchange'], '@e965/xlsx': ['exchange'] }
const PURE = ['vue', 'vue-router', 'pinia', '@tanstack/*']

export const layerRules = [
  ...ROOMS.map((room) => restricted([`renderer/${room}/**`], [
    ...ROOMS.filter((other) => other !== room && !MAY_IMPORT[room].includes(other)).map((other) => ({
      group: [`@/${other}/**`, `**/../${other}/**`],
      message: `${room} must not import ${other}: imports point one way (docs/architecture.md)`,
    })),
    ...Object.entries(PACKAGE_ROOMS).filter(([, rooms]) => !rooms.includes(room)).map(([name, rooms]) => ({ group: [name, `${name}/**`], message: `only ${rooms.join(' and ')} may import ${name}` })),
    ...(['domain', 'storage', 'workbook', 'document', 'exchange', 'data'].includes(room) ? [{ group: PURE, message: `${room} knows nothing of the screens` }] : []),
    ...(room === 'features' ? [{ group: ['@/features/**', '../**'], message: 'one screen must not import another: put what two use into shared/' }] : []),
    { group: ['node:*', 'electron'], message: 'the page runs in any Chromium, without Node' },
  ])),
  // Parts of one screen may sit in folders below it.
  restricted(['renderer/features/*/*/**'], [
    ...['app', 'storage', 'workbook', 'document', 'data'].map((other) => ({ group: [`@/${other}/**`], message: `features must not import ${other}` })),
    { group: ['@/features/**', '../../**'], message: 'one screen must not import another: put what two use into shared/' },
    { group: ['dexie', 'exceljs', 'node:*', 'electron'], message: 'screens go through the stores' },
  ]),
  {
    files: ['renderer/domain/**'],
    rules: {
      'no-restricted-globals': ['error', ...['Date', 'window', 'document', 'localStorage', 'indexedDB', 'fetch', 'navigator', 'setTimeout'].map((name) => ({ name, message: 'the domain is pure: no clock, no page, no storage' }))],
    },
  },
  restricted(['electron/**'], [{ group: ['@/**', '**/renderer/**', 'vue', 'dexie', 'exceljs'], message: 'the desktop shell knows the page only by shell-contract.ts' }]),
]

function restricted(files, patterns) {
  return { files, rules: { 'no-restricted-imports': ['error', { patterns }] } }
}
