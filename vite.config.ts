import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { noCodeFromText } from './scripts/build/no-code-from-text.mjs'
import { thirdParty } from './scripts/licences/third-party.mjs'

export default defineConfig({
  root: fileURLToPath(new URL('renderer', import.meta.url)),
  base: './',
  plugins: [vue(), noCodeFromText(), thirdParty({ emits: true })],
  resolve: { alias: { '@': fileURLToPath(new URL('renderer', import.meta.url)), '#electron': fileURLToPath(new URL('electron', import.meta.url)), '#docs': fileURLToPath(new URL('docs', import.meta.url)) } },
  worker: { format: 'es', plugins: () => [noCodeFromText(), thirdParty({ emits: false })] },
  build: { outDir: fileURLToPath(new URL('dist/renderer', import.meta.url)), emptyOutDir: true, target: 'chrome120', sourcemap: false, chunkSizeWarningLimit: 1200 },
})
