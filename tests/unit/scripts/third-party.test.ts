import { describe, expect, test } from 'vitest'
import { packageRoot, thirdPartyText } from '../../../scripts/licences/third-party.mjs'

const PACKAGE = { name: 'zod', version: '4.6.7', licence: 'MIT', text: 'MIT License' }

describe('licences of what is built in', () => {
  test('are listed by name, each with its text', () => {
    expect(thirdPartyText([PACKAGE, { ...PACKAGE, name: 'dexie', licence: 'Apache-2.0', text: null }])).toMatch(/dexie 4\.6\.7 — Apache-2\.0[\s\S]*zod 4\.6\.7 — MIT\n-+\nMIT License/u)
  })

  test('one that is not allowed stops the build and is named', () => {
    expect(() => thirdPartyText([PACKAGE, { ...PACKAGE, name: 'x', licence: 'GPL-3.0' }])).toThrow('x (GPL-3.0)')
    expect(() => thirdPartyText([{ ...PACKAGE, licence: '' }])).toThrow('zod (none)')
  })

  test('a module is traced to its package, a nested one to the inner; our own to none', () => {
    const here = process.cwd()
    expect(packageRoot(`${here}/node_modules/vue/dist/vue.js`)).toBe(`${here}/node_modules/vue`)
    expect(packageRoot(`${here}/node_modules/@vitejs/plugin-vue/dist/index.mjs`)).toBe(`${here}/node_modules/@vitejs/plugin-vue`)
    expect(packageRoot(`${here}/renderer/app/main.ts`)).toBeNull()
  })
})
