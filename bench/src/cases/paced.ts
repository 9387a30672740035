import type { BenchCase } from '../bench-case.ts'
import { sideBySide } from '../side-by-side.ts'
import { rate } from '../stopwatch.ts'
import { RemoteEmulator } from '../world.ts'

const MIB = 1024 * 1024
/** 400 GB an hour: what Microsoft lets an application take out of a tenant. */
const EGRESS = 111_000_000

/** A first backup at the pace that Microsoft allows: the ceiling should be all that is felt. */
export const paced: BenchCase = {
  name: 'paced',
  about: 'a first backup of large files at a tenant’s egress ceiling, 111 MB/s',
  async run({ quick, world }) {
    const files = quick ? 24 : 128
    const size = 32 * MIB
    await using emulator = await RemoteEmulator.start({ egressBytesPerSecond: EGRESS })
    const empty = await emulator.person('empty')
    const { driveId } = await emulator.personWith('paced', { files, size, filesPerFolder: 8 })
    const connection = { baseUrl: emulator.baseUrl, token: emulator.token }
    const start = await world.job({
      kind: 'backup',
      ...connection,
      driveId: empty.driveId,
      repository: world.path('empty'),
    })
    const { ratio, jobSeconds, floorSeconds } = await sideBySide(
      1,
      () => world.job({ kind: 'discard', ...connection, driveId }),
      () => world.job({ kind: 'backup', ...connection, driveId, repository: world.path('paced') }),
    )
    return [
      {
        name: 'full backup, large files, at 111 MB/s / thrown away',
        figures: [{ value: ratio, unit: 'x', atMost: 1.05 }],
        details: `${rate(files * size, jobSeconds)} against ${rate(files * size, floorSeconds)}, ${jobSeconds.toFixed(1)} s`,
      },
      {
        name: 'of which constant: a first backup of an empty drive',
        figures: [{ value: start.seconds, unit: 's' }],
      },
    ]
  },
}
