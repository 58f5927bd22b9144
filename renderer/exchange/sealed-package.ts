import { sha256Bytes } from './canonical-json'

/** Why a sealed file did not open. 'damaged': what came is not what was sealed; 'tampered': someone changed it on purpose. */
export type SealFault = 'not-sealed' | 'newer-version' | 'wrong-password' | 'damaged' | 'tampered' | 'weak-password'

/** `message` is a Chinese sentence that says what is wrong and what to do; nothing was opened. */
export class SealError extends Error {
  override readonly name = 'SealError'
  constructor(readonly fault: SealFault, message: string) {
    super(message)
  }
}

const FORMAT = 'key-project-ledger-sealed'
const VERSION = 1
/** OWASP's figure of 2023 for PBKDF2-HMAC-SHA256: about half a second on an office PC, for each guess too. */
const ITERATIONS = 600_000
const MOST_ITERATIONS = 5_000_000
export const SHORTEST_PASSWORD = 8

/** The first line of the file; docs/data-format.md describes it. Bytes are base64. */
interface Header {
  readonly format: typeof FORMAT
  readonly version: number
  readonly kdf: 'PBKDF2-SHA256'
  readonly iterations: number
  readonly salt: string
  readonly iv: string
  /** Tells a wrong password from a changed file: an HMAC that only the right password makes. */
  readonly check: string
  /** SHA-256 of what follows the line, in hexadecimal: finds a file that was cut or damaged on its way. */
  readonly sha256: string
}

/** Seals bytes with a password: AES-256-GCM, the key by PBKDF2. Throws SealError for a password that is too short. */
export async function seal(content: Uint8Array, password: string): Promise<Uint8Array<ArrayBuffer>> {
  if ([...password].length < SHORTEST_PASSWORD) throw new SealError('weak-password', `密码太短，至少 ${SHORTEST_PASSWORD} 位，长一点更稳妥`)
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const keys = await deriveKeys(password, salt, ITERATIONS)
  const head = { format: FORMAT, version: VERSION, kdf: 'PBKDF2-SHA256', iterations: ITERATIONS, salt: toBase64(salt), iv: toBase64(iv), check: toBase64(await checkOf(keys.check, salt)) } as const
  const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: associated(head) }, keys.seal, content as Uint8Array<ArrayBuffer>))
  const line = new TextEncoder().encode(`${JSON.stringify({ ...head, sha256: await sha256Bytes(sealed) } satisfies Header)}\n`)
  const whole = new Uint8Array(line.length + sealed.length)
  whole.set(line)
  whole.set(sealed, line.length)
  return whole
}

/** Whether a file looks sealed, so that a password can be asked for. */
export function isSealed(bytes: Uint8Array): boolean {
  return new TextDecoder().decode(bytes.subarray(0, 60)).startsWith(`{"format":"${FORMAT}"`)
}

/** Opens what seal made. Throws SealError. */
export async function unseal(bytes: Uint8Array, password: string): Promise<Uint8Array<ArrayBuffer>> {
  const { header, sealed } = split(bytes)
  const salt = fromBase64(header.salt)
  const keys = await deriveKeys(password, salt, header.iterations)
  if (toBase64(await checkOf(keys.check, salt)) !== header.check) throw new SealError('wrong-password', '密码不对。请核对大小写和输入法；密码丢了就打不开，请向给你文件的人要')
  if ((await sha256Bytes(sealed)) !== header.sha256) throw new SealError('damaged', '文件在路上损坏或没有传完，请重新拷贝一份')
  try {
    return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: fromBase64(header.iv), additionalData: associated(header) }, keys.seal, sealed))
  } catch (cause) {
    throw new SealError('tampered', cause instanceof DOMException ? '文件被人改过：密码对，内容却不是当初封的。不要用它，请核实来源' : '文件打不开')
  }
}

function split(bytes: Uint8Array): { header: Header; sealed: Uint8Array<ArrayBuffer> } {
  if (!isSealed(bytes)) throw new SealError('not-sealed', '这不是本程序加密的台账文件')
  const end = bytes.subarray(0, 4096).indexOf(10)
  let header: Header
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end))) as Header
  } catch {
    throw new SealError('damaged', '文件开头损坏了，请重新拷贝一份')
  }
  if (Number.isInteger(header.version) && header.version > VERSION) throw new SealError('newer-version', '这个文件是更新版本的程序加密的，请先升级本程序')
  const texts = [header.salt, header.iv, header.check, header.sha256]
  const sound = header.version === VERSION && header.kdf === 'PBKDF2-SHA256' && Number.isInteger(header.iterations) && header.iterations >= 100_000 && header.iterations <= MOST_ITERATIONS && texts.every((t) => typeof t === 'string' && t.length <= 100)
  if (!sound) throw new SealError('damaged', '文件开头损坏了，请重新拷贝一份')
  return { header, sealed: bytes.slice(end + 1) as Uint8Array<ArrayBuffer> }
}

/** Everything of the header but the checksum is bound to the content: changing it makes opening fail. */
function associated({ format, version, kdf, iterations, salt, iv, check }: Omit<Header, 'sha256'>): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode([format, version, kdf, iterations, salt, iv, check].join('\n'))
}

async function deriveKeys(password: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<{ seal: CryptoKey; check: CryptoKey }> {
  // The same password typed by two input methods is the same password.
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(password.normalize('NFKC')), 'PBKDF2', false, ['deriveBits'])
  const bits = new Uint8Array(await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, material, 512))
  return {
    seal: await crypto.subtle.importKey('raw', bits.slice(0, 32), 'AES-GCM', false, ['encrypt', 'decrypt']),
    check: await crypto.subtle.importKey('raw', bits.slice(32), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
  }
}

async function checkOf(key: CryptoKey, salt: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, salt)).slice(0, 16)
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text), (c) => c.charCodeAt(0))
  } catch {
    throw new SealError('damaged', '文件开头损坏了，请重新拷贝一份')
  }
}
