import { type BenchCase, ratioRow } from '../bench-case.ts'
import { rate } from '../stopwatch.ts'
import { RemoteEmulator } from '../world.ts'

const MIB = 1024 * 1024
/** 400 GB an hour: what Microsoft lets an application take out of a tenant. */
const EGRESS = 111_000_000

/** A first backup at the pace that Microsoft allows: the ceiling should be all that is felt. */
export const paced: BenchCase = {
  name: 'paced',
  async run({ quick, world }) {
    const files = quick ? 16 : 32
    const size = 32 * MIB
    await using emulator = await RemoteEmulator.start({ egressBytesPerSecond: EGRESS })
    const { driveId } = await emulator.personWith('paced', { files, size, filesPerFolder: 8 })
    const connection = { baseUrl: emulator.baseUrl, token: emulator.token, driveId }
    const floor = await world.job({ kind: 'discard', ...connection })
    const backup = await world.job({ kind: 'backup', repository: world.path('paced'), ...connection })
    return [
      ratioRow(
        'full backup, large files, at 111 MB/s / thrown away',
        1.05,
        backup.seconds / floor.seconds,
        `${rate(files * size, backup.seconds)} against ${rate(files * size, floor.seconds)}`,
      ),
    ]
  },
}
