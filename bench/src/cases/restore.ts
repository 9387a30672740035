import { type BenchCase, ratioRow } from '../bench-case.ts'
import { rate } from '../stopwatch.ts'
import { RemoteEmulator } from '../world.ts'

const MIB = 1024 * 1024

/** A restore into an empty drive, against uploads of as many bytes from memory. */
export const restore: BenchCase = {
  name: 'restore',
  async run({ quick, world }) {
    const files = quick ? 8 : 16
    const size = 32 * MIB
    await using emulator = await RemoteEmulator.start()
    const source = await emulator.personWith('source', { files, size, filesPerFolder: files })
    const target = await emulator.person('target')
    const floorTarget = await emulator.person('floor')
    const connection = { baseUrl: emulator.baseUrl, token: emulator.token }
    const repository = world.path('restore')
    await world.job({ kind: 'backup', ...connection, driveId: source.driveId, repository })
    const floor = await world.job({
      kind: 'upload',
      ...connection,
      driveId: floorTarget.driveId,
      files,
      size,
    })
    const restored = await world.job({ kind: 'restore', ...connection, driveId: target.driveId, repository })
    return [
      ratioRow(
        'restore / the same uploads from memory',
        1.6,
        restored.seconds / floor.seconds,
        `${rate(files * size, restored.seconds)} against ${rate(files * size, floor.seconds)}`,
      ),
    ]
  },
}
