import { describe, expect, it } from 'vitest'
import { useUnderWay } from '@/features/entry/under-way'
import { entryOf, MARCH, wan } from '../domain/support'

describe('values on their way to storage', () => {
  it('are seen over the entry until their write has come back, later ones over earlier ones', async () => {
    const entry = entryOf({ reports: { [MARCH]: { completed: wan(1), problems: '无' } } })
    const { over, during } = useUnderWay()
    let first = (): void => undefined
    let second = (): void => undefined
    const one = during(MARCH, [{ entry, set: { completed: wan(2) }, seen: {} }], () => new Promise<void>((done) => (first = done)))
    const two = during(MARCH, [{ entry, set: { completed: wan(3) }, seen: {} }], () => new Promise<void>((done) => (second = done)))
    expect(over(entry, MARCH).reports.get(MARCH)).toMatchObject({ completed: wan(3), problems: '无' })
    second()
    await two
    expect(over(entry, MARCH).reports.get(MARCH)?.completed).toBe(wan(2))
    first()
    await one
    expect(over(entry, MARCH)).toBe(entry)
  })

  it('go away with a write that failed', async () => {
    const entry = entryOf({})
    const { over, during } = useUnderWay()
    await expect(during(MARCH, [{ entry, set: { completed: wan(2) }, seen: {} }], () => Promise.reject(new Error('no disk')))).rejects.toThrow('no disk')
    expect(over(entry, MARCH)).toBe(entry)
  })
})
