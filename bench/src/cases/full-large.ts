import { availableParallelism } from 'node:os'
import { type BenchCase, ratioRow } from '../bench-case.ts'
import { megabytes } from '../megabytes.ts'
import { rate } from '../stopwatch.ts'
import { RemoteEmulator } from '../world.ts'

const MIB = 1024 * 1024

/** A first backup of large files, as fast as two cores can. */
export const fullLarge: BenchCase = {
  name: 'full-large',
  async run({ quick, world }) {
    const files = quick ? 8 : 32
    const size = 64 * MIB
    const bytes = files * size
    await using emulator = await RemoteEmulator.start()
    const { driveId } = await emulator.personWith('large', { files, size, filesPerFolder: 8 })
    const connection = { baseUrl: emulator.baseUrl, token: emulator.token, driveId }
    const floor = await world.job({ kind: 'discard', ...connection })
    const backup = await world.job({ kind: 'backup', repository: world.path('large'), ...connection })
    // On every core at once, as the backup does it: two threads of one core are slower than one.
    const cores = Array.from({ length: Math.min(4, availableParallelism()) })
    const primitives = await Promise.all(cores.map(() => world.job({ kind: 'primitives', bytes })))
    const total = primitives.reduce((sum, { seconds }) => sum + seconds, 0) / cores.length
    return [
      ratioRow(
        'full backup, large files, unpaced / thrown away',
        2.5,
        backup.seconds / floor.seconds,
        `${rate(bytes, backup.seconds)} against ${rate(bytes, floor.seconds)}`,
      ),
      ratioRow(
        'the same, CPU of the process / its primitives',
        1.6,
        backup.cpuSeconds / total,
        `${backup.cpuSeconds.toFixed(1)} s against ${total.toFixed(1)} s`,
      ),
      {
        name: 'the same, peak memory',
        target: '<= 350 MB',
        measured: megabytes(backup.peakMemory),
        pass: backup.peakMemory <= 350e6,
      },
    ]
  },
}
