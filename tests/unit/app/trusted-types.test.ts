import { describe, expect, it } from 'vitest'
import { ownScript } from '@/app/trusted-types'

describe.each(['app://ledger/?open=demo#/projects', 'http://127.0.0.1:5367/'])('scripts of the page at %s', (base) => {
  it('are its own built files', () => {
    expect(ownScript('/assets/export.worker-Dko5R3g3.js', base)).toBe(new URL('/assets/export.worker-Dko5R3g3.js', base).href)
    expect(ownScript(new URL('/assets/a.js', base).href, base)).toBe(new URL('/assets/a.js', base).href)
  })

  it.each(['https://evil.example/assets/a.js', '//evil.example/assets/a.js', 'app://ledger.evil/assets/a.js', 'blob:app://ledger/1', 'data:text/javascript,1', 'javascript:1', '/assets/../a.js', '/other/a.js', '/assets/a.js?x', '/assets/a.js#x', '/assets/a.json', '/assets/%2e%2e/a.js', ''])('are never %s', (address) => {
    expect(ownScript(address, base)).toBeNull()
  })
})
