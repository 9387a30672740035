import { expect, test } from 'vitest'
import { runFullDisk } from './full-disk.ts'

test('a full disk ends a run with its own code, harms nothing, and is forgotten once there is room', async (context) => {
  const result = await runFullDisk({
    seed: 20_261_123,
    withRestic: false,
    rooms: [0, 65_536, 600_000],
  })
  if (!result) return context.skip('this user may not mount a small file system')
  expect(result.losses).toEqual([])
  const told = result.runs.filter(({ job }) => job === 'backup')
  expect(told.length).toBe(3)
  for (const { codes } of told) expect(codes).toEqual(['HF_STORAGE_FULL'])
}, 60_000)
