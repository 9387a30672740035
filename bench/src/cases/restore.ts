import type { BenchCase } from '../bench-case.ts'
import { sideBySide } from '../side-by-side.ts'
import { rate } from '../stopwatch.ts'
import { RemoteEmulator } from '../world.ts'

const MIB = 1024 * 1024

/** A restore into an empty drive, against uploads of as many bytes from memory. */
export const restore: BenchCase = {
  name: 'restore',
  about: 'a restore into an empty drive, unpaced, against the same uploads from memory',
  async run({ quick, world }) {
    const files = quick ? 16 : 32
    const size = 32 * MIB
    await using emulator = await RemoteEmulator.start({ keepUploads: false })
    const source = await emulator.personWith('source', { files, size, filesPerFolder: files })
    const connection = { baseUrl: emulator.baseUrl, token: emulator.token }
    const repository = world.path('restore')
    await world.job({ kind: 'backup', ...connection, driveId: source.driveId, repository })
    // Each into a drive of its own: what is there already would be left alone.
    const driveFor = async (name: string): Promise<string> => (await emulator.person(name)).driveId
    const { ratio, jobSeconds, floorSeconds } = await sideBySide(
      quick ? 1 : 2,
      async (round) => {
        const driveId = await driveFor(`floor-${round}`)
        return await world.job({ kind: 'upload', ...connection, driveId, files, size })
      },
      async (round) => {
        const driveId = await driveFor(`target-${round}`)
        return await world.job({ kind: 'restore', ...connection, driveId, repository })
      },
    )
    return [
      {
        name: 'restore / the same uploads from memory, unpaced',
        figures: [{ value: ratio, unit: 'x', atMost: 1.6 }],
        details: `${rate(files * size, jobSeconds)} against ${rate(files * size, floorSeconds)}`,
      },
    ]
  },
}
