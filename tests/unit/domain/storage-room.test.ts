import { expect, it } from 'vitest'
import { freeRoom, LITTLE_ROOM_BYTES, NO_ROOM_BYTES, roomState } from '@/domain/storage-room'

const disk = (diskFree: number | null) => ({ used: null, quota: null, diskFree })

it('the smaller of the browser’s room and the disk’s counts; what nobody tells is no warning', () => {
  expect(freeRoom({ used: 10, quota: 100, diskFree: 50 })).toBe(50)
  expect(freeRoom({ used: 80, quota: 100, diskFree: 50 })).toBe(20)
  expect(freeRoom({ used: 120, quota: 100, diskFree: null })).toBe(0)
  expect(freeRoom(disk(null))).toBeNull()
  expect(roomState(disk(null))).toBe('enough')
})

it('is said early, and urgently where hardly anything fits', () => {
  expect([LITTLE_ROOM_BYTES, LITTLE_ROOM_BYTES - 1, NO_ROOM_BYTES, NO_ROOM_BYTES - 1].map((n) => roomState(disk(n)))).toEqual(['enough', 'short', 'short', 'out'])
})
