import { availableParallelism } from 'node:os'
import type { BenchCase } from '../bench-case.ts'
import { mean, sideBySide } from '../side-by-side.ts'
import { rate } from '../stopwatch.ts'
import { RemoteEmulator, type World } from '../world.ts'

const MIB = 1024 * 1024

/** A first backup of large files, as fast as two cores can. */
export const fullLarge: BenchCase = {
  name: 'full-large',
  about: 'a first backup of large files, unpaced: time, CPU, memory',
  async run({ quick, world }) {
    const files = quick ? 16 : 32
    const size = 64 * MIB
    const bytes = files * size
    await using emulator = await RemoteEmulator.start()
    const { driveId } = await emulator.personWith('large', { files, size, filesPerFolder: 8 })
    const connection = { baseUrl: emulator.baseUrl, token: emulator.token, driveId }
    const before = await primitives(world, bytes)
    const { ratio, jobs, jobSeconds, floorSeconds } = await sideBySide(
      quick ? 1 : 2,
      () => world.job({ kind: 'discard', ...connection }),
      (round) => world.job({ kind: 'backup', ...connection, repository: world.path(`large-${round}`) }),
    )
    const unavoidable = mean([before, await primitives(world, bytes)])
    const cpu = mean(jobs.map(({ cpuSeconds }) => cpuSeconds))
    return [
      {
        name: 'full backup, large files, unpaced / thrown away',
        figures: [{ value: ratio, unit: 'x', atMost: 2.5 }],
        details: `${rate(bytes, jobSeconds)} against ${rate(bytes, floorSeconds)}`,
      },
      {
        name: 'the same, CPU of the worker / its primitives',
        figures: [{ value: cpu / unavoidable, unit: 'x', atMost: 1.6 }],
        details: `${cpu.toFixed(1)} s against ${unavoidable.toFixed(1)} s`,
      },
      {
        name: 'the same, memory',
        figures: [
          { value: Math.max(...jobs.map(({ peakMemory }) => peakMemory)) / 1e6, unit: 'MB', atMost: 350 },
        ],
      },
    ]
  },
}

/** Seconds of CPU, on every core at once as the backup does it: two threads of one core are slower than one. */
async function primitives(world: World, bytes: number): Promise<number> {
  const cores = Array.from({ length: Math.min(4, availableParallelism()) })
  const reports = await Promise.all(cores.map(() => world.job({ kind: 'primitives', bytes })))
  return mean(reports.map(({ seconds }) => seconds))
}
