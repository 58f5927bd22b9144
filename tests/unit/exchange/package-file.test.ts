import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Attachment } from '@/domain/method-records'
import type { LedgerData } from '@/domain/model'
import { packBackup, readPackageBytes } from '@/exchange/backup-file'
import { PackageError, readPackage } from '@/exchange/package'
import { readPackageFile, writePackageFile } from '@/exchange/package-file'
import { seal, unseal } from '@/exchange/sealed-package'
import { SOUND_METHODS } from '../domain/method-support'
import { dataOf } from '../domain/support'
import { forged } from './support'

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const attachment = (id: string, bytes: Uint8Array, fields: Partial<Attachment> = {}): Attachment => ({ ...SOUND_METHODS.attachments, id, sha256: hashOf(bytes), size: bytes.length, ...fields })
const withFiles = (attachments: readonly Attachment[]): LedgerData => ({ ...dataOf({}), attachments })

async function written(attachments: readonly Attachment[], contents: readonly Uint8Array[]): Promise<Uint8Array> {
  const files = new Map(contents.map((c) => [hashOf(c), c]))
  return writePackageFile(withFiles(attachments), new Map([...files].map(([hash, c]) => [hash, c.length])), async (hash) => files.get(hash) ?? null)
}

async function refusal(bytes: Uint8Array): Promise<unknown> {
  return readPackageFile(bytes).then(() => null, (error: unknown) => (error instanceof PackageError ? { fault: error.fault, message: error.message } : error))
}

const [A, B] = [new Uint8Array([10, 125, 10, 0, 255]), new TextEncoder().encode('%PDF-1.4\n{}\n')]

describe('a package with attached files', () => {
  it('gives any files back byte for byte, each once, and the same bytes again whatever order they came in', async () => {
    await fc.assert(fc.asyncProperty(fc.uniqueArray(fc.uint8Array({ minLength: 1, maxLength: 200 }), { maxLength: 5, selector: (b) => b.join() }), async (contents) => {
      const attachments = contents.flatMap((c, i) => [attachment(`A${i}`, c), attachment(`B${i}`, c)])
      const whole = await written(attachments, contents)
      const back = await readPackageFile(whole)
      expect([...back.files].map(([hash, c]) => [hash, [...c]])).toEqual(contents.map((c) => [hashOf(c), [...c]]).sort((a, b) => (a[0]! < b[0]! ? -1 : 1)))
      expect(await written([...attachments].reverse(), [...contents].reverse())).toEqual(whole)
      expect(await writePackageFile(back.data, new Map([...back.files].map(([hash, c]) => [hash, c.length])), async (hash) => back.files.get(hash) ?? null)).toEqual(whole)
    }), { numRuns: 25 })
  })

  it('carries no bytes that nothing names, and tells of none that are not at hand', async () => {
    const whole = await written([attachment('A1', A, { deletedAt: '2020-03-05T00:00:00.000Z' }), attachment('A2', B)], [A])
    const back = await readPackageFile(whole)
    expect(back.files.size).toBe(0)
    expect(back.data.attachments).toHaveLength(2)
    expect(new TextDecoder().decode(whole)).toContain('"files":[]')
  })

  it('is a plain data package where there are none: one line of text', async () => {
    const whole = await written([], [])
    expect(await readPackage(new TextDecoder().decode(whole))).toEqual((await readPackageFile(whole)).data)
  })

  it.each([
    ['cut off in a file', (b: Uint8Array) => b.subarray(0, -1), '读到一半断了'],
    ['with something behind', (b: Uint8Array) => new Uint8Array([...b, 1]), '比清单上的多'],
    ['with one byte changed', (b: Uint8Array) => b.map((v, i) => (i === b.length - 1 ? v ^ 1 : v)), '和校验码不符'],
  ])('is refused %s', async (_name, damage, words) => {
    const whole = await written([attachment('A1', A), attachment('A2', B)], [A, B])
    expect(await refusal(damage(whole))).toMatchObject({ fault: 'wrong-files', message: expect.stringContaining(words) as string })
  })

  it('is refused where its list does not fit: unknown, twice, another size, in a version that had none, missing', async () => {
    const data = withFiles([attachment('A1', A)])
    const entry = { sha256: hashOf(A), size: A.length }
    for (const files of [[{ ...entry, size: 4 }], [entry, entry], [{ sha256: hashOf(B), size: B.length }], [{ ...entry, name: 'x' }], 'no', undefined]) {
      const text = await forged((c) => void (c.files = files), data)
      expect(await refusal(new TextEncoder().encode(text)), JSON.stringify(files)).toMatchObject({ fault: 'wrong-files' })
    }
    const older = await forged((c) => void ((c.formatVersion = 4), (c.files = []), delete c.data['bulletins']), data)
    expect(await refusal(new TextEncoder().encode(older))).toMatchObject({ fault: 'wrong-files' })
  })

  it('is read in version 4, which had the records and no bytes', async () => {
    const older = await forged((c) => void ((c.formatVersion = 4), delete c.files, delete c.data['bulletins']), withFiles([attachment('A1', A)]))
    expect((await readPackageFile(new TextEncoder().encode(`${older}\n`))).data.attachments).toHaveLength(1)
  })

  it('goes sealed as it goes open; a backup holds the text alone', async () => {
    const whole = await written([attachment('A1', A)], [A])
    expect(await unseal(await seal(whole, '一个够长的密码啊'), '一个够长的密码啊')).toEqual(whole)
    const { bytes } = await packBackup(withFiles([attachment('A1', A)]))
    expect((await readPackageBytes(bytes)).attachments).toHaveLength(1)
  })
})
