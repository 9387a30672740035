import { systemRandom } from '@holdfast/base'
import { test } from 'vitest'
import { liveThrough } from './drive-model.ts'
import { DriveWorld } from './drive-world.ts'

// 16594948: a notebook inside a notebook was placed twice.
test.each([1, 2, 16594948, systemRandom.bytes(3).readUIntBE(0, 3)])(
  'F09 whatever happens to a drive, in whatever order: each snapshot is the drive of its time (seed %i)',
  async (seed) => {
    await using world = await DriveWorld.make()
    await liveThrough(world, seed, seed === 16594948 ? 12 : 8)
  },
)
