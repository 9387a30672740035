import type { BenchCase } from '../bench-case.ts'
import type { WorkerJob } from '../job-process.ts'
import { megabytes } from '../megabytes.ts'
import { RemoteEmulator } from '../world.ts'

const FULL = 1_000_000
/** In a quick run a tenth of the drive, and the memory that is left for it when the fixed part is taken off. */
const QUICK = 100_000
const LIMIT = 1_200e6

/** A drive of a million items: first run, a run without news, a run with a hundred changes. */
export const million: BenchCase = {
  name: 'million',
  async run({ quick, world }) {
    const files = quick ? QUICK : FULL
    const limit = quick ? 350e6 : LIMIT
    await using emulator = await RemoteEmulator.start()
    const { driveId } = await emulator.personWith('million', { files, size: 20, filesPerFolder: 5_000 })
    const job: WorkerJob = {
      kind: 'backup',
      baseUrl: emulator.baseUrl,
      token: emulator.token,
      driveId,
      repository: world.path('million'),
    }
    const first = await world.job(job)
    const quiet = await world.job(job)
    await emulator.change(driveId, 100)
    const changed = await world.job(job)
    const peak = Math.max(first.peakMemory, changed.peakMemory)
    const seconds = [first, quiet, changed].map((report) => `${report.seconds.toFixed(1)} s`).join(', ')
    return [
      {
        name: `memory at ${files.toLocaleString('en')} items${quick ? ' (the full run has a million)' : ''}`,
        target: `<= ${megabytes(limit)}`,
        measured: `${megabytes(first.peakMemory)} first, ${megabytes(changed.peakMemory)} later (first, quiet, 100 changed: ${seconds})`,
        pass: peak <= limit,
      },
    ]
  },
}
