import { beforeAll, describe, expect, test } from 'vitest'
import { isSealed, seal, SealError, unseal, type SealFault } from '@/exchange/sealed-package'

const CONTENT = new TextEncoder().encode('{"台账":"323.65 亿元"}'.repeat(50))
const PASSWORD = '临县-3367-大会战'
let sealed: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  sealed = await seal(CONTENT, PASSWORD)
})

async function faultOf(bytes: Uint8Array, password = PASSWORD): Promise<SealFault | 'opened'> {
  try {
    await unseal(bytes, password)
    return 'opened'
  } catch (error) {
    expect(error).toBeInstanceOf(SealError)
    return (error as SealError).fault
  }
}

const headEnd = (): number => sealed.indexOf(10)
/** The file with its header's fields set anew. */
function withHeader(change: Record<string, unknown>): Uint8Array {
  const head = JSON.parse(new TextDecoder().decode(sealed.subarray(0, headEnd()))) as Record<string, unknown>
  return Buffer.concat([Buffer.from(`${JSON.stringify({ ...head, ...change })}\n`), sealed.subarray(headEnd() + 1)])
}
const flipped = (at: number): Uint8Array => sealed.map((b, i) => (i === at ? b ^ 1 : b))

describe('a sealed package', () => {
  test('opens with its password and gives the same bytes; nothing of it can be read without', async () => {
    expect(isSealed(sealed)).toBe(true)
    expect([...(await unseal(sealed, PASSWORD))]).toEqual([...CONTENT])
    expect(new TextDecoder().decode(sealed)).not.toContain('323.65')
  })

  test('two seals of the same content with the same password have nothing in common but their form', async () => {
    const other = await seal(CONTENT, PASSWORD)
    expect([...other.subarray(headEnd() + 1)]).not.toEqual([...sealed.subarray(headEnd() + 1)])
  })

  test('the same password in full-width letters is the same password', async () => {
    const file = await seal(CONTENT, 'ＡＢＣ１２３４５')
    expect(await faultOf(file, 'ABC12345')).toBe('opened')
  })

  test('a wrong password, damage, and a change on purpose are told apart', async () => {
    expect(await faultOf(sealed, '临县-3367-大会站')).toBe('wrong-password')
    expect(await faultOf(flipped(sealed.length - 1))).toBe('damaged')
    expect(await faultOf(sealed.subarray(0, sealed.length - 5))).toBe('damaged')
    expect(await faultOf(sealed.subarray(0, 80))).toBe('damaged')
    const changed = flipped(sealed.length - 1)
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', changed.slice(headEnd() + 1))).toString('hex')
    const forged = Buffer.concat([Buffer.from(new TextDecoder().decode(withHeader({ sha256: digest }).subarray(0, headEnd() + 1))), changed.subarray(headEnd() + 1)])
    expect(await faultOf(forged)).toBe('tampered')
    expect(await faultOf(withHeader({ iv: btoa('123456789012') }))).toBe('tampered')
  })

  test('a newer version, a header that would keep the PC busy for hours, and other files are refused', async () => {
    expect(await faultOf(withHeader({ version: 2 }))).toBe('newer-version')
    expect(await faultOf(withHeader({ iterations: 1e12 }))).toBe('damaged')
    expect(await faultOf(withHeader({ iterations: 1 }))).toBe('damaged')
    expect(await faultOf(withHeader({ salt: 5 }))).toBe('damaged')
    expect(await faultOf(CONTENT)).toBe('not-sealed')
    expect(await faultOf(new Uint8Array())).toBe('not-sealed')
  })

  test('a short password is not taken', async () => {
    await expect(seal(CONTENT, '1234567')).rejects.toMatchObject({ fault: 'weak-password' })
  })
})
