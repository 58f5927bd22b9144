/**
 * Under Trusted Types (docs/security.md) no text becomes a script, an address of a script or markup by itself. Vue has a policy of
 * its own for the markup of its templates; this one lets the page's own workers through and an element be emptied, and nothing else.
 */
interface Factory {
  createPolicy(name: string, rules: { createScriptURL(address: string): string | null; createHTML(text: string): string | null }): unknown
}

/** An address of a script of the built page, or null: refused. */
export function ownScript(address: string, base: string): string | null {
  try {
    const { href, protocol, host, pathname, search, hash } = new URL(address, base)
    const own = new URL(base)
    return protocol === own.protocol && host === own.host && /^\/assets\/[\w.-]+\.js$/u.test(pathname) && search === '' && hash === '' ? href : null
  } catch {
    return null
  }
}

export function trustOwnScripts(): void {
  const { trustedTypes } = window as unknown as { trustedTypes?: Factory }
  trustedTypes?.createPolicy('default', {
    createScriptURL: (address) => ownScript(address, location.href),
    // ECharts clears what it drew by setting it to nothing.
    createHTML: (text) => (text === '' ? '' : null),
  })
}
