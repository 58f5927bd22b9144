import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

const alias = { '@': fileURLToPath(new URL('renderer', import.meta.url)), '#electron': fileURLToPath(new URL('electron', import.meta.url)), 'fast-check': fileURLToPath(new URL('tests/support/fast-check.mjs', import.meta.url)) }
/** The desktop's own code is tested against a stand-in: Electron itself is no Node module. */
const standIn = { electron: fileURLToPath(new URL('tests/desktop/stand-in/electron.ts', import.meta.url)) }
const project = (name: string, include: string[], environment = 'node', testTimeout = 30_000) => ({
  plugins: [vue()],
  resolve: { alias: name === 'desktop' ? { ...alias, ...standIn } : alias },
  test: { name, include, environment, testTimeout },
})

export default defineConfig({
  test: {
    projects: [
      project('unit', ['tests/unit/**/*.test.ts']),
      project('storage', ['tests/storage/**/*.test.ts']),
      project('workbook', ['tests/workbook/**/*.test.ts'], 'node', 120_000),
      project('desktop', ['tests/desktop/**/*.test.ts'], 'node', 60_000),
      project('torture', ['tests/torture/**/*.test.ts'], 'node', 120_000),
      project('command', ['tests/command/**/*.test.ts'], 'node', 120_000),
    ],
  },
})
