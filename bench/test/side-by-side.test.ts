import { expect, test } from 'vitest'
import { sideBySide } from '../src/side-by-side.ts'

const took = (seconds: number) => ({ seconds, cpuSeconds: 0, peakMemory: 0, requests: 0, units: 0 })

test('each job is held against the floors before and after it, on a machine that slows down', async () => {
  const floors = [1, 2, 4]
  const jobs = [3, 6]
  const order: string[] = []
  const { ratio, jobSeconds } = await sideBySide(
    2,
    async () => {
      order.push('floor')
      return took(floors.shift() ?? 0)
    },
    async () => {
      order.push('job')
      return took(jobs.shift() ?? 0)
    },
  )
  expect(order).toEqual(['floor', 'job', 'floor', 'job', 'floor'])
  expect(ratio).toBe(2)
  expect(jobSeconds).toBe(4.5)
})
